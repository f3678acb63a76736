// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

/**
 * What the conformance kit does not ask of the method: stiff batches, and L-stability by its
 * numbers.
 */
public class StiffTest {

  /** Three rows share their steps; each must come out as it would alone, to ten tolerances. */
  @Test
  public void aBatchOfOscillatorsSharesItsStepsInBothPrecisions() {
    VectorField oscillator =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e3;
            });
    double[] wanted = new double[3];
    for (int row = 0; row < 3; row++) {
      StateVector alone = StateVector.of(new double[] {2 - 0.1 * row, 0});
      wanted[row] = end(oscillator, alone, 1e-8).get(0, 0);
    }
    for (Precision precision : Precision.values()) {
      StateVector start = StateVector.zeros(precision, 3, 2);
      for (int row = 0; row < 3; row++) {
        start.set(row, 0, 2 - 0.1 * row);
      }
      StateVector found = end(oscillator, start, 1e-5);
      for (int row = 0; row < 3; row++) {
        assertThat(found.get(row, 0)).isCloseTo(wanted[row], within(1e-4));
      }
    }
  }

  private static StateVector end(VectorField field, StateVector start, double tolerance) {
    return OdeSolver.with(KennedyCarpenter43.method())
        .tolerances(tolerance, tolerance)
        .build()
        .solve(field, start, 0, 2)
        .orThrow()
        .state();
  }

  /**
   * {@code R(z) = 1 + z bᵀ (I - zA)⁻¹ 1}: it vanishes at minus infinity, and is at most 1 in
   * modulus on the imaginary axis.
   */
  @Test
  public void theMethodIsLStable() {
    assertThat(stability(-1e8, 0)).isLessThan(1e-6);
    for (double x = 1e-3; x < 1e6; x *= 1.1) {
      assertThat(stability(0, x)).isLessThanOrEqualTo(1 + 1e-12);
      assertThat(stability(-x, 0)).isLessThanOrEqualTo(1);
    }
  }

  /** The modulus of the last stage, the result, of {@code y' = λ y} with {@code hλ = x + iy}. */
  private static double stability(double x, double y) {
    ButcherTableau tableau = KennedyCarpenter43.method().tableau();
    int stages = tableau.stages();
    double[] real = new double[stages];
    double[] imaginary = new double[stages];
    for (int i = 0; i < stages; i++) {
      double sumReal = 1;
      double sumImaginary = 0;
      for (int j = 0; j < i; j++) {
        double a = tableau.a(i, j);
        sumReal += a * (x * real[j] - y * imaginary[j]);
        sumImaginary += a * (x * imaginary[j] + y * real[j]);
      }
      double dReal = 1 - tableau.a(i, i) * x;
      double dImaginary = -tableau.a(i, i) * y;
      double square = dReal * dReal + dImaginary * dImaginary;
      real[i] = (sumReal * dReal + sumImaginary * dImaginary) / square;
      imaginary[i] = (sumImaginary * dReal - sumReal * dImaginary) / square;
    }
    return Math.hypot(real[stages - 1], imaginary[stages - 1]);
  }
}
