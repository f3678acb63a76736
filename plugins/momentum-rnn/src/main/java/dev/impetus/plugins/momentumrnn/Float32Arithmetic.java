// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Float32Blas;
import dev.impetus.kernel.Float32Denormals;
import dev.impetus.kernel.Float32Functions;
import dev.impetus.kernel.Float32NativeArray;
import dev.impetus.kernel.ProductLayout;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** On {@code float[]}. */
final class Float32Arithmetic implements Arithmetic<float[]> {

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
  public void gather(
      StateVector source, int firstRow, int rows, int column, int width, float[] target) {
    Float32State state = (Float32State) source;
    float[] array = state.array();
    for (int row = 0; row < rows; row++) {
      int from = state.offset() + (firstRow + row) * state.width() + column;
      for (int i = 0; i < width; i++) {
        target[i * rows + row] = array[from + i];
      }
    }
  }

  @Override
  public void scatter(
      float[] source, StateVector target, int firstRow, int rows, int column, int width) {
    Float32State state = (Float32State) target;
    float[] array = state.array();
    for (int row = 0; row < rows; row++) {
      int to = state.offset() + (firstRow + row) * state.width() + column;
      for (int i = 0; i < width; i++) {
        array[to + i] = source[i * rows + row];
      }
    }
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
  public void interpolate(float[] out, float[] x, float[] y, float[] w, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] + w[i] * (y[i] - x[i]);
    }
  }

  @Override
  public void gateSlope(float[] out, float[] x, float[] y, float[] z, float[] s, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * (y[i] - z[i]) * (s[i] * (1 - s[i]));
    }
  }

  @Override
  public void multiplyComplement(float[] out, float[] x, float[] w, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * (1 - w[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int count) {
    functions.sigmoid(x, 0, x, 0, count);
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
  public void sigmoidSlope(float[] out, float[] x, float[] y, float[] s, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i] * (s[i] * (1 - s[i]));
    }
  }

  @Override
  public void tanhSlope(float[] out, float[] x, float[] y, float[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i] * (1 - v[i] * v[i]);
    }
  }

  @Override
  public void addTanhSlope(float[] out, float[] x, float[] y, float[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += x[i] * y[i] * (1 - v[i] * v[i]);
    }
  }

  @Override
  public void reluSlope(float[] out, float[] x, float[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = v[i] > 0 ? x[i] : 0;
    }
  }

  @Override
  public void modRelu(float[] out, float[] z, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.signum(z[i]) * Math.max(Math.abs(z[i]) + bias[i], 0);
    }
  }

  @Override
  public void modReluSlope(float[] out, float[] x, float[] v, float[] biasCotangent, int count) {
    for (int i = 0; i < count; i++) {
      float sign = Math.signum(v[i]);
      biasCotangent[i] += x[i] * sign;
      out[i] = x[i] * (sign * sign);
    }
  }

  @Override
  public void decaySquares(float[] r, double beta, float[] g, int count) {
    float b = (float) beta;
    float c = (float) (1 - beta);
    for (int i = 0; i < count; i++) {
      r[i] = b * r[i] + c * (g[i] * g[i]);
    }
  }

  @Override
  public void divideByRoot(float[] out, float[] v, float[] r, double epsilon, int count) {
    float e = (float) epsilon;
    for (int i = 0; i < count; i++) {
      out[i] = v[i] / (float) Math.sqrt(r[i] + e);
    }
  }

  @Override
  public void addRootSlope(
      float[] out, float[] x, float[] v, float[] r, double epsilon, int count) {
    float e = (float) epsilon;
    for (int i = 0; i < count; i++) {
      float square = r[i] + e;
      out[i] -= x[i] * v[i] / (2 * square * (float) Math.sqrt(square));
    }
  }

  @Override
  public void keep(float[] fresh, float[] held, float[] mask, int count) {
    for (int i = 0; i < count; i++) {
      fresh[i] = mask[i] * fresh[i] + (1 - mask[i]) * held[i];
    }
  }

  @Override
  public void spread(float[] perRow, float[] target, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      System.arraycopy(perRow, 0, target, feature * rows, rows);
    }
  }

  @Override
  public void spreadFeatures(float[] perFeature, float[] target, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      Arrays.fill(target, feature * rows, (feature + 1) * rows, perFeature[feature]);
    }
  }

  @Override
  public void addRowSums(float[] x, double[] sums, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      for (int i = feature * rows; i < (feature + 1) * rows; i++) {
        sum += x[i];
      }
      sums[feature] += sum;
    }
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
  public void addRowSquares(float[] x, double[] sums, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      for (int row = 0; row < rows; row++) {
        double value = x[feature * rows + row];
        sums[row] += value * value;
      }
    }
  }

  @Override
  public void flush(float[] x, int count) {
    Float32Denormals.flush(x, 0, count);
  }

  @Override
  public Matrix<float[]> matrix(int size) {
    return new NativeMatrix(size);
  }

  @Override
  public void product(
      ProductLayout layout,
      Matrix<float[]> a,
      int fromA,
      Matrix<float[]> b,
      int fromB,
      double beta,
      Matrix<float[]> c,
      int fromC) {
    blas.multiply(
        layout,
        1,
        ((NativeMatrix) a).numbers,
        fromA,
        ((NativeMatrix) b).numbers,
        fromB,
        (float) beta,
        ((NativeMatrix) c).numbers,
        fromC);
  }

  private static final class NativeMatrix implements Matrix<float[]> {

    private final Float32NativeArray numbers;

    NativeMatrix(int size) {
      numbers = new Float32NativeArray(size);
    }

    @Override
    public void put(int at, float[] source, int from, int count) {
      numbers.put(at, source, from, count);
    }

    @Override
    public void get(int at, float[] target, int to, int count) {
      numbers.get(at, target, to, count);
    }

    @Override
    public void close() {
      numbers.close();
    }
  }
}
