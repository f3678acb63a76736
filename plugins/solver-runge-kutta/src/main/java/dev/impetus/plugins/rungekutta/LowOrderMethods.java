// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;

/**
 * Euler's method and the methods of order 2 with two stages. Their one parameter is the second
 * node:
 *
 * <pre>{@code
 * k(1) = f(t, y)    k(2) = f(t + c h, y + c h k(1))    y1 = y + h ((1 - 1/(2c)) k(1) + 1/(2c) k(2))
 * }</pre>
 *
 * <p>The error estimate is the difference to Euler's method, the interpolant the only quadratic of
 * order 2 (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed. 1993, II.1
 * and II.6).
 */
public final class LowOrderMethods {

  private LowOrderMethods() {}

  /** Euler's method, of order 1; no error estimate, linear interpolant. */
  public static ExplicitRungeKutta euler() {
    return ExplicitRungeKutta.of(
        "Euler",
        1,
        ButcherTableau.of(new double[] {0}, new double[][] {{}}, new double[] {1}),
        ContinuousExtension.of(1, new double[][] {{1}}),
        "L. Euler, Institutiones calculi integralis I, 1768, section 2, chapter 7");
  }

  /** The explicit midpoint rule: c = 1/2. */
  public static ExplicitRungeKutta midpoint() {
    return twoStages(
        "midpoint 2(1)",
        1 / 2.0,
        "C. Runge, Ueber die numerische Aufloesung von Differentialgleichungen, Math. Ann. 46, 1895,"
            + " 167-178");
  }

  /** Heun's method, the explicit trapezoidal rule: c = 1. */
  public static ExplicitRungeKutta heun() {
    return twoStages(
        "Heun 2(1)",
        1,
        "K. Heun, Neue Methoden zur approximativen Integration der Differentialgleichungen einer"
            + " unabhaengigen Veraenderlichen, Z. Math. Phys. 45, 1900, 23-38");
  }

  /** Ralston's method, of least error bound among them: c = 2/3. */
  public static ExplicitRungeKutta ralston() {
    return twoStages(
        "Ralston 2(1)",
        2 / 3.0,
        "A. Ralston, Runge-Kutta methods with minimum error bounds, Math. Comp. 16, 1962, 431-437");
  }

  private static ExplicitRungeKutta twoStages(String name, double node, String citation) {
    double second = 1 / (2 * node);
    ButcherTableau tableau =
        ButcherTableau.of(
                new double[] {0, node},
                new double[][] {{}, {node}},
                new double[] {1 - second, second})
            .withEmbedded(new double[] {1, 0}, 1);
    ContinuousExtension quadratic =
        ContinuousExtension.of(2, new double[][] {{1, -second}, {0, second}});
    return ExplicitRungeKutta.of(name, 2, tableau, quadratic, citation);
  }
}
