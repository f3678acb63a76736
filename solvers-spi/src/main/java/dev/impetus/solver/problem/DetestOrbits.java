// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Class D of {@link Detest}: Kepler's ellipse {@code y'' = -y / r³} with the eccentricities 0.1 to
 * 0.9, solved by {@code u - ε sin u = t}.
 */
final class DetestOrbits {

  private DetestOrbits() {}

  static List<OdeProblem> all() {
    return IntStream.rangeClosed(1, 5).mapToObj(DetestOrbits::orbit).toList();
  }

  private static OdeProblem orbit(int number) {
    double eccentricity = (2 * number - 1) / 10.0;
    return Detest.named(
            "d" + number, "DETEST D" + number + ", an orbit of eccentricity " + eccentricity)
        .field(
            () ->
                RowField.of(
                    4,
                    new FieldTraits(true, true, false, false),
                    (t, y, dy) -> {
                      double r2 = y[0] * y[0] + y[1] * y[1];
                      double cube = r2 * Math.sqrt(r2);
                      dy[0] = y[2];
                      dy[1] = y[3];
                      dy[2] = -y[0] / cube;
                      dy[3] = -y[1] / cube;
                    }))
        .components("x", "y", "x'", "y'")
        .initial(1 - eccentricity, 0, 0, Math.sqrt((1 + eccentricity) / (1 - eccentricity)))
        .exact(t -> position(eccentricity, t))
        .build();
  }

  private static double[] position(double e, double t) {
    double u = t;
    // Newton's method, damped by a bound on its step, since the derivative 1 - e cos u may be
    // small.
    for (int i = 0; i < 100; i++) {
      double step = (u - e * Math.sin(u) - t) / (1 - e * Math.cos(u));
      u -= Math.max(-1, Math.min(1, step));
      if (Math.abs(step) <= 1e-16 * (1 + Math.abs(t))) {
        break;
      }
    }
    double b = Math.sqrt(1 - e * e);
    double speed = 1 / (1 - e * Math.cos(u));
    return new double[] {
      Math.cos(u) - e, b * Math.sin(u), -Math.sin(u) * speed, b * Math.cos(u) * speed
    };
  }
}
