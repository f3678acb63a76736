// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepTrail;

/** Where the backward pass of an explicit method finds the stages of an accepted step. */
interface StagePoints {

  /** Turns to another step. */
  void begin();

  /** Computes the state at the step's end. */
  void end(StepTrail trail, StateVector result);

  /** Sees to it that the first {@code count} stages can be asked for. */
  void prepare(StepTrail trail, int count);

  /** A stage, valid until another one is asked for. */
  Linearization at(StepTrail trail, int stage);
}
