// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbackwardeuler;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;

/**
 * Backward Euler,
 *
 * <pre>{@code z - h f(t + h, z) = y }</pre>
 *
 * <p>which for a gradient flow {@code f = -∇E} is the proximal step {@code z = argmin E(z) + ‖z -
 * y‖²/(2h)}: of order 1, L-stable, and never increasing the energy. The error estimate is the
 * difference to the trapezoidal rule, {@code h/2 (f(t+h, z) - f(t, y))}, which is asymptotically
 * correct; the interpolant is the straight line. Baker, Xia, Wang, Cherkaev, Narayan, Chen, Xin,
 * Bertozzi, Osher, Wang, "Proximal implicit ODE solvers for accelerating learning neural ODEs",
 * arXiv 2204.08621, 2022; unlike its published code the field is evaluated at the step's end, and
 * the inner iteration stops relative to the step.
 */
public final class ProximalBackwardEuler {

  private ProximalBackwardEuler() {}

  /** The method, with the inner solver that suits the field. */
  public static DiagonallyImplicitRungeKutta method() {
    ButcherTableau tableau =
        ButcherTableau.of(new double[] {0, 1}, new double[][] {{}, {0, 1}}, new double[] {0, 1})
            .withEmbedded(new double[] {0.5, 0.5}, 2);
    return DiagonallyImplicitRungeKutta.of(
        "proximal backward Euler",
        1,
        tableau,
        ContinuousExtension.of(1, new double[][] {{}, {1}}),
        "J. Baker et al., Proximal implicit ODE solvers for accelerating learning neural ODEs, arXiv"
            + " 2204.08621, 2022");
  }
}
