// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.model.StepwisePass;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tokens with a pass of limited horizon for as long as wanted: at its end the pass begins
 * anew and reads the last half of the horizon again, so that it always sees at least that much.
 */
final class TokenReader {

  private final StepwisePass pass;
  private final Precision precision;
  private final StateVector next;
  private final long horizon;

  /** What the pass has read since it began, if that will be needed. */
  private final List<StateVector> read = new ArrayList<>();

  /** Resets the pass. */
  TokenReader(StepwisePass pass, Precision precision) {
    this.pass = pass;
    this.precision = precision;
    next = StateVector.zeros(precision, pass.rows(), 1);
    horizon = pass.horizon();
    pass.reset();
  }

  /** Rows × 1, for the tokens that are to be read. */
  StateVector next() {
    return next;
  }

  /** Reads them; the prediction is the pass's own. */
  StateVector read() {
    if (read.size() == horizon) {
      beginAnew();
    }
    if (horizon < Long.MAX_VALUE) {
      StateVector tokens = StateVector.zeros(precision, pass.rows(), 1);
      tokens.copyFrom(next);
      read.add(tokens);
    }
    return pass.step(next);
  }

  private void beginAnew() {
    read.subList(0, (int) (horizon - horizon / 2)).clear();
    pass.reset();
    read.forEach(pass::step);
  }
}
