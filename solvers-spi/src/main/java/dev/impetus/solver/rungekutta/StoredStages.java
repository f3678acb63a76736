// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepTrail;

/**
 * Stages where the stepper kept them.
 *
 * @param ofTableau how many there are before those of the interpolant alone
 */
record StoredStages(StageStore store, int ofTableau) implements StagePoints {

  @Override
  public void begin() {}

  @Override
  public void end(StepTrail trail, StateVector result) {
    throw new UnsupportedOperationException("a step whose stages are stored is not repeated");
  }

  @Override
  public void prepare(StepTrail trail, int count) {}

  @Override
  public Linearization at(StepTrail trail, int stage) {
    int own = stage - ofTableau;
    return own < 0
        ? store.stage(trail.index(), stage)
        : store.interpolationStage(trail.index(), own);
  }
}
