// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * Arenstorf's orbit: a body that circles earth and moon, {@code μ = 0.012277471}, and comes back to
 * its start after one period. Arenstorf, "Periodic solutions of the restricted three body problem",
 * American Journal of Mathematics 85, 1963; the numbers are those of Hairer, Nørsett, Wanner,
 * Solving Ordinary Differential Equations I, 2nd ed. 1993, II.0.
 */
public final class Arenstorf {

  private static final double MOON = 0.012277471;

  private Arenstorf() {}

  /** One period. */
  public static OdeProblem problem() {
    double[] start = {0.994, 0, 0, -2.0015851063790824};
    return OdeProblem.named("arenstorf", "Arenstorf's orbit")
        .source(
            "R. F. Arenstorf, Amer. J. Math. 85, 1963, 27-35; E. Hairer, S. P. Nørsett, G. Wanner, Solving"
                + " Ordinary Differential Equations I, 2nd ed. 1993, II.0")
        .field(
            () ->
                RowField.of(
                    4,
                    new FieldTraits(true, true, false, false),
                    (t, y, dy) -> {
                      double fromEarth = y[0] + MOON;
                      double fromMoon = y[0] - (1 - MOON);
                      double d1 = fromEarth * fromEarth + y[1] * y[1];
                      double d2 = fromMoon * fromMoon + y[1] * y[1];
                      double earth = (1 - MOON) / (d1 * Math.sqrt(d1));
                      double moon = MOON / (d2 * Math.sqrt(d2));
                      dy[0] = y[2];
                      dy[1] = y[3];
                      dy[2] = y[0] + 2 * y[3] - earth * fromEarth - moon * fromMoon;
                      dy[3] = y[1] - 2 * y[2] - (earth + moon) * y[1];
                    }))
        .interval(0, 17.065216560157964)
        .initial(start)
        .components("x", "y", "x'", "y'")
        .reference(9, start)
        .build();
  }
}
