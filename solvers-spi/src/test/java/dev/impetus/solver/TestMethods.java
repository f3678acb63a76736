// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/** Methods of the literature for the tests of this module, which has none of its own. */
public final class TestMethods {

  private TestMethods() {}

  /** Two stages, not first same as last, embedded order 1. */
  public static ExplicitRungeKutta heunEuler21() {
    return ExplicitRungeKutta.of(
        "Heun–Euler 2(1)",
        2,
        ButcherTableau.of(new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {0.5, 0.5})
            .withEmbedded(new double[] {1, 0}, 1),
        ContinuousExtension.of(2, new double[][] {{1, -0.5}, {0, 0.5}}),
        "K. Heun, Z. Math. Phys. 45, 1900, 23-38");
  }

  /** Four stages, first same as last, embedded order 2. */
  public static ExplicitRungeKutta bogackiShampine32() {
    ButcherTableau tableau =
        ButcherTableau.of(
                new double[] {0, 0.5, 0.75, 1},
                new double[][] {{}, {0.5}, {0, 0.75}, {2 / 9.0, 1 / 3.0, 4 / 9.0}},
                new double[] {2 / 9.0, 1 / 3.0, 4 / 9.0, 0})
            .withEmbedded(new double[] {7 / 24.0, 1 / 4.0, 1 / 3.0, 1 / 8.0}, 2);
    return ExplicitRungeKutta.of(
        "Bogacki–Shampine 3(2)",
        3,
        tableau,
        ContinuousExtension.hermite(3, tableau, new double[4]),
        "P. Bogacki, L. F. Shampine, Appl. Math. Lett. 2, 1989, 321-325");
  }

  /** Four stages, no error estimate. */
  public static ExplicitRungeKutta rungeKutta4() {
    return ExplicitRungeKutta.of(
        "Runge–Kutta 4",
        4,
        ButcherTableau.of(
            new double[] {0, 0.5, 0.5, 1},
            new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
            new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0}),
        ContinuousExtension.of(
            3,
            new double[][] {
              {1, -3 / 2.0, 2 / 3.0}, {0, 1, -2 / 3.0}, {0, 1, -2 / 3.0}, {0, -1 / 2.0, 2 / 3.0}
            }),
        "W. Kutta, Z. Math. Phys. 46, 1901, 435-453");
  }

  /** One stage: explicit Euler. */
  public static ExplicitRungeKutta euler() {
    return ExplicitRungeKutta.of(
        "Euler",
        1,
        ButcherTableau.of(new double[] {0}, new double[][] {{}}, new double[] {1}),
        ContinuousExtension.of(1, new double[][] {{1}}),
        "L. Euler, Institutionum calculi integralis, 1768");
  }
}
