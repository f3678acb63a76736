// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.math.BigDecimal;

/**
 * {@code y' = λ (y - sin t) + cos t}, solved by {@code sin t} for every λ. As λ goes to minus
 * infinity the order of a Runge–Kutta method falls to that of its stages; a multistep method keeps
 * its own. Prothero, Robinson, "On the stability and accuracy of one-step methods for solving stiff
 * systems of ordinary differential equations", Mathematics of Computation 28, 1974, pages 145–162.
 */
public final class ProtheroRobinson {

  private ProtheroRobinson() {}

  /**
   * The problem on [0, 1.5].
   *
   * @param lambda below 0, usually -1 to -1e6
   */
  public static OdeProblem of(double lambda) {
    if (!(lambda < 0 && lambda > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException("λ must be < 0 and finite, but is " + lambda);
    }
    String size =
        BigDecimal.valueOf(-lambda).stripTrailingZeros().toPlainString().replace('.', '-');
    OdeProblemBuilder builder =
        OdeProblem.named(
                "prothero-robinson-" + size, "Prothero and Robinson's problem, λ = " + lambda)
            .source("A. Prothero, A. Robinson, Math. Comput. 28, 1974, 145-162")
            .field(
                () ->
                    RowField.symmetric(
                        1,
                        new FieldTraits(false, true, true, true),
                        (t, y, dy) -> dy[0] = lambda * (y[0] - Math.sin(t)) + Math.cos(t),
                        (t, y, v, out) -> out[0] = lambda * v[0]))
            .interval(0, 1.5)
            .initial(0)
            .exact(t -> new double[] {Math.sin(t)});
    return lambda < -20 ? builder.stiff().build() : builder.build();
  }
}
