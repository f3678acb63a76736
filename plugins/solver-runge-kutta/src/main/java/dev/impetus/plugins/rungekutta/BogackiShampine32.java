// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/**
 * The Bogacki–Shampine pair of orders 3 and 2: four stages, the last one the next step's first,
 * three evaluations a step; the cubic Hermite interpolant. Bogacki, Shampine, "A 3(2) pair of
 * Runge–Kutta formulas", Applied Mathematics Letters 2, 1989, pages 321–325.
 */
public final class BogackiShampine32 {

  private static final double[] WEIGHTS = {2 / 9.0, 1 / 3.0, 4 / 9.0, 0};

  private BogackiShampine32() {}

  /** The method. */
  public static ExplicitRungeKutta method() {
    ButcherTableau tableau =
        ButcherTableau.of(
                new double[] {0, 1 / 2.0, 3 / 4.0, 1},
                new double[][] {{}, {1 / 2.0}, {0, 3 / 4.0}, WEIGHTS},
                WEIGHTS)
            .withEmbedded(new double[] {7 / 24.0, 1 / 4.0, 1 / 3.0, 1 / 8.0}, 2);
    return ExplicitRungeKutta.of(
        "Bogacki–Shampine 3(2)",
        3,
        tableau,
        ContinuousExtension.hermite(3, tableau, new double[4]),
        "P. Bogacki, L. F. Shampine, A 3(2) pair of Runge-Kutta formulas, Appl. Math. Lett. 2, 1989,"
            + " 321-325");
  }
}
