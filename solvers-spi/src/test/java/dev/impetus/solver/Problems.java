// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleUnaryOperator;

/** Initial value problems with closed-form solutions. */
public final class Problems {

  private Problems() {}

  /** A scalar problem and its solution. */
  public record Scalar(String name, VectorField field, DoubleUnaryOperator solution) {

    /** The solution at a time, as an initial state. */
    public StateVector at(double t) {
      return StateVector.of(new double[] {solution.applyAsDouble(t)});
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code y' = ky - (1+k) sin t + (1-k) cos t}, solved by {@code cos t + sin t}. */
  public static Scalar forced(double k) {
    return new Scalar(
        "forced " + k,
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = k * y[0] - (1 + k) * Math.sin(t) + (1 - k) * Math.cos(t)),
        t -> Math.cos(t) + Math.sin(t));
  }

  /** torchdiffeq's sine problem, for t > 0. */
  public static Scalar sine() {
    return new Scalar(
        "sine",
        VectorField.ofRows(
            1,
            (t, y, dy) ->
                dy[0] = 2 * y[0] / t + Math.pow(t, 4) * Math.sin(2 * t) - t * t + 4 * t * t * t),
        t ->
            -0.5 * Math.pow(t, 4) * Math.cos(2 * t)
                + 0.5 * Math.pow(t, 3) * Math.sin(2 * t)
                + 0.25 * t * t * Math.cos(2 * t)
                - t * t * t
                + 2 * Math.pow(t, 4)
                + (Math.PI - 0.25) * t * t);
  }

  /** torchdiffeq's constant problem: the solution is {@code 0.2 t + 3}, the field is not. */
  public static Scalar constant() {
    return new Scalar(
        "constant",
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = 0.2 + Math.pow(y[0] - (0.2 * t + 3), 5)),
        t -> 0.2 * t + 3);
  }

  /** {@code y' = -0.1 exp(-0.1 t)}: a pure quadrature. */
  public static Scalar quadrature() {
    return new Scalar(
        "quadrature",
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = -0.1 * Math.exp(-0.1 * t)),
        t -> Math.exp(-0.1 * t));
  }

  /** {@code y' = ky}. */
  public static Scalar exponential(double k) {
    return new Scalar(
        "exponential " + k,
        VectorField.ofRows(1, (t, y, dy) -> dy[0] = k * y[0]),
        t -> Math.exp(k * t));
  }
}
