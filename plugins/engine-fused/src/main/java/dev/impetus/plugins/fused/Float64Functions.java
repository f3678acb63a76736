// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** Transcendental functions of whole arrays. */
final class Float64Functions {

  private Float64Functions() {}

  static void exp(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.exp(x[i]);
    }
  }

  static void expm1(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.expm1(x[i]);
    }
  }

  static void log(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.log(x[i]);
    }
  }

  static void log1p(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.log1p(x[i]);
    }
  }

  static void sin(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.sin(x[i]);
    }
  }

  static void cos(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.cos(x[i]);
    }
  }

  static void tanh(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.tanh(x[i]);
    }
  }

  static void sigmoid(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = sigmoid(x[i]);
    }
  }

  static void softplus(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i]))));
    }
  }

  static void elu(double[] out, double[] x, double a) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] > 0 ? x[i] : a * Math.expm1(x[i]);
    }
  }

  static void swish(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (x[i] * sigmoid(x[i]));
    }
  }

  static void swishDerivative(double[] out, double[] x) {
    for (int i = 0; i < out.length; i++) {
      out[i] = swishDerivative(x[i]);
    }
  }

  static void power(double[] out, double[] x, double exponent) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.pow(x[i], exponent);
    }
  }

  static void pow(double[] out, double[] x, double[] y) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.pow(x[i], y[i]);
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
