// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * Pointwise functions as loops that the JIT compiler vectorises: one index for all arrays, no
 * calls. (C2 of JDK 17 leaves loops scalar whose arrays are read at different offsets.)
 */
final class Float32Loops {

  private Float32Loops() {}

  static void negate(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = -x[i];
    }
  }

  static void abs(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  static void sign(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.signum(x[i]);
    }
  }

  static void square(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * x[i];
    }
  }

  static void cube(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * x[i] * x[i];
    }
  }

  static void sqrt(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.sqrt(x[i]);
    }
  }

  static void reciprocalSqrt(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = 1 / (float) Math.sqrt(x[i]);
    }
  }

  static void relu(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(x[i], 0);
    }
  }

  static void leakyRelu(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? x[i] : a * x[i];
    }
  }

  static void clip(float[] out, float[] x, float a, float b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.min(Math.max(x[i], a), b);
    }
  }

  static void scale(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i];
    }
  }

  static void shift(float[] out, float[] x, float b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + b;
    }
  }

  static void affine(float[] out, float[] x, float a, float b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b;
    }
  }

  static void divideInto(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a / x[i];
    }
  }

  static void greaterThan(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > a ? 1 : 0;
    }
  }

  static void atLeast(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= a ? 1 : 0;
    }
  }

  static void lessThan(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] < a ? 1 : 0;
    }
  }

  static void atMost(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] <= a ? 1 : 0;
    }
  }

  static void equalTo(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] == a ? 1 : 0;
    }
  }

  static void differentFrom(float[] out, float[] x, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != a ? 1 : 0;
    }
  }

  static void add(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + y[i];
    }
  }

  static void subtract(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] - y[i];
    }
  }

  static void multiply(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i];
    }
  }

  static void divide(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] / y[i];
    }
  }

  static void max(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(x[i], y[i]);
    }
  }

  static void min(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.min(x[i], y[i]);
    }
  }

  static void squaredDifference(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (x[i] - y[i]) * (x[i] - y[i]);
    }
  }

  static void greater(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > y[i] ? 1 : 0;
    }
  }

  static void greaterOrEqual(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= y[i] ? 1 : 0;
    }
  }

  static void equal(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] == y[i] ? 1 : 0;
    }
  }

  static void notEqual(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != y[i] ? 1 : 0;
    }
  }

  static void tanhBackward(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] * (1 - x[i] * x[i]);
    }
  }

  static void sigmoidBackward(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = y[i] * x[i] * (1 - x[i]);
    }
  }

  static void thresholdBackward(float[] out, float[] x, float[] y, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > a ? y[i] : 0;
    }
  }

  static void leakyReluBackward(float[] out, float[] x, float[] y, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? y[i] : a * y[i];
    }
  }

  static void eluBackward(float[] out, float[] x, float[] y, float a, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] > 0 ? y[i] : y[i] * (x[i] + a);
    }
  }

  static void clipBackward(float[] out, float[] x, float[] y, float a, float b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] >= a && x[i] <= b ? y[i] : 0;
    }
  }

  static void multiplyAdd(float[] out, float[] x, float[] y, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i] + z[i];
    }
  }

  static void subtractProduct(float[] out, float[] x, float[] y, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = z[i] - x[i] * y[i];
    }
  }

  static void select(float[] out, float[] x, float[] y, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] != 0 ? y[i] : z[i];
    }
  }
}
