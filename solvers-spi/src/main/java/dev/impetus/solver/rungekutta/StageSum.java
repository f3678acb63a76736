// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** One row of a tableau without its zeros, so that a sum over stages reads nothing in vain. */
record StageSum(int[] stages, double[] weights) {

  /** The non-zero weights among those of {@code count} stages. */
  static StageSum of(int count, IntToDoubleFunction weight) {
    int[] stages = IntStream.range(0, count).filter(i -> weight.applyAsDouble(i) != 0).toArray();
    return new StageSum(stages, Arrays.stream(stages).mapToDouble(weight).toArray());
  }

  int count() {
    return stages.length;
  }

  /** The vectors that belong to the weights. */
  StateVector[] terms(StateVector[] ofStage) {
    return Arrays.stream(stages).mapToObj(i -> ofStage[i]).toArray(StateVector[]::new);
  }
}
