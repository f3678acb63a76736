// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.Float32Arithmetic;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/** On {@code float[]}. */
final class Float32CellArithmetic extends Float32Arithmetic implements CellArithmetic<float[]> {

  @Override
  public CellArithmetic<float[]> another() {
    return new Float32CellArithmetic();
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
  public void quotient(float[] out, float[] h, float[] o, int count) {
    for (int i = 0; i < count; i++) {
      float quotient = h[i] / Math.max(o[i], Float.MIN_NORMAL);
      out[i] = Math.min(Math.max(quotient, -1), 1);
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
}
