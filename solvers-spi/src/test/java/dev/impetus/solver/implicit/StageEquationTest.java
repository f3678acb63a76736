// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class StageEquationTest {

  /** {@code f(y) = (-3 y1 + y2 + g, y1 - 2 y2 + g)}. */
  private record Affine(double g, FieldTraits traits) implements VectorField {

    @Override
    public int width() {
      return 2;
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      for (int row = 0; row < y.rows(); row++) {
        dy.set(row, 0, -3 * y.get(row, 0) + y.get(row, 1) + g);
        dy.set(row, 1, y.get(row, 0) - 2 * y.get(row, 1) + g);
      }
    }
  }

  private static final Tolerances TOLERANCES = new Tolerances(1e-6, 1e-9);

  private static StepContext context(VectorField field, ErrorNorm norm) {
    return new StepContext(
        field, Precision.FLOAT64, 2, BatchPolicy.SHARED_MAX, norm, TOLERANCES, true);
  }

  @DataProvider
  Object[][] fields() {
    return new Object[][] {
      {new Affine(0, new FieldTraits(true, true, true, true)), true},
      {new Affine(7, new FieldTraits(true, true, true, true)), true},
      {new Affine(7, new FieldTraits(true, true, true, true)), false},
      {new Affine(7, new FieldTraits(false, true, true, true)), true},
      {new Affine(7, new FieldTraits(false, true, true, false)), true},
    };
  }

  /** (I - h A) v with h = 0.5 and 0.25, whatever is known of the field and however it is used. */
  @Test(dataProvider = "fields")
  public void productsAreThoseOfTheMatrixForOneAndForTwoSteps(VectorField field, boolean begun) {
    for (RowScalar h : new RowScalar[] {RowScalar.shared(0.5), RowScalar.perRow(2)}) {
      CountingField counting = new CountingField(field);
      StageEquation equation =
          new StageEquation(context(counting, ErrorNorms.of(BatchPolicy.SHARED_MAX)));
      if (!h.isShared()) {
        h.set(0, 0.5);
        h.set(1, 0.25);
      }
      if (begun) {
        equation.beginSolve();
      }
      StateVector z = StateVector.of(new double[] {1, -2}, new double[] {0.5, 3});
      StateVector v = StateVector.of(new double[] {0.3, 0.1}, new double[] {-1, 2});
      StateVector out = z.newLike();
      RowScalar t = h.newLike();
      equation.begin(z, t, h, 1, 1, z);
      equation.linearize(z, out);
      for (int product = 0; product < 3; product++) {
        equation.applyJacobian(z, v, out);
      }
      for (int row = 0; row < 2; row++) {
        double a = v.get(row, 0);
        double b = v.get(row, 1);
        assertThat(out.get(row, 0)).isCloseTo(a - h.get(row) * (-3 * a + b), within(1e-6));
        assertThat(out.get(row, 1)).isCloseTo(b - h.get(row) * (a - 2 * b), within(1e-6));
      }
      // The point and one a product, and once the value at zero where that is of use.
      boolean constant = begun && field.traits().affine() && field.traits().autonomous();
      assertThat(counting.evaluations()).isEqualTo(constant ? 5 : 4);
    }
  }

  @Test
  public void parametersMayChangeFromSolveToSolve() {
    double[] g = {7};
    FieldTraits affine = new FieldTraits(true, true, true, true);
    VectorField changing =
        new VectorField() {
          @Override
          public int width() {
            return 2;
          }

          @Override
          public FieldTraits traits() {
            return affine;
          }

          @Override
          public void evaluate(RowScalar t, StateVector y, StateVector dy) {
            new Affine(g[0], affine).evaluate(t, y, dy);
          }
        };
    StageEquation equation =
        new StageEquation(context(changing, ErrorNorms.of(BatchPolicy.SHARED_MAX)));
    StateVector z = StateVector.of(new double[] {1, -2}, new double[] {0.5, 3});
    RowScalar h = RowScalar.shared(0.5);
    for (double next : new double[] {7, -40, 0}) {
      g[0] = next;
      equation.beginSolve();
      equation.begin(z, RowScalar.shared(0), h, 1, 1, z);
      StateVector out = z.newLike();
      equation.linearize(z, out);
      equation.applyJacobian(z, z, out);
      assertThat(out.get(0, 0)).isCloseTo(1 - 0.5 * (-3 - 2), within(1e-12));
    }
  }

  @Test
  public void itMeasuresInTheNormOfTheSolve() {
    ErrorNorm second =
        (v, y0, y1, tolerances, out) -> out.setAll(Math.abs(v.get(0, 1)) / tolerances.absolute());
    Affine field = new Affine(0, FieldTraits.UNKNOWN);
    StageEquation equation = new StageEquation(context(field, second));
    StateVector z = StateVector.of(new double[] {1, -2}, new double[] {0.5, 3});
    RowScalar h = RowScalar.shared(0.5);
    equation.begin(z, RowScalar.shared(0), h, 1, 1, z);
    assertThat(equation.norm(z)).isCloseTo(2e9, within(1e-3));
  }

  /** {@code f(y) = (-y1² + y2, y1 - y2²)}; with affine traits {@code (t y2, -3 y1)}. */
  private record Uneven(boolean linear) implements VectorField {

    @Override
    public int width() {
      return 2;
    }

    @Override
    public FieldTraits traits() {
      return new FieldTraits(false, true, false, linear);
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      for (int row = 0; row < y.rows(); row++) {
        double a = y.get(row, 0);
        double b = y.get(row, 1);
        dy.set(row, 0, linear ? t.get(row) * b : b - a * a);
        dy.set(row, 1, linear ? -3 * a : a - b * b);
      }
    }
  }

  @DataProvider
  Object[][] unevenBatches() {
    return new Object[][] {
      {Precision.FLOAT32, BatchPolicy.SHARED_MAX, new Uneven(false)},
      {Precision.FLOAT32, BatchPolicy.SHARED, new Uneven(false)},
      {Precision.FLOAT32, BatchPolicy.SHARED_MAX, new Uneven(true)},
      {Precision.FLOAT64, BatchPolicy.SHARED_MAX, new Uneven(false)},
      {Precision.FLOAT64, BatchPolicy.SHARED, new Uneven(true)},
    };
  }

  /** A row at zero has a far smaller displacement, in which one at ten would not move at all. */
  @Test(dataProvider = "unevenBatches")
  public void aDifferencedProductOfARowIsThatOfTheRowAlone(
      Precision precision, BatchPolicy policy, Uneven field) {
    double[][] z = {{0, 0}, {10, 10}, {1e-3, 2}};
    double[][] v = {{1, 0.5}, {1, -1}, {0, 0}};
    double[] together = product(precision, policy, field, z, v);
    for (int row = 0; row < z.length; row++) {
      double[] alone =
          product(precision, policy, field, new double[][] {z[row]}, new double[][] {v[row]});
      assertThat(together[2 * row]).isEqualTo(alone[0]);
      assertThat(together[2 * row + 1]).isEqualTo(alone[1]);
      double first = 2 * v[row][1];
      double second = -3 * v[row][0];
      if (!field.linear()) {
        first = v[row][1] - 2 * z[row][0] * v[row][0];
        second = v[row][0] - 2 * z[row][1] * v[row][1];
      }
      assertThat(alone[0]).isCloseTo(v[row][0] - 0.5 * first, within(0.01));
      assertThat(alone[1]).isCloseTo(v[row][1] - 0.5 * second, within(0.01));
    }
  }

  /** (I - 0.5 J) v at t = 2. */
  private static double[] product(
      Precision precision, BatchPolicy policy, VectorField field, double[][] z, double[][] v) {
    StageEquation equation =
        new StageEquation(new StepContext(field, precision, z.length, policy, TOLERANCES));
    StateVector at = StateVector.zeros(precision, z.length, 2);
    at.copyFrom(StateVector.of(z));
    StateVector along = at.newLike();
    along.copyFrom(StateVector.of(v));
    StateVector out = at.newLike();
    equation.begin(at, RowScalar.shared(2), RowScalar.shared(0.5), 0, 1, at);
    equation.linearize(at, out);
    equation.applyJacobian(at, along, out);
    return out.toArray();
  }
}
