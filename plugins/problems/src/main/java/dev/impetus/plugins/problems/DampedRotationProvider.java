// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.DampedRotation;
import dev.impetus.solver.problem.OdeProblem;

/** A damped rotation, which is no gradient flow. */
public final class DampedRotationProvider extends ClassicProblem {

  /** For ServiceLoader. */
  public DampedRotationProvider() {
    super("damped-rotation", "1");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return DampedRotation.problem();
  }
}
