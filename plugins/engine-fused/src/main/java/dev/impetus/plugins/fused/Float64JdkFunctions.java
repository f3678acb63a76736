// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** Transcendental functions of whole arrays, by the JDK's; those of activations are elsewhere. */
final class Float64JdkFunctions {

  private Float64JdkFunctions() {}

  static void expm1(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.expm1(x[i]);
    }
  }

  static void log(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.log(x[i]);
    }
  }

  static void log1p(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.log1p(x[i]);
    }
  }

  static void sin(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.sin(x[i]);
    }
  }

  static void cos(double[] out, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.cos(x[i]);
    }
  }

  static void power(double[] out, double[] x, double exponent, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.pow(x[i], exponent);
    }
  }

  static void pow(double[] out, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.pow(x[i], y[i]);
    }
  }
}
