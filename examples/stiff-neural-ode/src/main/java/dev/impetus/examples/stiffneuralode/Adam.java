// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

/**
 * Adam (Kingma, Ba, ICLR 2015) with gradients cut to norm 1 and a rate that falls to zero along a
 * cosine.
 */
final class Adam {

  private static final double RATE = 0.01;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final double[] first;
  private final double[] second;
  private final int steps;
  private int step;

  Adam(int parameters, int steps) {
    first = new double[parameters];
    second = new double[parameters];
    this.steps = steps;
  }

  void update(double[] parameters, double[] gradient) {
    step++;
    double square = 0;
    for (double g : gradient) {
      square += g * g;
    }
    double cut = Math.min(1, 1 / Math.sqrt(square));
    double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * step / (steps + 1)));
    for (int i = 0; i < parameters.length; i++) {
      double g = cut * gradient[i];
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      double mean = first[i] / (1 - Math.pow(BETA1, step));
      double size = Math.sqrt(second[i] / (1 - Math.pow(BETA2, step)));
      parameters[i] -= rate * mean / (size + 1e-8);
    }
  }
}
