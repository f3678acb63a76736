// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * The weights that momentum gives to keys: g w(d) at distance d from the query, with w(d) = 1 + b +
 * … + b^d = (1 - b^(d+1)) / (1 - b). They are summed, not divided, so that nothing cancels for b
 * near 1, and only powers of b with exponents from 0 on occur, so that nothing overflows. Powers
 * that are next to nothing are 0, so that their products are no denormal numbers.
 */
final class MomentumWeights {

  private final double[] power;
  private final double[] sum;
  private final double momentum;
  private final double stepSize;

  /**
   * For distances below {@code count}.
   *
   * @param negligible below it powers are 0
   */
  MomentumWeights(double momentum, double stepSize, int count, double negligible) {
    this.momentum = momentum;
    this.stepSize = stepSize;
    power = new double[count + 1];
    sum = new double[count + 1];
    power[0] = 1;
    sum[0] = 1;
    for (int d = 1; d <= count; d++) {
      double next = power[d - 1] * momentum;
      power[d] = next < negligible ? 0 : next;
      sum[d] = 1 + momentum * sum[d - 1];
    }
  }

  /** b^d. */
  double power(int d) {
    return power[d];
  }

  /** g w(d). */
  double weight(int d) {
    return stepSize * sum[d];
  }

  /** b + … + b^d. */
  double carried(int d) {
    return momentum * sum[d - 1];
  }
}
