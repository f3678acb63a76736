// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.rungekutta.Predictor;

/**
 * ESDIRK4(3)6L[2]SA: six stages, the first one explicit, the others with the coefficient 1/4, stage
 * order 2, L-stable, the last stage the result; orders 4 and 3; the cubic Hermite interpolant of
 * order 3. Kennedy, Carpenter, "Additive Runge–Kutta schemes for convection–diffusion–reaction
 * equations", Applied Numerical Mathematics 44, 2003, pages 139–181, the implicit part of
 * ARK4(3)6L[2]SA.
 */
public final class KennedyCarpenter43 {

  private static final double[] WEIGHTS = {
    82889 / 524892.0, 0, 15625 / 83664.0, 69875 / 102672.0, -2260 / 8211.0, 1 / 4.0
  };

  private static final double[] EMBEDDED = {
    4586570599.0 / 29645900160.0,
    0,
    178811875 / 945068544.0,
    814220225 / 1159782912.0,
    -3700637 / 11593932.0,
    61727 / 225920.0
  };

  private static final double[] NODES = {0, 1 / 2.0, 83 / 250.0, 31 / 50.0, 17 / 20.0, 1};

  private static final double[][] MATRIX = {
    {},
    {1 / 4.0, 1 / 4.0},
    {8611 / 62500.0, -1743 / 31250.0, 1 / 4.0},
    {5012029 / 34652500.0, -654441 / 2922500.0, 174375 / 388108.0, 1 / 4.0},
    {
      15267082809.0 / 155376265600.0,
      -71443401 / 120774400.0,
      730878875 / 902184768.0,
      2285395 / 8070912.0,
      1 / 4.0
    },
    WEIGHTS
  };

  /**
   * Stages begin near their solution, where the first change is small and tells little of what is
   * left: with a tenth of the error budget, as elsewhere, van der Pol's oscillator loses a digit.
   */
  static final StoppingRule STOPPING = StoppingRule.tolerance(0.03);

  private KennedyCarpenter43() {}

  /** The method, with the inner solver that suits the field. */
  public static DiagonallyImplicitRungeKutta method() {
    ButcherTableau tableau = ButcherTableau.of(NODES, MATRIX, WEIGHTS).withEmbedded(EMBEDDED, 3);
    return DiagonallyImplicitRungeKutta.of(
            "ESDIRK4(3)6L[2]SA",
            4,
            tableau,
            ContinuousExtension.hermite(3, tableau, new double[6]),
            "C. A. Kennedy, M. H. Carpenter, Additive Runge-Kutta schemes for"
                + " convection-diffusion-reaction equations, Appl. Numer. Math. 44, 2003, 139-181")
        .withPredictor(Predictor.CUBIC)
        .withStoppingRule(STOPPING);
  }
}
