// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/**
 * The Dormand–Prince pair of orders 5 and 4: seven stages, the last one the next step's first, six
 * evaluations a step; a quartic interpolant of order 4 with continuous slope.
 *
 * <p>Dormand, Prince, "A family of embedded Runge–Kutta formulae", Journal of Computational and
 * Applied Mathematics 6, 1980, pages 19–26. Interpolant: Hairer, Nørsett, Wanner, Solving Ordinary
 * Differential Equations I, 2nd ed. 1993, II.6 (CONTD5). Error weights of Shampine: "Some practical
 * Runge–Kutta formulas", Mathematics of Computation 46, 1986, pages 135–150.
 */
public final class DormandPrince54 {

  private static final String CITATION =
      "J. R. Dormand, P. J. Prince, A family of embedded Runge-Kutta formulae, J. Comput. Appl. Math. 6,"
          + " 1980, 19-26";

  private static final double[] NODES = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

  private static final double[] WEIGHTS = {
    35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0
  };

  private static final double[][] MATRIX = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    WEIGHTS
  };

  /** The original pair's b - b̂. */
  private static final double[] ERROR = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  /**
   * Shampine's b̂; his b - b̂ is two thirds of the original one, so steps are 1.5^(1/5) times
   * longer.
   */
  private static final double[] SHAMPINE = {
    1951 / 21600.0, 0, 22642 / 50085.0, 451 / 720.0, -12231 / 42400.0, 649 / 6300.0, 1 / 60.0
  };

  /** What makes Hairer's interpolant quartic. */
  private static final double[] QUARTIC = {
    -12715105075.0 / 11282082432.0,
    0,
    87487479700.0 / 32700410799.0,
    -10690763975.0 / 1880347072.0,
    701980252875.0 / 199316789632.0,
    -1453857185.0 / 822651844.0,
    69997945.0 / 29380423.0
  };

  private DormandPrince54() {}

  /** With Shampine's error weights, as torchdiffeq and diffrax have them. */
  public static ExplicitRungeKutta shampine() {
    return method(tableau().withEmbedded(SHAMPINE, 4));
  }

  /** With the error weights of the original paper, as Fortran's DOPRI5 and SciPy have them. */
  public static ExplicitRungeKutta original() {
    return method(tableau().withErrorWeights(ERROR, 4));
  }

  private static ButcherTableau tableau() {
    return ButcherTableau.of(NODES, MATRIX, WEIGHTS);
  }

  private static ExplicitRungeKutta method(ButcherTableau tableau) {
    return ExplicitRungeKutta.of(
        "Dormand–Prince 5(4)",
        5,
        tableau,
        ContinuousExtension.hermite(4, tableau, QUARTIC),
        CITATION);
  }
}
