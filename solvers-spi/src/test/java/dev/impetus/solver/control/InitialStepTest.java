// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.concurrent.atomic.AtomicReference;
import org.testng.annotations.Test;

public class InitialStepTest {

  private static double estimate(VectorField field, double[] y0, double interval, int order) {
    StateVector y = StateVector.of(y0);
    StateVector slope = y.newLike();
    field.evaluate(RowScalar.shared(0), y, slope);
    return new InitialStep(ErrorNorms.of(BatchPolicy.SHARED), new Tolerances(1e-3, 1e-6), y)
        .estimate(field, 0, y, slope, interval, order);
  }

  /**
   * y' = λy from 1: d0 = 1/s, d1 = λ/s with s = 1e-6 + 1e-3, h0 = 0.01/λ; the probe gives d2 =
   * λ²/s, so that h = (0.01 s / λ²)^(1/q).
   */
  @Test
  public void onALinearProblemItIsTheFormula() {
    for (int order : new int[] {2, 3, 5, 8}) {
      double lambda = 3;
      double scale = 1e-6 + 1e-3;
      double wanted = Math.min(1 / lambda, Math.pow(0.01 * scale / 9, 1.0 / order));
      VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = lambda * y[0]);
      assertThat(estimate(field, new double[] {1}, 100, order))
          .isCloseTo(wanted, within(1e-9 * wanted));
      assertThat(estimate(field, new double[] {1}, -100, order))
          .isCloseTo(-wanted, within(1e-9 * wanted));
    }
  }

  @Test
  public void itCostsOneEvaluationInsideTheInterval() {
    AtomicReference<Double> latest = new AtomicReference<>();
    CountingField field =
        new CountingField(
            VectorField.ofRows(
                1,
                (t, y, dy) -> {
                  latest.set(t);
                  dy[0] = 1e-9;
                }));
    double step = estimate(field, new double[] {1}, 1e-4, 5);
    assertThat(field.evaluations()).isEqualTo(2);
    assertThat(latest.get()).isBetween(0.0, 1e-4);
    assertThat(step).isPositive().isLessThanOrEqualTo(1e-4);
  }

  @Test
  public void aProbeThatLeavesTheDomainGivesATinyStep() {
    VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = t == 0 ? 1 : Double.NaN);
    assertThat(estimate(field, new double[] {1}, 1, 5)).isPositive().isLessThan(1e-4);
  }
}
