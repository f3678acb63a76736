// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * Pointwise functions as loops that the JIT compiler vectorises: one index for all arrays, no
 * calls. (C2 of JDK 17 leaves loops scalar whose arrays are read at different offsets.)
 */
final class Float64Loops {

  private Float64Loops() {}

  static void negate(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = -x[i];
    }
  }

  static void abs(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  static void sign(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.signum(x[i]);
    }
  }

  static void square(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * x[i];
    }
  }

  static void cube(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * x[i] * x[i];
    }
  }

  static void sqrt(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.sqrt(x[i]);
    }
  }

  static void reciprocalSqrt(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = 1 / Math.sqrt(x[i]);
    }
  }

  static void relu(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(x[i], 0);
    }
  }

  static void leakyRelu(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? x[i] : a * x[i];
    }
  }

  static void clip(double[] out, double[] x, double a, double b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.min(Math.max(x[i], a), b);
    }
  }

  static void scale(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i];
    }
  }

  static void shift(double[] out, double[] x, double b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + b;
    }
  }

  static void affine(double[] out, double[] x, double a, double b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b;
    }
  }

  static void divideInto(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a / x[i];
    }
  }

  static void greaterThan(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > a ? 1 : 0;
    }
  }

  static void atLeast(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= a ? 1 : 0;
    }
  }

  static void lessThan(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] < a ? 1 : 0;
    }
  }

  static void atMost(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] <= a ? 1 : 0;
    }
  }

  static void equalTo(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] == a ? 1 : 0;
    }
  }

  static void differentFrom(double[] out, double[] x, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != a ? 1 : 0;
    }
  }

  static void add(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + y[i];
    }
  }

  static void subtract(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] - y[i];
    }
  }

  static void multiply(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i];
    }
  }

  static void divide(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] / y[i];
    }
  }

  static void max(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(x[i], y[i]);
    }
  }

  static void min(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.min(x[i], y[i]);
    }
  }

  static void squaredDifference(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (x[i] - y[i]) * (x[i] - y[i]);
    }
  }

  static void greater(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > y[i] ? 1 : 0;
    }
  }

  static void greaterOrEqual(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= y[i] ? 1 : 0;
    }
  }

  static void equal(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] == y[i] ? 1 : 0;
    }
  }

  static void notEqual(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != y[i] ? 1 : 0;
    }
  }

  static void tanhBackward(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] * (1 - x[i] * x[i]);
    }
  }

  static void sigmoidBackward(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] * x[i] * (1 - x[i]);
    }
  }

  static void thresholdBackward(double[] out, double[] x, double[] y, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > a ? y[i] : 0;
    }
  }

  static void leakyReluBackward(double[] out, double[] x, double[] y, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? y[i] : a * y[i];
    }
  }

  static void eluBackward(double[] out, double[] x, double[] y, double a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? y[i] : y[i] * (x[i] + a);
    }
  }

  static void clipBackward(
      double[] out, double[] x, double[] y, double a, double b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= a && x[i] <= b ? y[i] : 0;
    }
  }

  static void multiplyAdd(double[] out, double[] x, double[] y, double[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i] + z[i];
    }
  }

  static void subtractProduct(double[] out, double[] x, double[] y, double[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = z[i] - x[i] * y[i];
    }
  }

  static void select(double[] out, double[] x, double[] y, double[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != 0 ? y[i] : z[i];
    }
  }
}
