// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

/**
 * Weights on past values. Places are measured in steps from the step's end: value j lies at {@code
 * τ(j) = (t(n-j) - t(n+1))/h}, so that {@code τ(0) = -1} and the end is 0.
 */
final class HistoryWeights {

  /**
   * The errors of successive steps have one sign and add up. Counted three times, five digits are
   * right at rtol 1e-6 on the stiff problems of the IVP test set, four and a half on the
   * Oregonator, at 1.2 to 1.4 times the steps.
   */
  private static final double CAUTION = 3;

  /** What {@link #errorConstant} is in the first step, whose extrapolation follows the slope. */
  static final double FIRST_ERROR_CONSTANT = CAUTION / 2;

  private HistoryWeights() {}

  /**
   * Writes {@code ℓ(j)}: the polynomial through {@code count} values is {@code Σ ℓ(j) y(n-j)} at
   * the end.
   */
  static void extrapolation(double[] tau, int count, double[] out) {
    for (int j = 0; j < count; j++) {
      double product = 1;
      for (int i = 0; i < count; i++) {
        product *= i == j ? 1 : tau[i] / (tau[i] - tau[j]);
      }
      out[j] = product;
    }
  }

  /** Writes the weights of the differences {@code y(n-j) - y(n-j-1)} in {@code Σ w(j) y(n-j)}. */
  static void ofDifferences(double[] weights, int count, double[] out) {
    double tail = 0;
    for (int j = count - 1; j > 0; j--) {
      tail -= weights[j];
      out[j - 1] = tail;
    }
  }

  /** {@code h Σ 1/(t(n+1) - t(n-j))} over {@code count} values. */
  static double reciprocals(double[] tau, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum -= 1 / tau[j];
    }
    return sum;
  }

  /**
   * Writes the weights of the right-hand side of {@code z - γ h f(z) = Σ w(j) y(n-j)} and returns
   * γ.
   *
   * @param alpha leading coefficient of the formula's order
   */
  static double step(int formula, double alpha, double[] tau, double[] out) {
    int k = Formula.order(formula);
    if (Formula.isVariable(formula)) {
      extrapolation(tau, k, out);
      double leading = reciprocals(tau, k);
      for (int j = 0; j < k; j++) {
        out[j] /= -tau[j] * leading;
      }
      return 1 / leading;
    }
    extrapolation(tau, k + 1, out);
    double all = reciprocals(tau, k + 1);
    for (int j = 0; j <= k; j++) {
      double slope = all + 1 / tau[j];
      out[j] *= 1 - slope / alpha;
    }
    return 1 / alpha;
  }

  /**
   * By what the difference between result and extrapolation is to be multiplied to give the local
   * error of a formula of order k, in the scaling {@code Σ_j 1/j ∇^j z = h f(z)} in which it adds
   * to the global error; never less than the error of the interpolation, as the principal term may
   * vanish by chance when steps shrink (Brenan, Campbell, Petzold, Numerical Solution of
   * Initial-Value Problems in Differential-Algebraic Equations, 1996, 5.2.4).
   */
  static double errorConstant(int k, double alpha, double[] tau) {
    return CAUTION * Math.max(Math.abs(reciprocals(tau, k + 1) - alpha), -1 / tau[k]);
  }

  /**
   * Writes the weights of the polynomial through the result (index 0) and {@code count} past values
   * (from index 1) at the place {@code x}.
   */
  static void inside(double[] tau, int count, double x, double[] out) {
    for (int j = 0; j <= count; j++) {
      double at = j == 0 ? 0 : tau[j - 1];
      double product = 1;
      for (int i = 0; i <= count; i++) {
        double other = i == 0 ? 0 : tau[i - 1];
        product *= i == j ? 1 : (x - other) / (at - other);
      }
      out[j] = product;
    }
  }
}
