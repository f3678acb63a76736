// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The weights on uneven grids, by what they must be exact for, and on even ones by the literature.
 */
public class HistoryWeightsTest {

  /** BDF with equal steps, {@code z - γ h f(z) = Σ w(j) y(n-j)}, from its backward differences. */
  private static final double[][] EQUAL_STEPS = {
    {1},
    {4 / 3.0, -1 / 3.0},
    {18 / 11.0, -9 / 11.0, 2 / 11.0},
    {48 / 25.0, -36 / 25.0, 16 / 25.0, -3 / 25.0},
    {300 / 137.0, -300 / 137.0, 200 / 137.0, -75 / 137.0, 12 / 137.0}
  };

  private static final double[] HARMONIC = {1, 3 / 2.0, 11 / 6.0, 25 / 12.0, 137 / 60.0};

  private static double[] even(int count) {
    double[] tau = new double[count];
    for (int j = 0; j < count; j++) {
      tau[j] = -1 - j;
    }
    return tau;
  }

  private static double[] uneven(int count) {
    double[] tau = new double[count];
    double place = -1;
    for (int j = 0; j < count; j++) {
      tau[j] = place;
      place -= 0.3 + 0.9 * (j % 3);
    }
    return tau;
  }

  @DataProvider
  Object[][] orders() {
    return new Object[][] {{1}, {2}, {3}, {4}, {5}};
  }

  @Test(dataProvider = "orders")
  public void withEqualStepsBothFormsAreTheClassicalFormula(int k) {
    for (int formula : new int[] {Formula.fixedLeading(k), Formula.variable(k)}) {
      double[] weights = new double[6];
      double gamma = HistoryWeights.step(formula, HARMONIC[k - 1], even(k + 1), weights);
      assertThat(gamma).isCloseTo(1 / HARMONIC[k - 1], within(1e-14));
      for (int j = 0; j < k; j++) {
        assertThat(weights[j]).as("weight %d", j).isCloseTo(EQUAL_STEPS[k - 1][j], within(1e-13));
      }
      assertThat(weights[k]).isCloseTo(0, within(1e-13));
    }
  }

  /**
   * {@code y = x^p} solves the equation for p up to k, whatever the steps and the κ of the formula.
   */
  @Test(dataProvider = "orders")
  public void withUnequalStepsPowersUpToTheOrderAreExact(int k) {
    double[] tau = uneven(k + 1);
    for (double alpha : new double[] {HARMONIC[k - 1], 1.1 * HARMONIC[k - 1]}) {
      for (int formula : new int[] {Formula.fixedLeading(k), Formula.variable(k)}) {
        double[] weights = new double[6];
        double gamma = HistoryWeights.step(formula, alpha, tau, weights);
        for (int p = 0; p <= k; p++) {
          double sum = 0;
          for (int j = 0; j < Formula.pastValues(formula); j++) {
            sum += weights[j] * Math.pow(2 + tau[j], p);
          }
          double left = Math.pow(2, p) - gamma * p * Math.pow(2, p - 1);
          assertThat(sum).as("power %d", p).isCloseTo(left, within(1e-11));
        }
      }
    }
  }

  /** With the next power the residual is what the error constant says, before its safety factor. */
  @Test(dataProvider = "orders")
  public void theErrorConstantIsThatOfTheFormula(int k) {
    assertThat(HistoryWeights.errorConstant(k, HARMONIC[k - 1], even(k + 1)))
        .isCloseTo(3.0 / (k + 1), within(1e-13));
    double[] tau = even(k + 1);
    double[] weights = new double[6];
    double gamma = HistoryWeights.step(Formula.fixedLeading(k), HARMONIC[k - 1], tau, weights);
    assertThat(gamma).isCloseTo(1 / HARMONIC[k - 1], within(1e-14));
    double residual = 0;
    double difference = 0;
    double[] extrapolation = new double[6];
    HistoryWeights.extrapolation(tau, k + 1, extrapolation);
    for (int j = 0; j <= k; j++) {
      residual -= weights[j] * Math.pow(tau[j], k + 1);
      difference -= extrapolation[j] * Math.pow(tau[j], k + 1);
    }
    assertThat(Math.abs(residual * HARMONIC[k - 1] / difference))
        .isCloseTo(1.0 / (k + 1), within(1e-12));
  }

  @Test(dataProvider = "orders")
  public void theInterpolantGoesThroughItsValuesAndIsExactForPowers(int k) {
    double[] tau = uneven(k);
    double[] weights = new double[7];
    for (double x : new double[] {-1, -0.4, 0}) {
      HistoryWeights.inside(tau, k, x, weights);
      for (int p = 0; p <= k; p++) {
        double sum = weights[0] * (p == 0 ? 1 : 0);
        for (int j = 0; j < k; j++) {
          sum += weights[j + 1] * Math.pow(tau[j], p);
        }
        assertThat(sum).isCloseTo(Math.pow(x, p), within(1e-11));
      }
    }
  }

  @Test
  public void extrapolatedEulerHasTheWeightsOfTheLiterature() {
    double[] fourth = {-1 / 6.0, 4, -27 / 2.0, 32 / 3.0};
    for (int j = 1; j <= 4; j++) {
      assertThat(ExtrapolatedEuler.weight(4, j)).isCloseTo(fourth[j - 1], within(1e-14));
    }
    assertThat(ExtrapolatedEuler.weight(2, 1)).isEqualTo(-1);
    assertThat(ExtrapolatedEuler.weight(2, 2)).isEqualTo(2);
  }
}
