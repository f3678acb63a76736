// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;

/** Dahlquist's test equation on an interval of six, for six steps of one. */
final class DecayProblems {

  private DecayProblems() {}

  /** {@code y' = λ y} with a real λ. */
  static OdeProblem real(double lambda) {
    return OdeProblem.named("dahlquist-real", "Dahlquist's equation")
        .source(
            "G. Dahlquist, A special stability problem for linear multistep methods, BIT 3, 1963")
        .field(() -> VectorField.ofRows(1, (t, y, dy) -> dy[0] = lambda * y[0]))
        .interval(0, 6)
        .initial(1)
        .exact(t -> new double[] {Math.exp(lambda * t)})
        .build();
  }

  /** The real and the imaginary part of {@code y' = iω y}. */
  static OdeProblem imaginary(double omega) {
    return OdeProblem.named("dahlquist-imaginary", "Dahlquist's equation, imaginary")
        .source(
            "G. Dahlquist, A special stability problem for linear multistep methods, BIT 3, 1963")
        .field(
            () ->
                VectorField.ofRows(
                    2,
                    (t, y, dy) -> {
                      dy[0] = -omega * y[1];
                      dy[1] = omega * y[0];
                    }))
        .interval(0, 6)
        .initial(1, 0)
        .exact(t -> new double[] {Math.cos(omega * t), Math.sin(omega * t)})
        .build();
  }
}
