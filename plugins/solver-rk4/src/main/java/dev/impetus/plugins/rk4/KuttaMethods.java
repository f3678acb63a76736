// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rk4;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/**
 * The two methods of order 4 with four stages in Kutta, "Beitrag zur näherungsweisen Integration
 * totaler Differentialgleichungen", Zeitschrift für Mathematik und Physik 46, 1901, pages 435–453.
 * Neither has an error estimate. The interpolants, of order 3, are the only cubics that these
 * stages allow: four order conditions determine the four weights (for the classical method:
 * Zennaro, "Natural continuous extensions of Runge–Kutta methods", Mathematics of Computation 46,
 * 1986, pages 119–133).
 */
public final class KuttaMethods {

  private static final String CITATION =
      "W. Kutta, Beitrag zur naeherungsweisen Integration totaler Differentialgleichungen, Z. Math. Phys. 46,"
          + " 1901, 435-453";

  private KuttaMethods() {}

  /** The classical method: nodes 0, 1/2, 1/2, 1 and weights 1/6, 1/3, 1/3, 1/6. */
  public static ExplicitRungeKutta classical() {
    ButcherTableau tableau =
        ButcherTableau.of(
            new double[] {0, 0.5, 0.5, 1},
            new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
            new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0});
    ContinuousExtension cubic =
        ContinuousExtension.of(
            3,
            new double[][] {
              {1, -3 / 2.0, 2 / 3.0},
              {0, 1, -2 / 3.0},
              {0, 1, -2 / 3.0},
              {0, -1 / 2.0, 2 / 3.0}
            });
    return ExplicitRungeKutta.of("classical Runge–Kutta 4", 4, tableau, cubic, CITATION);
  }

  /** The 3/8 rule: nodes 0, 1/3, 2/3, 1 and weights 1/8, 3/8, 3/8, 1/8. */
  public static ExplicitRungeKutta threeEighthsRule() {
    ButcherTableau tableau =
        ButcherTableau.of(
            new double[] {0, 1 / 3.0, 2 / 3.0, 1},
            new double[][] {{}, {1 / 3.0}, {-1 / 3.0, 1}, {1, -1, 1}},
            new double[] {1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0});
    ContinuousExtension cubic =
        ContinuousExtension.of(
            3,
            new double[][] {
              {1, -15 / 8.0, 1},
              {0, 15 / 8.0, -3 / 2.0},
              {0, 3 / 8.0},
              {0, -3 / 8.0, 1 / 2.0}
            });
    return ExplicitRungeKutta.of("Runge–Kutta 4, 3/8 rule", 4, tableau, cubic, CITATION);
  }
}
