// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package org.example.heun;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;
import dev.impetus.solver.step.SteppingMethod;

/**
 * Heun's method of order 2 with explicit Euler embedded as the error estimate:
 *
 * <pre>{@code
 * k1 = f(t, y)    k2 = f(t + h, y + h k1)    y1 = y + h (k1 + k2) / 2    error = h (k2 - k1) / 2
 * }</pre>
 */
public final class HeunProvider implements SolverProvider {

  @Override
  public String id() {
    return "heun-euler";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    ButcherTableau tableau =
        ButcherTableau.of(new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {0.5, 0.5})
            .withEmbedded(new double[] {1, 0}, 1);
    // y(t + θh) = y + h ((θ - θ²/2) k1 + θ²/2 k2): order 2 at every θ.
    ContinuousExtension quadratic =
        ContinuousExtension.of(2, new double[][] {{1, -0.5}, {0, 0.5}});
    return ExplicitRungeKutta.of(
        "Heun–Euler 2(1)",
        2,
        tableau,
        quadratic,
        "K. Heun, Neue Methoden zur approximativen Integration, Z. Math. Phys. 45, 1900, 23-38");
  }
}
