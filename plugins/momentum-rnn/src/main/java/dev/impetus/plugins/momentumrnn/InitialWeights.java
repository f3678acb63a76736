// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How weights begin.
 *
 * @param input of the input weights
 * @param recurrent of the recurrent weights
 * @param forgetBias value of both biases of an LSTM's forget gate
 */
record InitialWeights(Input input, Recurrent recurrent, double forgetBias) {

  /** Of input weights. */
  enum Input {
    /** Orthonormal rows or columns, whichever are fewer. */
    ORTHOGONAL,
    /** Uniform within ±1/√hidden, as PyTorch begins. */
    UNIFORM,
    /** Normal with variance 2 / inputs (He, Zhang, Ren and Sun 2015). */
    KAIMING
  }

  /** Of recurrent weights. */
  enum Recurrent {
    /** The identity in the first block, zeros in the others: the published code's for LSTMs. */
    EYE,
    /** An orthogonal matrix in every block. */
    ORTHOGONAL,
    /** Uniform within ±1/√hidden. */
    UNIFORM
  }

  void input(double[] target, int from, int rows, int columns, int hidden, RandomGenerator random) {
    switch (input) {
      case ORTHOGONAL -> orthogonal(target, from, rows, columns, random);
      case UNIFORM -> uniform(target, from, rows * columns, 1 / Math.sqrt(hidden), random);
      case KAIMING -> normal(target, from, rows * columns, Math.sqrt(2.0 / columns), random);
    }
  }

  void recurrent(double[] target, int from, int rows, int hidden, RandomGenerator random) {
    switch (recurrent) {
      case EYE -> {
        for (int i = 0; i < hidden; i++) {
          target[from + i * hidden + i] = 1;
        }
      }
      case ORTHOGONAL -> {
        for (int row = 0; row < rows; row += hidden) {
          orthogonal(target, from + row * hidden, hidden, hidden, random);
        }
      }
      case UNIFORM -> uniform(target, from, rows * hidden, 1 / Math.sqrt(hidden), random);
    }
  }

  void forgetGate(double[] target, int from, int hidden) {
    Arrays.fill(target, from, from + hidden, forgetBias);
  }

  static void uniform(double[] target, int from, int count, double bound, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      target[from + i] = bound * (2 * random.nextDouble() - 1);
    }
  }

  static void normal(
      double[] target, int from, int count, double deviation, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      target[from + i] = deviation * random.nextGaussian();
    }
  }

  /** Uniformly distributed (Haar): the Gram–Schmidt vectors of a normal matrix. */
  static void orthogonal(double[] target, int from, int rows, int columns, RandomGenerator random) {
    boolean byRows = rows <= columns;
    int vectors = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] basis = new double[vectors][length];
    for (int i = 0; i < vectors; i++) {
      normal(basis[i], 0, length, 1, random);
      // Twice is enough for orthogonality to rounding (Giraud, Langou and Rozložník 2005).
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          addTo(basis[i], -dot(basis[i], basis[j]), basis[j]);
        }
      }
      double norm = Math.sqrt(dot(basis[i], basis[i]));
      for (int k = 0; k < length; k++) {
        basis[i][k] /= norm;
        int at = byRows ? i * columns + k : k * columns + i;
        target[from + at] = basis[i][k];
      }
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void addTo(double[] y, double factor, double[] x) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
