// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * Predator and prey, {@code y1' = 1.5 y1 - y1 y2, y2' = -3 y2 + y1 y2}, from (1, 1) until 10.
 * Lotka, Elements of Physical Biology, 1925; Volterra, Nature 118, 1926; the value at the end
 * agrees between independent integrations at 1e-13.
 */
public final class LotkaVolterra {

  private LotkaVolterra() {}

  /** The problem on [0, 10]. */
  public static OdeProblem problem() {
    return OdeProblem.named("lotka-volterra", "Lotka and Volterra's predator and prey")
        .source("A. J. Lotka, 1925; V. Volterra, Nature 118, 1926, 558-560; reference of our own")
        .field(
            () ->
                RowField.of(
                    2,
                    new FieldTraits(true, true, false, false),
                    (t, y, dy) -> {
                      dy[0] = 1.5 * y[0] - y[0] * y[1];
                      dy[1] = -3 * y[1] + y[0] * y[1];
                    },
                    (t, y, j) -> {
                      j[0][0] = 1.5 - y[1];
                      j[0][1] = -y[0];
                      j[1][0] = y[1];
                      j[1][1] = -3 + y[0];
                    }))
        .interval(0, 10)
        .initial(1, 1)
        .components("prey", "predator")
        .reference(12, 1.0263447675751, 0.9096910781361)
        .build();
  }
}
