// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingState;

/** Evaluations of the field that an update took, on average over a training. */
final class WorkCount implements TrainingListener {

  private double forward;
  private double backward;
  private int epochs;

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    forward += epoch.training().measures().get("evaluations-forward");
    backward += epoch.training().measures().get("evaluations-backward");
    epochs++;
  }

  double forward() {
    return forward / epochs;
  }

  double backward() {
    return backward / epochs;
  }
}
