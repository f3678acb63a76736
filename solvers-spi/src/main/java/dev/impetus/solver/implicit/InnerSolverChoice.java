// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.step.StepContext;
import java.util.Optional;

/** Which inner solvers a field allows, and which one suits it. */
public final class InnerSolverChoice {

  /** Numbers in a block up to which a dense factorisation is the cheapest. */
  static final int LARGEST_DENSE_BLOCK = 200;

  /** Up to here it is the cheapest even where conjugate gradients could be used. */
  private static final int SMALL_BLOCK = 16;

  private InnerSolverChoice() {}

  /**
   * The solver that suits a field: chord with dense LU where rows (or all rows together, if they
   * depend on each other) have few numbers, Newton–CG where the Jacobian is symmetric, Newton–GMRES
   * otherwise.
   *
   * @param rows rows of the state
   * @param rule when to stop
   */
  public static InnerSolver suitedTo(VectorField field, int rows, StoppingRule rule) {
    FieldTraits traits = field.traits();
    int block = traits.rowsIndependent() ? field.width() : rows * field.width();
    if (traits.symmetricJacobian() && block > SMALL_BLOCK) {
      return NewtonCg.of(rule, 10, 500);
    }
    if (block <= LARGEST_DENSE_BLOCK) {
      return ChordLu.of(rule, 7);
    }
    return NewtonGmres.of(rule, 10, 300);
  }

  /**
   * A session of the solver asked for, or of the one that suits the field.
   *
   * @param asked the solver asked for; null for none
   * @param rule when one that suits stops
   */
  public static InnerSolver.Session newSession(
      InnerSolver asked, StoppingRule rule, StepContext context) {
    InnerSolver solver = asked != null ? asked : suitedTo(context.field(), context.rows(), rule);
    return solver.newSession(
        context.precision(), context.rows(), context.field().width(), context.batchPolicy());
  }

  /**
   * Why an inner solver cannot be used with a field, in one sentence that names the pair; empty if
   * it can.
   */
  public static Optional<String> refusal(InnerSolver solver, VectorField field) {
    if (!solver.needsSymmetricJacobian() || field.traits().symmetricJacobian()) {
      return Optional.empty();
    }
    return Optional.of(
        "inner solver "
            + solver.name()
            + " takes the residual for the gradient of an energy and diverges where it is none, as on a"
            + " rotation; the field does not declare a symmetric Jacobian");
  }
}
