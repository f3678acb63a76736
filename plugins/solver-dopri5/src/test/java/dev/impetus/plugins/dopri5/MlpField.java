// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Random;
import java.util.Set;

/** A multilayer perceptron as an autonomous field, with its backward pass written by hand. */
final class MlpField implements VectorField {

  /** An element-wise function and its derivative in terms of its argument. */
  enum Activation {
    SOFTPLUS,
    TANH,
    ELU,
    NONE;

    double value(double x) {
      return switch (this) {
        case SOFTPLUS -> x > 20 ? x : Math.log1p(Math.exp(x));
        case TANH -> Math.tanh(x);
        case ELU -> x > 0 ? x : Math.expm1(x);
        case NONE -> x;
      };
    }

    double slope(double x) {
      return switch (this) {
        case SOFTPLUS -> 1 / (1 + Math.exp(-x));
        case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
        case ELU -> x > 0 ? 1 : Math.exp(x);
        case NONE -> 1;
      };
    }
  }

  private final int[] widths;
  private final Activation[] activations;
  final double[] parameters;

  /** Weights row by row, then biases, layer by layer, all uniform in ±1/√(inputs). */
  MlpField(Random random, int[] widths, Activation... activations) {
    this.widths = widths.clone();
    this.activations = activations.clone();
    int count = 0;
    for (int size : parameterSizes()) {
      count += size;
    }
    parameters = new double[count];
    int next = 0;
    for (int layer = 0; layer < activations.length; layer++) {
      double bound = 1 / Math.sqrt(widths[layer]);
      for (int i = 0; i < widths[layer + 1] * (widths[layer] + 1); i++) {
        parameters[next++] = uniform(random, bound);
      }
    }
  }

  static double uniform(Random random, double bound) {
    return (2 * random.nextDouble() - 1) * bound;
  }

  @Override
  public int width() {
    return widths[0];
  }

  @Override
  public int[] parameterSizes() {
    int[] sizes = new int[2 * activations.length];
    for (int layer = 0; layer < activations.length; layer++) {
      sizes[2 * layer] = widths[layer] * widths[layer + 1];
      sizes[2 * layer + 1] = widths[layer + 1];
    }
    return sizes;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.VJP);
  }

  @Override
  public FieldTraits traits() {
    return new FieldTraits(true, true, false);
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    newLinearization().evaluate(t, y, dy);
  }

  @Override
  public Linearization newLinearization() {
    return new Point();
  }

  private final class Point implements Linearization {

    private double[][][] inputs;
    private double[][][] sums;

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      inputs = new double[y.rows()][activations.length][];
      sums = new double[y.rows()][activations.length][];
      for (int row = 0; row < y.rows(); row++) {
        double[] x = y.row(row).toArray();
        int at = 0;
        for (int layer = 0; layer < activations.length; layer++) {
          int in = widths[layer];
          int out = widths[layer + 1];
          double[] z = new double[out];
          double[] next = new double[out];
          for (int i = 0; i < out; i++) {
            double sum = parameters[at + in * out + i];
            for (int j = 0; j < in; j++) {
              sum += parameters[at + i * in + j] * x[j];
            }
            z[i] = sum;
            next[i] = activations[layer].value(sum);
          }
          inputs[row][layer] = x;
          sums[row][layer] = z;
          x = next;
          at += (in + 1) * out;
        }
        dy.row(row).copyFrom(x, 0);
      }
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      double[] gradient = new double[parameters.length];
      for (int row = 0; row < inputs.length; row++) {
        double[] bar = cotangent.row(row).toArray();
        int at = parameters.length;
        for (int layer = activations.length - 1; layer >= 0; layer--) {
          int in = widths[layer];
          int out = widths[layer + 1];
          at -= (in + 1) * out;
          double[] below = new double[in];
          for (int i = 0; i < out; i++) {
            double zBar = bar[i] * activations[layer].slope(sums[row][layer][i]);
            gradient[at + in * out + i] += zBar;
            for (int j = 0; j < in; j++) {
              gradient[at + i * in + j] += zBar * inputs[row][layer][j];
              below[j] += zBar * parameters[at + i * in + j];
            }
          }
          bar = below;
        }
        stateCotangent.row(row).copyFrom(bar, 0);
      }
      if (parameterCotangent != null) {
        StateVector sum = parameterCotangent.newLike();
        sum.copyFrom(gradient, 0);
        parameterCotangent.add(1, sum);
      }
    }
  }
}
