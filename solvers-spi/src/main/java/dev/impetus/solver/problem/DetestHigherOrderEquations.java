// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.List;

/** Class E of {@link Detest}: equations of second order; E1, E3 and E5 depend on time. */
final class DetestHigherOrderEquations {

  private static final FieldTraits AUTONOMOUS = new FieldTraits(true, true, false, false);
  private static final FieldTraits AFFINE = new FieldTraits(false, true, false, true);

  private DetestHigherOrderEquations() {}

  static List<OdeProblem> all() {
    return List.of(bessel(), vanDerPol(), duffing(), fallingBody(), pursuit());
  }

  private static OdeProblem bessel() {
    double[] start = besselOfOrderOneHalf(1);
    return Detest.named("e1", "DETEST E1, a derivation of Bessel's equation of order 1/2")
        .field(
            () ->
                RowField.of(
                    2,
                    AFFINE,
                    (t, y, dy) -> {
                      double x = t + 1;
                      dy[0] = y[1];
                      dy[1] = -(y[1] / x + (1 - 0.25 / (x * x)) * y[0]);
                    }))
        .components("y", "y'")
        .initial(start)
        .exact(t -> besselOfOrderOneHalf(t + 1))
        .build();
  }

  /** {@code J(x) = √(2/πx) sin x} and its derivative. */
  private static double[] besselOfOrderOneHalf(double x) {
    double amplitude = Math.sqrt(2 / (Math.PI * x));
    return new double[] {
      amplitude * Math.sin(x), amplitude * (Math.cos(x) - Math.sin(x) / (2 * x))
    };
  }

  private static OdeProblem vanDerPol() {
    return Detest.named("e2", "DETEST E2, Van der Pol's equation")
        .field(
            () ->
                RowField.of(
                    2,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = y[1];
                      dy[1] = (1 - y[0] * y[0]) * y[1] - y[0];
                    }))
        .components("y", "y'")
        .initial(2, 0)
        .reference(16, 2.0081497621749484, -0.04250887527320215)
        .build();
  }

  private static OdeProblem duffing() {
    return Detest.named("e3", "DETEST E3, a derivation of Duffing's equation")
        .field(
            () ->
                RowField.of(
                    2,
                    FieldTraits.INDEPENDENT_ROWS,
                    (t, y, dy) -> {
                      dy[0] = y[1];
                      dy[1] = y[0] * y[0] * y[0] / 6 - y[0] + 2 * Math.sin(2.78535 * t);
                    }))
        .components("y", "y'")
        .initial(0, 0)
        .reference(16, -0.10041788586472407, 0.24114001320959555)
        .build();
  }

  private static OdeProblem fallingBody() {
    double a = 0.032;
    double b = 0.4;
    return Detest.named("e4", "DETEST E4, a falling body in a resisting medium")
        .field(
            () ->
                RowField.of(
                    2,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = y[1];
                      dy[1] = a - b * y[1] * y[1];
                    }))
        .components("y", "y'")
        .initial(30, 0)
        .exact(
            t -> {
              double phase = Math.sqrt(a * b) * t;
              return new double[] {
                30 + Math.log(Math.cosh(phase)) / b, Math.sqrt(a / b) * Math.tanh(phase)
              };
            })
        .build();
  }

  private static OdeProblem pursuit() {
    return Detest.named("e5", "DETEST E5, a linear pursuit")
        .field(
            () ->
                RowField.of(
                    2,
                    FieldTraits.INDEPENDENT_ROWS,
                    (t, y, dy) -> {
                      dy[0] = y[1];
                      dy[1] = Math.sqrt(1 + y[1] * y[1]) / (25 - t);
                    }))
        .components("y", "y'")
        .initial(0, 0)
        .exact(
            t -> {
              double left = 1 - t / 25;
              return new double[] {
                (-25 * Math.log(left) - t + t * t / 50) / 2, (1 / left - left) / 2
              };
            })
        .build();
  }
}
