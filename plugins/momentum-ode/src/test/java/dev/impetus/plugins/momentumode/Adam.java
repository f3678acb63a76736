// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.solver.state.StateVector;

/** Adam with the usual constants (Kingma and Ba, 2015). */
final class Adam {

  private final double rate;
  private final double[] first;
  private final double[] second;
  private int updates;

  Adam(double rate, int size) {
    this.rate = rate;
    first = new double[size];
    second = new double[size];
  }

  void update(StateVector parameters, StateVector gradient) {
    updates++;
    double firstBias = 1 - Math.pow(0.9, updates);
    double secondBias = 1 - Math.pow(0.999, updates);
    for (int i = 0; i < first.length; i++) {
      double g = gradient.get(0, i);
      first[i] = 0.9 * first[i] + 0.1 * g;
      second[i] = 0.999 * second[i] + 0.001 * g * g;
      double step = first[i] / firstBias / (Math.sqrt(second[i] / secondBias) + 1e-8);
      parameters.set(0, i, parameters.get(0, i) - rate * step);
    }
  }
}
