// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Set;

/**
 * A field of one row at a time with its traits and, where they are written down, its Jacobian
 * products.
 */
final class RowField implements VectorField {

  private final VectorField function;
  private final FieldTraits traits;
  private final Derivative derivative;

  private RowField(VectorField function, FieldTraits traits, Derivative derivative) {
    this.function = function;
    this.traits = traits;
    this.derivative = derivative;
  }

  /** A field without derivatives. */
  static VectorField of(int width, FieldTraits traits, RowFunction function) {
    return new RowField(VectorField.ofRows(width, function), traits, null);
  }

  /** A field with its Jacobian matrix. */
  static VectorField of(int width, FieldTraits traits, RowFunction function, Jacobian jacobian) {
    return new RowField(VectorField.ofRows(width, function), traits, new Dense(width, jacobian));
  }

  /** A field whose Jacobian is symmetric, so that one product serves both sides. */
  static VectorField symmetric(
      int width, FieldTraits traits, RowFunction function, SymmetricProduct product) {
    return new RowField(VectorField.ofRows(width, function), traits, product);
  }

  /** Writes ∂f/∂y of one row. */
  @FunctionalInterface
  interface Jacobian {
    /** {@code matrix[i][j] = ∂f_i/∂y_j}; zero on entry. */
    void fill(double t, double[] y, double[][] matrix);
  }

  /** Products with ∂f/∂y of one row, or with its transpose. */
  private interface Derivative {
    void multiply(double t, double[] y, double[] v, boolean transposed, double[] out);
  }

  /** Products with a symmetric ∂f/∂y of one row. */
  @FunctionalInterface
  interface SymmetricProduct extends Derivative {
    void multiply(double t, double[] y, double[] v, double[] out);

    @Override
    default void multiply(double t, double[] y, double[] v, boolean transposed, double[] out) {
      multiply(t, y, v, out);
    }
  }

  private static final class Dense implements Derivative {

    private final Jacobian jacobian;
    private final double[][] matrix;

    Dense(int width, Jacobian jacobian) {
      this.jacobian = jacobian;
      matrix = new double[width][width];
    }

    @Override
    public void multiply(double t, double[] y, double[] v, boolean transposed, double[] out) {
      for (double[] row : matrix) {
        Arrays.fill(row, 0);
      }
      jacobian.fill(t, y, matrix);
      Arrays.fill(out, 0);
      for (int i = 0; i < v.length; i++) {
        for (int j = 0; j < v.length; j++) {
          if (transposed) {
            out[j] += matrix[i][j] * v[i];
          } else {
            out[i] += matrix[i][j] * v[j];
          }
        }
      }
    }
  }

  @Override
  public int width() {
    return function.width();
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    function.evaluate(t, y, dy);
  }

  @Override
  public FieldTraits traits() {
    return traits;
  }

  @Override
  public Set<Capability> capabilities() {
    return derivative == null ? Set.of() : Set.of(Capability.VJP, Capability.JVP);
  }

  @Override
  public Linearization newLinearization() {
    return derivative == null ? VectorField.super.newLinearization() : new Point();
  }

  private final class Point implements Linearization {

    private final double[] y = new double[width()];
    private final double[] v = new double[width()];
    private final double[] product = new double[width()];
    private StateVector state;
    private RowScalar time;

    @Override
    public void evaluate(RowScalar t, StateVector point, StateVector slope) {
      if (state == null || state.size() != point.size()) {
        state = point.newLike();
      }
      if (time == null || time.size() != t.size()) {
        time = t.newLike();
      }
      state.copyFrom(point);
      time.copyFrom(t);
      RowField.this.evaluate(t, point, slope);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      multiply(cotangent, true, stateCotangent);
    }

    @Override
    public void jvp(StateVector tangent, StateVector out) {
      multiply(tangent, false, out);
    }

    private void multiply(StateVector vector, boolean transposed, StateVector out) {
      for (int row = 0; row < state.rows(); row++) {
        for (int i = 0; i < y.length; i++) {
          y[i] = state.get(row, i);
          v[i] = vector.get(row, i);
        }
        derivative.multiply(time.get(row), y, v, transposed, product);
        for (int i = 0; i < y.length; i++) {
          out.set(row, i, product[i]);
        }
      }
    }
  }
}
