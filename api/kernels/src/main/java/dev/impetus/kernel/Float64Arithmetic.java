// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.util.Arrays;

/** On {@code double[]}. */
public class Float64Arithmetic implements Arithmetic<double[]> {

  private final Float64Functions functions = new Float64Functions();
  private final Float64Blas blas = new Float64Blas();

  @Override
  public Arithmetic<double[]> another() {
    return new Float64Arithmetic();
  }

  @Override
  public double[] zeros(int size) {
    return new double[size];
  }

  @Override
  public double[][] zeros(int count, int size) {
    return new double[count][size];
  }

  @Override
  public double[][] places(int count) {
    return new double[count][];
  }

  @Override
  public double get(double[] x, int index) {
    return x[index];
  }

  @Override
  public void set(double[] x, int index, double value) {
    x[index] = value;
  }

  @Override
  public void fill(double[] x, int from, int count, double value) {
    Arrays.fill(x, from, from + count, value);
  }

  @Override
  public void copy(double[] source, int from, double[] target, int to, int count) {
    System.arraycopy(source, from, target, to, count);
  }

  @Override
  public void scale(double[] x, double factor, int count) {
    double a = factor;
    for (int i = 0; i < count; i++) {
      x[i] *= a;
    }
  }

  @Override
  public void add(double[] y, double factor, double[] x, int count) {
    double a = factor;
    for (int i = 0; i < count; i++) {
      y[i] += a * x[i];
    }
  }

  @Override
  public void combine(double[] out, double a, double[] x, double b, double[] y, int count) {
    double p = a;
    double q = b;
    for (int i = 0; i < count; i++) {
      out[i] = p * x[i] + q * y[i];
    }
  }

  @Override
  public void multiply(double[] out, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i];
    }
  }

  @Override
  public void addProduct(double[] out, double[] x, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += x[i] * y[i];
    }
  }

  @Override
  public void sigmoid(double[] x, int count) {
    functions.sigmoid(x, 0, x, 0, count);
  }

  @Override
  public void gate(double[] x, int count) {
    functions.gate(x, count);
  }

  @Override
  public void tanh(double[] out, double[] x, int count) {
    functions.tanh(x, 0, out, 0, count);
  }

  @Override
  public void relu(double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void reluSlope(double[] out, double[] x, double[] v, int count) {
    functions.reluSlope(out, x, v, count);
  }

  @Override
  public double dot(double[] x, double[] y, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @Override
  public void flush(double[] x, int count) {
    Float64Denormals.flush(x, 0, count);
  }

  @Override
  public NativeArray<double[]> matrix(int size) {
    return new Float64NativeArray(size);
  }

  @Override
  public void product(
      ProductLayout layout,
      NativeArray<double[]> a,
      int fromA,
      NativeArray<double[]> b,
      int fromB,
      double beta,
      NativeArray<double[]> c,
      int fromC) {
    blas.multiply(
        layout,
        1,
        (Float64NativeArray) a,
        fromA,
        (Float64NativeArray) b,
        fromB,
        beta,
        (Float64NativeArray) c,
        fromC);
  }
}
