// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.math.BigDecimal;

/**
 * Short problems with closed forms whose fields depend on time, on which a wrong node shows: a
 * method that evaluates a stage at the wrong time falls to order 1 here and keeps its order on
 * autonomous problems.
 */
public final class TimeDependent {

  private static final FieldTraits AFFINE = new FieldTraits(false, true, false, true);
  private static final FieldTraits SYMMETRIC = new FieldTraits(false, true, true, true);

  private TimeDependent() {}

  /** {@code y1' = 3 y1 cos t, y2' = -y2 cos t}, solved by {@code e^(3 sin t), e^(-sin t)}. */
  public static OdeProblem growth() {
    return OdeProblem.named("growth", "Growth at the rate 3 cos t")
        .source("closed form; DETEST A3 with another rate")
        .field(
            () ->
                RowField.symmetric(
                    2,
                    SYMMETRIC,
                    (t, y, dy) -> {
                      dy[0] = 3 * y[0] * Math.cos(t);
                      dy[1] = -y[1] * Math.cos(t);
                    },
                    (t, y, v, out) -> {
                      out[0] = 3 * v[0] * Math.cos(t);
                      out[1] = -v[1] * Math.cos(t);
                    }))
        .interval(0, 3)
        .initial(1, 1)
        .exact(t -> new double[] {Math.exp(3 * Math.sin(t)), Math.exp(-Math.sin(t))})
        .build();
  }

  /** The rotation by the angle {@code 2t + sin t}. */
  public static OdeProblem rotation() {
    return OdeProblem.named("rotation", "Rotation at the speed 2 + cos t")
        .source("closed form")
        .field(
            () ->
                RowField.of(
                    2,
                    AFFINE,
                    (t, y, dy) -> {
                      double speed = 2 + Math.cos(t);
                      dy[0] = -speed * y[1];
                      dy[1] = speed * y[0];
                    },
                    (t, y, j) -> {
                      j[0][1] = -2 - Math.cos(t);
                      j[1][0] = 2 + Math.cos(t);
                    }))
        .interval(0, 3)
        .initial(1, 0)
        .exact(t -> new double[] {Math.cos(2 * t + Math.sin(t)), Math.sin(2 * t + Math.sin(t))})
        .build();
  }

  /**
   * The rotation by the angle {@code 2t + sin t} with the radius {@code exp(-sin² t)}: {@code y1' =
   * g y1 - w y2, y2' = w y1 + g y2} with {@code w = 2 + cos t} and {@code g = -sin 2t}.
   */
  public static OdeProblem spiral() {
    return OdeProblem.named("spiral", "Spiral of varying speed")
        .source("closed form")
        .field(
            () ->
                RowField.of(
                    2,
                    AFFINE,
                    (t, y, dy) -> {
                      double w = 2 + Math.cos(t);
                      double g = -Math.sin(2 * t);
                      dy[0] = g * y[0] - w * y[1];
                      dy[1] = w * y[0] + g * y[1];
                    },
                    (t, y, j) -> {
                      j[0][0] = -Math.sin(2 * t);
                      j[0][1] = -2 - Math.cos(t);
                      j[1][0] = 2 + Math.cos(t);
                      j[1][1] = -Math.sin(2 * t);
                    }))
        .interval(0, 4)
        .initial(1, 0)
        .exact(
            t -> {
              double radius = Math.exp(-Math.sin(t) * Math.sin(t));
              double angle = 2 * t + Math.sin(t);
              return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
            })
        .build();
  }

  /**
   * {@code y' = k y - (1 + k) sin t + (1 - k) cos t}, solved by {@code cos t + sin t}: the scalar
   * equation of Baker et al., arXiv 2204.08621, 2022.
   *
   * @param k negative for a stable equation, and stiff if it is large
   */
  public static OdeProblem forced(double k) {
    String sign = k < 0 ? "minus-" : "";
    String size = BigDecimal.valueOf(Math.abs(k)).stripTrailingZeros().toPlainString();
    return OdeProblem.named("forced-" + sign + size.replace('.', '-'), "Forced equation, k = " + k)
        .source("J. Baker et al., arXiv 2204.08621, 2022")
        .field(
            () ->
                RowField.symmetric(
                    1,
                    SYMMETRIC,
                    (t, y, dy) -> dy[0] = k * y[0] - (1 + k) * Math.sin(t) + (1 - k) * Math.cos(t),
                    (t, y, v, out) -> out[0] = k * v[0]))
        .interval(0, 3)
        .initial(1)
        .exact(t -> new double[] {Math.cos(t) + Math.sin(t)})
        .build();
  }
}
