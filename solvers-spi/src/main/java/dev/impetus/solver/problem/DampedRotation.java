// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * {@code h' = [[-1, -20], [20, -1]] h}, solved by {@code e^-t (cos 20t, sin 20t)}: a field that is
 * no gradient. With the step 0.1, inner solvers that take the residual for a gradient and add
 * momentum diverge on it; those for general fields must converge.
 */
public final class DampedRotation {

  private static final double SPEED = 20;

  private DampedRotation() {}

  /** The problem on [0, 1]. */
  public static OdeProblem problem() {
    return OdeProblem.named("damped-rotation", "Damped rotation, no gradient flow")
        .source("a definition of this library; closed form")
        .field(
            () ->
                RowField.of(
                    2,
                    new FieldTraits(true, true, false, true),
                    (t, y, dy) -> {
                      dy[0] = -y[0] - SPEED * y[1];
                      dy[1] = SPEED * y[0] - y[1];
                    },
                    (t, y, j) -> {
                      j[0][0] = -1;
                      j[0][1] = -SPEED;
                      j[1][0] = SPEED;
                      j[1][1] = -1;
                    }))
        .interval(0, 1)
        .initial(1, 0)
        .exact(
            t ->
                new double[] {
                  Math.exp(-t) * Math.cos(SPEED * t), Math.exp(-t) * Math.sin(SPEED * t)
                })
        .build();
  }
}
