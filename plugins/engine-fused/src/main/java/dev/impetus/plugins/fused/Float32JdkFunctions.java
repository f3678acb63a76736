// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** Transcendental functions of whole arrays, by the JDK's; those of activations are elsewhere. */
final class Float32JdkFunctions {

  private Float32JdkFunctions() {}

  static void expm1(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.expm1(x[i]);
    }
  }

  static void log(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.log(x[i]);
    }
  }

  static void log1p(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.log1p(x[i]);
    }
  }

  static void sin(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.sin(x[i]);
    }
  }

  static void cos(float[] out, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.cos(x[i]);
    }
  }

  static void power(float[] out, float[] x, double exponent, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.pow(x[i], exponent);
    }
  }

  static void pow(float[] out, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = (float) Math.pow(x[i], y[i]);
    }
  }
}
