// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.List;

/** Class B of {@link Detest}: small systems. */
final class DetestSmallSystems {

  private static final FieldTraits AUTONOMOUS = new FieldTraits(true, true, false, false);
  private static final FieldTraits SYMMETRIC = new FieldTraits(true, true, true, true);

  private DetestSmallSystems() {}

  static List<OdeProblem> all() {
    return List.of(populations(), linearReaction(), nonlinearReaction(), torus(), rigidBody());
  }

  private static OdeProblem populations() {
    return Detest.named("b1", "DETEST B1, the growth of two conflicting populations")
        .field(
            () ->
                RowField.of(
                    2,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = 2 * (y[0] - y[0] * y[1]);
                      dy[1] = -(y[1] - y[0] * y[1]);
                    }))
        .initial(1, 3)
        .reference(16, 0.6761876008576606, 0.18608160996400297)
        .build();
  }

  private static OdeProblem linearReaction() {
    return Detest.named("b2", "DETEST B2, a linear chemical reaction")
        .field(
            () ->
                RowField.of(
                    3,
                    SYMMETRIC,
                    (t, y, dy) -> {
                      dy[0] = -y[0] + y[1];
                      dy[1] = y[0] - 2 * y[1] + y[2];
                      dy[2] = y[1] - y[2];
                    }))
        .initial(2, 0, 1)
        .exact(
            t -> {
              double slow = Math.exp(-t) / 2;
              double fast = Math.exp(-3 * t) / 2;
              return new double[] {1 + slow + fast, 1 - 2 * fast, 1 - slow + fast};
            })
        .build();
  }

  private static OdeProblem nonlinearReaction() {
    return Detest.named("b3", "DETEST B3, a nonlinear chemical reaction")
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = -y[0];
                      dy[1] = y[0] - y[1] * y[1];
                      dy[2] = y[1] * y[1];
                    }))
        .initial(1, 0, 0)
        .reference(16, 2.061153622438558e-09, 0.05257228022048512, 0.9474277177183612)
        .build();
  }

  private static OdeProblem torus() {
    return Detest.named("b4", "DETEST B4, the integral surface of a torus")
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      double r = Math.hypot(y[0], y[1]);
                      dy[0] = -y[1] - y[0] * y[2] / r;
                      dy[1] = y[0] - y[1] * y[2] / r;
                      dy[2] = y[0] / r;
                    }))
        .initial(3, 0, 0)
        .exact(
            t -> {
              double r = 2 + Math.cos(t);
              return new double[] {r * Math.cos(t), r * Math.sin(t), Math.sin(t)};
            })
        .build();
  }

  private static OdeProblem rigidBody() {
    return Detest.named("b5", "DETEST B5, Euler's equations of a rigid body")
        .field(
            () ->
                RowField.of(
                    3,
                    AUTONOMOUS,
                    (t, y, dy) -> {
                      dy[0] = y[1] * y[2];
                      dy[1] = -y[0] * y[2];
                      dy[2] = -0.51 * y[0] * y[1];
                    }))
        .initial(0, 1, 1)
        .reference(16, -0.9396570798729204, -0.34211777540007493, 0.7414126596199953)
        .build();
  }
}
