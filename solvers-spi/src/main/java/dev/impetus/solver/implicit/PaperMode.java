// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.state.Precision;
import java.util.Objects;
import java.util.Set;

/**
 * An inner solver of gradient type applied to any field, the residual being used as if it were a
 * gradient: what the code published with Baker et al., "Proximal implicit ODE solvers for
 * accelerating learning neural ODEs", arXiv 2204.08621, does. Without a symmetric Jacobian momentum
 * and conjugate gradients diverge even on linear rotations, and gradient descent converges only
 * with a step below {@code 2m/M²}; an iteration that diverges is still reported as a failure.
 */
public final class PaperMode implements InnerSolver {

  private final InnerSolver solver;

  private PaperMode(InnerSolver solver) {
    this.solver = Objects.requireNonNull(solver, "solver");
  }

  /** The solver without its demand for a symmetric Jacobian. */
  public static PaperMode of(InnerSolver solver) {
    return new PaperMode(solver);
  }

  @Override
  public String name() {
    return solver.name() + " in paper mode";
  }

  @Override
  public Set<Capability> needs() {
    return solver.needs();
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    return solver.newSession(precision, rows, width, batchPolicy);
  }
}
