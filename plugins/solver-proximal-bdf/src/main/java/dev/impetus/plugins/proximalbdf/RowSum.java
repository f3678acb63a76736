// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** A linear combination of vectors whose weights are the same for all rows, or each row's own. */
final class RowSum {

  private final StateVector[] terms;
  private double[][] weights = {};
  private RowScalar factor;

  /** Sums of so many vectors. */
  RowSum(int count) {
    terms = new StateVector[count];
  }

  /** Begins a sum: all weights zero. */
  void begin(RowScalar like) {
    if (weights.length != like.size()) {
      weights = new double[like.size()][terms.length];
      factor = like.newLike();
    }
    for (double[] row : weights) {
      Arrays.fill(row, 0);
    }
  }

  /** Sets a vector; it must be there if a weight is not zero. */
  void term(int index, StateVector vector) {
    terms[index] = vector;
  }

  /** The weights of one index, to be written. */
  double[] weights(int lane) {
    return weights[lane];
  }

  /** Writes the sum. */
  void writeTo(StateVector out) {
    if (factor.isShared()) {
      out.setToSum(weights[0], terms, terms.length);
      return;
    }
    out.fill(0);
    for (int j = 0; j < terms.length; j++) {
      addTo(out, j, terms[j]);
    }
  }

  /** Adds a vector to another, with the weights of one of the terms. */
  void addTo(StateVector out, int index, StateVector vector) {
    boolean used = false;
    for (int i = 0; i < weights.length; i++) {
      factor.set(i, weights[i][index]);
      used |= weights[i][index] != 0;
    }
    if (used) {
      out.add(factor, vector);
    }
  }
}
