// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/**
 * A differentiable field written for one row of doubles: f and its vector–Jacobian products by
 * hand.
 */
abstract class RowProblem implements VectorField {

  private final int width;
  final double[] theta;

  RowProblem(int width, double... theta) {
    this.width = width;
    this.theta = theta.clone();
  }

  abstract void f(double t, double[] y, double[] dy);

  /** Overwrites {@code yBar}, accumulates into {@code thetaBar}. */
  abstract void vjp(double t, double[] y, double[] bar, double[] yBar, double[] thetaBar);

  @Override
  public int width() {
    return width;
  }

  @Override
  public int[] parameterSizes() {
    return theta.length == 0 ? new int[0] : new int[] {theta.length};
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.VJP);
  }

  @Override
  public FieldTraits traits() {
    return FieldTraits.INDEPENDENT_ROWS;
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    double[] out = new double[width];
    for (int row = 0; row < y.rows(); row++) {
      f(t.get(row), y.row(row).toArray(), out);
      dy.row(row).copyFrom(out, 0);
    }
  }

  @Override
  public Linearization newLinearization() {
    return new Linearization() {
      private RowScalar time;
      private StateVector point;

      @Override
      public void evaluate(RowScalar t, StateVector y, StateVector dy) {
        time = t.newLike();
        time.copyFrom(t);
        point = y.newLike();
        point.copyFrom(y);
        RowProblem.this.evaluate(t, y, dy);
      }

      @Override
      public void vjp(
          StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
        double[] yBar = new double[width];
        double[] thetaBar = new double[theta.length];
        for (int row = 0; row < point.rows(); row++) {
          RowProblem.this.vjp(
              time.get(row),
              point.row(row).toArray(),
              cotangent.row(row).toArray(),
              yBar,
              thetaBar);
          stateCotangent.row(row).copyFrom(yBar, 0);
        }
        if (parameterCotangent != null) {
          StateVector sum = parameterCotangent.newLike();
          sum.copyFrom(thetaBar, 0);
          parameterCotangent.add(1, sum);
        }
      }
    };
  }
}
