// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * The error norms: root mean squares over rows, over everything, or over groups of a flat state.
 */
public final class ErrorNorms {

  private ErrorNorms() {}

  /**
   * The norm of a batch policy. Asked for one number a row, either gives each row's root mean
   * square.
   */
  public static ErrorNorm of(BatchPolicy policy) {
    return switch (policy) {
      case SHARED -> ErrorNorms::rootMeanSquare;
      case SHARED_MAX, PER_SAMPLE -> ErrorNorms::largestRow;
    };
  }

  /**
   * For a flat state of one row that is made of groups, one after the other: the largest of {@code
   * weight · root mean square} over the groups. What torchdiffeq uses for the backward solve of the
   * continuous adjoint; a group of weight 0 does not take part, which makes it a seminorm (Kidger,
   * Chen, Lyons, "Hey, that's not an ODE", ICML 2021).
   *
   * @param sizes numbers in each group; they add up to the width of the state
   * @param weights weight of each group, {@code >= 0}, not all zero
   */
  public static ErrorNorm grouped(int[] sizes, double[] weights) {
    if (sizes.length != weights.length) {
      throw new IllegalArgumentException(
          sizes.length + " groups cannot have " + weights.length + " weights");
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 0)
        || !Arrays.stream(weights).allMatch(weight -> weight >= 0)
        || Arrays.stream(weights).sum() == 0) {
      throw new IllegalArgumentException(
          "sizes and weights of groups must be >= 0, and one weight above 0, but are "
              + Arrays.toString(sizes)
              + " and "
              + Arrays.toString(weights));
    }
    int[] groups = sizes.clone();
    double[] factors = weights.clone();
    int total = Arrays.stream(groups).sum();
    return (v, y0, y1, tolerances, out) -> {
      if (v.rows() != 1 || v.width() != total) {
        throw new IllegalArgumentException(
            "a norm of groups with "
                + total
                + " numbers in all cannot measure a state of "
                + v.rows()
                + " x "
                + v.width());
      }
      double largest = 0;
      int from = 0;
      for (int group = 0; group < groups.length; group++) {
        if (factors[group] != 0 && groups[group] > 0) {
          double norm = factors[group] * stretch(v, y0, y1, tolerances, from, groups[group]);
          largest = Math.max(largest, norm);
        }
        from += groups[group];
      }
      out.setAll(largest);
    };
  }

  private static void rootMeanSquare(
      StateVector v, StateVector y0, StateVector y1, Tolerances tolerances, RowScalar out) {
    if (out.isShared()) {
      out.set(0, stretch(v, y0, y1, tolerances, 0, v.size()));
    } else {
      largestRow(v, y0, y1, tolerances, out);
    }
  }

  /** Asked for one number a row, it gives each row's own. */
  private static void largestRow(
      StateVector v, StateVector y0, StateVector y1, Tolerances tolerances, RowScalar out) {
    v.weightedRowNorms(y0, y1, tolerances.relative(), tolerances.absolute(), out);
  }

  private static double stretch(
      StateVector v, StateVector y0, StateVector y1, Tolerances tolerances, int from, int count) {
    double squares =
        v.weightedSquares(y0, y1, tolerances.relative(), tolerances.absolute(), from, count);
    return Math.sqrt(squares / count);
  }
}
