// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleSupplier;

/** Compares gradients with central differences of fourth order. */
final class FiniteDifferences {

  private static final double STEP = 1e-3;

  private FiniteDifferences() {}

  /** Checks every component of the gradient of {@code value}, relative to the gradient's norm. */
  static void assertGradient(
      String name, StateVector at, StateVector gradient, double tolerance, DoubleSupplier value) {
    double scale = Math.sqrt(gradient.dot(gradient) / gradient.size());
    assertThat(scale).as(name + ": the gradient is not all zero").isPositive();
    for (int row = 0; row < at.rows(); row++) {
      for (int column = 0; column < at.width(); column++) {
        double x = at.get(row, column);
        double expected = 0;
        for (int side : new int[] {-2, -1, 1, 2}) {
          at.set(row, column, x + side * STEP);
          double weight = Math.abs(side) == 1 ? 8.0 * side : -side / 2.0;
          expected += weight * value.getAsDouble() / (12 * STEP);
        }
        at.set(row, column, x);
        double difference = Math.abs(gradient.get(row, column) - expected);
        assertThat(difference / Math.max(scale, Math.abs(expected)))
            .as(
                "%s at row %d, column %d: %s, but differences give %s",
                name, row, column, gradient.get(row, column), expected)
            .isLessThan(tolerance);
      }
    }
  }
}
