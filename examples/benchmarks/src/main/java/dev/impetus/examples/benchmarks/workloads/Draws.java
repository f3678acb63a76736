// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import java.util.random.RandomGenerator;

/** The draws that all rows of all libraries share: {@code peers/java_random.py} has the same. */
final class Draws {

  private Draws() {}

  /** A number in [-bound, bound). */
  static double uniform(RandomGenerator random, double bound) {
    return (2 * random.nextDouble() - 1) * bound;
  }

  /** Numbers in [-bound, bound), row by row. */
  static double[] uniform(RandomGenerator random, double bound, int count) {
    double[] draws = new double[count];
    for (int i = 0; i < count; i++) {
      draws[i] = uniform(random, bound);
    }
    return draws;
  }

  /** Weights (outputs × inputs), then biases, layer by layer, each in ±1/√inputs. */
  static double[] layers(RandomGenerator random, int... widths) {
    int size = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      size += widths[layer] * (widths[layer - 1] + 1);
    }
    double[] weights = new double[size];
    int next = 0;
    for (int layer = 1; layer < widths.length; layer++) {
      int count = widths[layer] * (widths[layer - 1] + 1);
      for (int i = 0; i < count; i++) {
        weights[next++] = uniform(random, 1 / Math.sqrt(widths[layer - 1]));
      }
    }
    return weights;
  }

  /** {@code count} equal steps from 0 to {@code end}, both included. */
  static double[] linspace(double end, int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = i == count - 1 ? end : i * (end / (count - 1));
    }
    return times;
  }
}
