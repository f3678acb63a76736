// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** On {@code double[]}. */
final class Float64CellArithmetic extends Float64Arithmetic implements CellArithmetic<double[]> {

  @Override
  public CellArithmetic<double[]> another() {
    return new Float64CellArithmetic();
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
  public void quotient(double[] out, double[] h, double[] o, int count) {
    for (int i = 0; i < count; i++) {
      double quotient = h[i] / Math.max(o[i], Double.MIN_NORMAL);
      out[i] = Math.min(Math.max(quotient, -1), 1);
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
}
