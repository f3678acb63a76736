// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.state.StateVector;
import java.util.List;

/** Refuses cotangents whose shapes do not fit a solve. */
final class SessionCotangents {

  private SessionCotangents() {}

  static void check(
      SolvePlan plan,
      int outputs,
      int reached,
      List<RowOutcome> rowOutcomes,
      StateVector[] outputCotangents,
      StateVector initialCotangent,
      StateVector parameterCotangent) {
    if (outputCotangents.length != outputs) {
      throw new IllegalArgumentException(
          outputCotangents.length + " cotangents do not fit " + outputs + " outputs");
    }
    int width = plan.field().width();
    for (int i = 0; i < outputs; i++) {
      if (outputCotangents[i] != null) {
        if (i >= reached) {
          throw new IllegalArgumentException(
              "output " + i + " has a cotangent, but an event ended the solve before it");
        }
        require(plan, "output", i, outputCotangents[i], plan.rows(), width);
        requireReached(i, outputCotangents[i], rowOutcomes);
      }
    }
    require(plan, "the initial state", -1, initialCotangent, plan.rows(), width);
    if (parameterCotangent != null) {
      require(plan, "the parameters", -1, parameterCotangent, 1, plan.field().parameterCount());
    }
  }

  /** A row that an event ended before an output cannot have a cotangent there. */
  private static void requireReached(int output, StateVector cotangent, List<RowOutcome> rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (output >= rows.get(row).outputs()) {
        for (int column = 0; column < cotangent.width(); column++) {
          if (cotangent.get(row, column) != 0) {
            throw new IllegalArgumentException(
                "row "
                    + row
                    + " of output "
                    + output
                    + " has a cotangent, but an event ended that row before it");
          }
        }
      }
    }
  }

  private static void require(
      SolvePlan plan, String what, int index, StateVector vector, int rows, int width) {
    if (vector.precision() != plan.precision()
        || vector.rows() != rows
        || vector.width() != width) {
      throw new IllegalArgumentException(
          "the cotangent of "
              + what
              + (index < 0 ? "" : " " + index)
              + " must be "
              + shape(rows, width, plan.precision())
              + ", but is "
              + shape(vector.rows(), vector.width(), vector.precision()));
    }
  }

  private static String shape(int rows, int width, Object precision) {
    return rows + " x " + width + " " + precision;
  }
}
