// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Float64Blas;
import dev.impetus.kernel.Float64Denormals;
import dev.impetus.kernel.Float64Functions;
import dev.impetus.kernel.Float64NativeArray;
import dev.impetus.kernel.ProductLayout;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** On {@code double[]}. */
final class Float64Arithmetic implements Arithmetic<double[]> {

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
  public void gather(
      StateVector source, int firstRow, int rows, int column, int width, double[] target) {
    Float64State state = (Float64State) source;
    double[] array = state.array();
    for (int row = 0; row < rows; row++) {
      int from = state.offset() + (firstRow + row) * state.width() + column;
      for (int i = 0; i < width; i++) {
        target[i * rows + row] = array[from + i];
      }
    }
  }

  @Override
  public void scatter(
      double[] source, StateVector target, int firstRow, int rows, int column, int width) {
    Float64State state = (Float64State) target;
    double[] array = state.array();
    for (int row = 0; row < rows; row++) {
      int to = state.offset() + (firstRow + row) * state.width() + column;
      for (int i = 0; i < width; i++) {
        array[to + i] = source[i * rows + row];
      }
    }
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
  public void interpolate(double[] out, double[] x, double[] y, double[] w, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] + w[i] * (y[i] - x[i]);
    }
  }

  @Override
  public void gateSlope(double[] out, double[] x, double[] y, double[] z, double[] s, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * (y[i] - z[i]) * (s[i] * (1 - s[i]));
    }
  }

  @Override
  public void multiplyComplement(double[] out, double[] x, double[] w, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * (1 - w[i]);
    }
  }

  @Override
  public void sigmoid(double[] x, int count) {
    functions.sigmoid(x, 0, x, 0, count);
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
  public void sigmoidSlope(double[] out, double[] x, double[] y, double[] s, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i] * (s[i] * (1 - s[i]));
    }
  }

  @Override
  public void tanhSlope(double[] out, double[] x, double[] y, double[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] * y[i] * (1 - v[i] * v[i]);
    }
  }

  @Override
  public void addTanhSlope(double[] out, double[] x, double[] y, double[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += x[i] * y[i] * (1 - v[i] * v[i]);
    }
  }

  @Override
  public void reluSlope(double[] out, double[] x, double[] v, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = v[i] > 0 ? x[i] : 0;
    }
  }

  @Override
  public void modRelu(double[] out, double[] z, double[] bias, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.signum(z[i]) * Math.max(Math.abs(z[i]) + bias[i], 0);
    }
  }

  @Override
  public void modReluSlope(
      double[] out, double[] x, double[] v, double[] biasCotangent, int count) {
    for (int i = 0; i < count; i++) {
      double sign = Math.signum(v[i]);
      biasCotangent[i] += x[i] * sign;
      out[i] = x[i] * (sign * sign);
    }
  }

  @Override
  public void decaySquares(double[] r, double beta, double[] g, int count) {
    double b = beta;
    double c = (1 - beta);
    for (int i = 0; i < count; i++) {
      r[i] = b * r[i] + c * (g[i] * g[i]);
    }
  }

  @Override
  public void divideByRoot(double[] out, double[] v, double[] r, double epsilon, int count) {
    double e = epsilon;
    for (int i = 0; i < count; i++) {
      out[i] = v[i] / Math.sqrt(r[i] + e);
    }
  }

  @Override
  public void addRootSlope(
      double[] out, double[] x, double[] v, double[] r, double epsilon, int count) {
    double e = epsilon;
    for (int i = 0; i < count; i++) {
      double square = r[i] + e;
      out[i] -= x[i] * v[i] / (2 * square * Math.sqrt(square));
    }
  }

  @Override
  public void keep(double[] fresh, double[] held, double[] mask, int count) {
    for (int i = 0; i < count; i++) {
      fresh[i] = mask[i] * fresh[i] + (1 - mask[i]) * held[i];
    }
  }

  @Override
  public void spread(double[] perRow, double[] target, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      System.arraycopy(perRow, 0, target, feature * rows, rows);
    }
  }

  @Override
  public void spreadFeatures(double[] perFeature, double[] target, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      Arrays.fill(target, feature * rows, (feature + 1) * rows, perFeature[feature]);
    }
  }

  @Override
  public void addRowSums(double[] x, double[] sums, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      for (int i = feature * rows; i < (feature + 1) * rows; i++) {
        sum += x[i];
      }
      sums[feature] += sum;
    }
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
  public void addRowSquares(double[] x, double[] sums, int features, int rows) {
    for (int feature = 0; feature < features; feature++) {
      for (int row = 0; row < rows; row++) {
        double value = x[feature * rows + row];
        sums[row] += value * value;
      }
    }
  }

  @Override
  public void flush(double[] x, int count) {
    Float64Denormals.flush(x, 0, count);
  }

  @Override
  public Matrix<double[]> matrix(int size) {
    return new NativeMatrix(size);
  }

  @Override
  public void product(
      ProductLayout layout,
      Matrix<double[]> a,
      int fromA,
      Matrix<double[]> b,
      int fromB,
      double beta,
      Matrix<double[]> c,
      int fromC) {
    blas.multiply(
        layout,
        1,
        ((NativeMatrix) a).numbers,
        fromA,
        ((NativeMatrix) b).numbers,
        fromB,
        beta,
        ((NativeMatrix) c).numbers,
        fromC);
  }

  private static final class NativeMatrix implements Matrix<double[]> {

    private final Float64NativeArray numbers;

    NativeMatrix(int size) {
      numbers = new Float64NativeArray(size);
    }

    @Override
    public void put(int at, double[] source, int from, int count) {
      numbers.put(at, source, from, count);
    }

    @Override
    public void get(int at, double[] target, int to, int count) {
      numbers.get(at, target, to, count);
    }

    @Override
    public void close() {
      numbers.close();
    }
  }
}
