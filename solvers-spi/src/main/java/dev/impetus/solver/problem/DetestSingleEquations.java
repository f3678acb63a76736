// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.List;

/** Class A of {@link Detest}: single equations. */
final class DetestSingleEquations {

  private static final FieldTraits LINEAR = new FieldTraits(true, true, true, true);
  private static final FieldTraits AUTONOMOUS = new FieldTraits(true, true, true, false);
  private static final FieldTraits LINEAR_IN_TIME = new FieldTraits(false, true, true, true);
  private static final FieldTraits SCALAR = new FieldTraits(false, true, true, false);

  private DetestSingleEquations() {}

  static List<OdeProblem> all() {
    return List.of(decay(), riccati(), oscillating(), logistic(), spiral());
  }

  private static OdeProblem decay() {
    return Detest.named("a1", "DETEST A1, the negative exponential")
        .field(() -> RowField.of(1, LINEAR, (t, y, dy) -> dy[0] = -y[0]))
        .initial(1)
        .exact(t -> new double[] {Math.exp(-t)})
        .build();
  }

  private static OdeProblem riccati() {
    return Detest.named("a2", "DETEST A2, a special case of the Riccati equation")
        .field(() -> RowField.of(1, AUTONOMOUS, (t, y, dy) -> dy[0] = -y[0] * y[0] * y[0] / 2))
        .initial(1)
        .exact(t -> new double[] {1 / Math.sqrt(1 + t)})
        .build();
  }

  private static OdeProblem oscillating() {
    return Detest.named("a3", "DETEST A3, an oscillatory problem")
        .field(() -> RowField.of(1, LINEAR_IN_TIME, (t, y, dy) -> dy[0] = y[0] * Math.cos(t)))
        .initial(1)
        .exact(t -> new double[] {Math.exp(Math.sin(t))})
        .build();
  }

  private static OdeProblem logistic() {
    return Detest.named("a4", "DETEST A4, a logistic curve")
        .field(() -> RowField.of(1, AUTONOMOUS, (t, y, dy) -> dy[0] = y[0] / 4 * (1 - y[0] / 20)))
        .initial(1)
        .exact(t -> new double[] {20 / (1 + 19 * Math.exp(-t / 4))})
        .build();
  }

  private static OdeProblem spiral() {
    return Detest.named("a5", "DETEST A5, a spiral curve")
        .field(() -> RowField.of(1, SCALAR, (t, y, dy) -> dy[0] = (y[0] - t) / (y[0] + t)))
        .initial(4)
        .reference(16, -0.7887826688964015)
        .build();
  }
}
