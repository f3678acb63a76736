// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/** {@code y' = (y³) A} with A's four numbers as parameters; float64. */
final class CubicField implements VectorField {

  private static final double[] A = {-0.1, 2, -2, -0.1};

  @Override
  public int width() {
    return 2;
  }

  @Override
  public FieldTraits traits() {
    return new FieldTraits(true, true, false);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.VJP);
  }

  @Override
  public int[] parameterSizes() {
    return new int[] {4};
  }

  @Override
  public void evaluate(RowScalar t, StateVector state, StateVector derivative) {
    Float64State from = (Float64State) state;
    Float64State to = (Float64State) derivative;
    double[] y = from.array();
    double[] dy = to.array();
    int shift = to.offset() - from.offset();
    for (int i = from.offset(); i < from.offset() + from.size(); i += 2) {
      double p = y[i] * y[i] * y[i];
      double q = y[i + 1] * y[i + 1] * y[i + 1];
      dy[i + shift] = p * A[0] + q * A[2];
      dy[i + shift + 1] = p * A[1] + q * A[3];
    }
  }

  @Override
  public Linearization newLinearization() {
    return new Point();
  }

  private final class Point implements Linearization {

    private StateVector point;

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      if (point == null || point.rows() != y.rows()) {
        point = y.newLike();
      }
      point.copyFrom(y);
      CubicField.this.evaluate(t, y, dy);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      Float64State bars = (Float64State) cotangent;
      Float64State results = (Float64State) stateCotangent;
      double[] y = ((Float64State) point).array();
      double[] bar = bars.array();
      double[] result = results.array();
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      for (int i = 0; i < y.length; i += 2) {
        double b0 = bar[bars.offset() + i];
        double b1 = bar[bars.offset() + i + 1];
        double pp = y[i] * y[i];
        double qq = y[i + 1] * y[i + 1];
        result[results.offset() + i] = 3 * pp * (A[0] * b0 + A[1] * b1);
        result[results.offset() + i + 1] = 3 * qq * (A[2] * b0 + A[3] * b1);
        a0 += pp * y[i] * b0;
        a1 += pp * y[i] * b1;
        a2 += qq * y[i + 1] * b0;
        a3 += qq * y[i + 1] * b1;
      }
      if (parameterCotangent != null) {
        parameterCotangent.set(0, 0, parameterCotangent.get(0, 0) + a0);
        parameterCotangent.set(0, 1, parameterCotangent.get(0, 1) + a1);
        parameterCotangent.set(0, 2, parameterCotangent.get(0, 2) + a2);
        parameterCotangent.set(0, 3, parameterCotangent.get(0, 3) + a3);
      }
    }
  }
}
