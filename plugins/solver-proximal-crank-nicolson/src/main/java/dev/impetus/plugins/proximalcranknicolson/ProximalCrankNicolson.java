// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import dev.impetus.solver.rungekutta.Predictor;

/**
 * The Crank–Nicolson method, the trapezoidal rule in time,
 *
 * <pre>{@code z - h/2 f(t + h, z) = y + h/2 f(t, y) }</pre>
 *
 * <p>of order 2 and A-stable, but not L-stable: stiff components of rough initial data oscillate
 * undamped, {@code R(∞) = -1}. A few first steps, each made of two halves of backward Euler, damp
 * them and keep the order (Rannacher, "Finite element solution of diffusion problems with irregular
 * data", Numerische Mathematik 43, 1984, pages 309–327). Crank, Nicolson, Proceedings of the
 * Cambridge Philosophical Society 43, 1947, pages 50–67; as a proximal step: Baker et al., arXiv
 * 2204.08621, 2022.
 *
 * <p>The error estimate is a twelfth of {@code h³} times a divided difference of the slopes at
 * three accepted states; in the first step, half the difference to backward Euler. The interpolant
 * is the cubic of Hermite, of order 2 as the ends are.
 */
public final class ProximalCrankNicolson {

  private ProximalCrankNicolson() {}

  /** The method, with the inner solver that suits the field and no damped steps. */
  public static DiagonallyImplicitRungeKutta method() {
    ButcherTableau tableau =
        ButcherTableau.of(
                new double[] {0, 1}, new double[][] {{}, {0.5, 0.5}}, new double[] {0.5, 0.5})
            .withEmbedded(new double[] {0, 1}, 1);
    return DiagonallyImplicitRungeKutta.of(
            "proximal Crank-Nicolson",
            2,
            tableau,
            ContinuousExtension.hermite(2, tableau, new double[2]),
            "J. Crank, P. Nicolson, A practical method for numerical evaluation of solutions of partial"
                + " differential equations of the heat-conduction type, Proc. Camb. Phil. Soc. 43, 1947,"
                + " 50-67")
        .withTrapezoidalError()
        .withPredictor(Predictor.STATE);
  }

  /**
   * The method whose first steps are damped.
   *
   * @param steps how many; two suffice (Rannacher's four halves)
   */
  public static DiagonallyImplicitRungeKutta withDampedStart(int steps) {
    // Two halves of backward Euler lose h²/4 y'', of which h/4 (k3 - k1) is an estimate.
    ButcherTableau halves =
        ButcherTableau.of(
                new double[] {0, 0.5, 1},
                new double[][] {{}, {0, 0.5}, {0, 0.5, 0.5}},
                new double[] {0, 0.5, 0.5})
            .withErrorWeights(new double[] {-0.25, 0, 0.25}, 1);
    ContinuousExtension lines = ContinuousExtension.of(1, new double[][] {{}, {1, -0.5}, {0, 0.5}});
    return method().withStart(steps, halves, lines);
  }
}
