// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.util.Arrays;

/** On {@code float[]}. */
public class Float32Arithmetic implements Arithmetic<float[]> {

  private final Float32Functions functions = new Float32Functions();
  private final Float32Blas blas = new Float32Blas();

  @Override
  public Arithmetic<float[]> another() {
    return new Float32Arithmetic();
  }

  @Override
  public float[] zeros(int size) {
    return new float[size];
  }

  @Override
  public float[][] zeros(int count, int size) {
    return new float[count][size];
  }

  @Override
  public float[][] places(int count) {
    return new float[count][];
  }

  @Override
  public double get(float[] x, int index) {
    return x[index];
  }

  @Override
  public void set(float[] x, int index, double value) {
    x[index] = (float) value;
  }

  @Override
  public void fill(float[] x, int from, int count, double value) {
    Arrays.fill(x, from, from + count, (float) value);
  }

  @Override
  public void copy(float[] source, int from, float[] target, int to, int count) {
    System.arraycopy(source, from, target, to, count);
  }

  @Override
  public void scale(float[] x, double factor, int count) {
    float a = (float) factor;
    for (int i = 0; i < count; i++) {
      x[i] *= a;
    }
  }

  @Override
  public void add(float[] y, double factor, float[] x, int count) {
    float a = (float) factor;
    for (int i = 0; i < count; i++) {
      y[i] += a * x[i];
    }
  }

  @Override
  public void combine(float[] out, double a, float[] x, double b, float[] y, int count) {
    float p = (float) a;
    float q = (float) b;
    for (int i = 0; i < count; i++) {
      out[i] = p * x[i] + q * y[i];
    }
  }

  @Override
  public void multiply(float[] out, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i];
    }
  }

  @Override
  public void addProduct(float[] out, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += x[i] * y[i];
    }
  }

  @Override
  public void sigmoid(float[] x, int count) {
    functions.sigmoid(x, 0, x, 0, count);
  }

  @Override
  public void gate(float[] x, int count) {
    functions.gate(x, count);
  }

  @Override
  public void tanh(float[] out, float[] x, int count) {
    functions.tanh(x, 0, out, 0, count);
  }

  @Override
  public void relu(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  @Override
  public void reluSlope(float[] out, float[] x, float[] v, int count) {
    functions.reluSlope(out, x, v, count);
  }

  @Override
  public double dot(float[] x, float[] y, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  @Override
  public void flush(float[] x, int count) {
    Float32Denormals.flush(x, 0, count);
  }

  @Override
  public NativeArray<float[]> matrix(int size) {
    return new Float32NativeArray(size);
  }

  @Override
  public void product(
      ProductLayout layout,
      NativeArray<float[]> a,
      int fromA,
      NativeArray<float[]> b,
      int fromB,
      double beta,
      NativeArray<float[]> c,
      int fromC) {
    blas.multiply(
        layout,
        1,
        (Float32NativeArray) a,
        fromA,
        (Float32NativeArray) b,
        fromB,
        (float) beta,
        (Float32NativeArray) c,
        fromC);
  }
}
