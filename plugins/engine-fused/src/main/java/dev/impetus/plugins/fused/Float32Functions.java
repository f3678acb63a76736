// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** Transcendental functions of whole arrays. */
final class Float32Functions {

  private Float32Functions() {}

  static void exp(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.exp(x[i]);
    }
  }

  static void expm1(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.expm1(x[i]);
    }
  }

  static void log(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.log(x[i]);
    }
  }

  static void log1p(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.log1p(x[i]);
    }
  }

  static void sin(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sin(x[i]);
    }
  }

  static void cos(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.cos(x[i]);
    }
  }

  static void tanh(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.tanh(x[i]);
    }
  }

  static void sigmoid(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) sigmoid(x[i]);
    }
  }

  static void softplus(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i]))));
    }
  }

  static void elu(float[] out, float[] x, float a) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] > 0 ? x[i] : a * (float) Math.expm1(x[i]);
    }
  }

  static void swish(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (x[i] * sigmoid(x[i]));
    }
  }

  static void swishDerivative(float[] out, float[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) swishDerivative(x[i]);
    }
  }

  static void power(float[] out, float[] x, double exponent) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.pow(x[i], exponent);
    }
  }

  static void pow(float[] out, float[] x, float[] y) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.pow(x[i], y[i]);
    }
  }

  private static double sigmoid(double x) {
    // The smaller of the two exponentials: neither overflows.
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static double swishDerivative(double x) {
    double s = sigmoid(x);
    return s + x * s * (1 - s);
  }
}
