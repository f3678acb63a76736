// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/**
 * Tsitouras' pair of orders 5 and 4: seven stages, the last one the next step's first, six
 * evaluations a step, the principal error smaller than that of Dormand–Prince; an interpolant of
 * order 4. Tsitouras, "Runge–Kutta pairs of order 5(4) satisfying only the first column simplifying
 * assumption", Computers and Mathematics with Applications 62, 2011, pages 770–775; matrix, error
 * weights and interpolant to the digits of a double.
 */
public final class Tsitouras54 {

  private static final double[] WEIGHTS = {
    0.09646076681806523,
    0.01,
    0.4798896504144996,
    1.379008574103742,
    -3.290069515436081,
    2.324710524099774,
    0
  };

  private static final double[] NODES = {0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1};

  private static final double[][] MATRIX = {
    {},
    {0.161},
    {-0.008480655492356989, 0.335480655492357},
    {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
    {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
    {
      5.86145544294642,
      -12.92096931784711,
      8.159367898576159,
      -0.071584973281401,
      -0.028269050394068383
    },
    WEIGHTS
  };

  /** b̂. */
  private static final double[] EMBEDDED = {
    0.09468075576583945,
    0.009183565540343252,
    0.4877705284247616,
    1.234297566930479,
    -2.7077123499835256,
    1.866628418170587,
    1 / 66.0
  };

  /** For each stage the coefficients of θ, θ², θ³, θ⁴. */
  private static final double[][] EXTENSION = {
    {1, -2.763706197274826, 2.9132554618219126, -1.0530884977290216},
    {0, 0.1317, -0.2234, 0.1017},
    {0, 3.9302962368947516, -5.941033872131505, 2.490627285651253},
    {0, -12.411077166933676, 30.33818863028232, -16.548102889244902},
    {0, 37.50931341651104, -88.1789048947664, 47.37952196281928},
    {0, -27.896526289197286, 65.09189467479366, -34.87065786149661},
    {0, 1.5, -4, 2.5}
  };

  private Tsitouras54() {}

  /** The method. */
  public static ExplicitRungeKutta method() {
    return ExplicitRungeKutta.of(
        "Tsitouras 5(4)",
        5,
        ButcherTableau.of(NODES, MATRIX, WEIGHTS).withEmbedded(EMBEDDED, 4),
        ContinuousExtension.of(4, EXTENSION),
        "Ch. Tsitouras, Runge-Kutta pairs of order 5(4) satisfying only the first column simplifying"
            + " assumption, Comput. Math. Appl. 62, 2011, 770-775");
  }
}
