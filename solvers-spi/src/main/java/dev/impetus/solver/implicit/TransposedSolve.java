// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * Solves {@code (c0 I - γ h ∂f/∂y)ᵀ x = b} with vector–Jacobian products, as the gradient of an
 * implicit step needs it: by dense LU in small blocks, by conjugate gradients where the Jacobian is
 * symmetric, by GMRES otherwise, to about the rounding of the precision.
 */
public final class TransposedSolve {

  private static final int RESTART = 50;
  private static final int LIMIT = 2000;
  private static final int LARGEST_DENSE_BLOCK = 64;

  private final BlockMatrix dense;
  private final ConjugateGradients cg;
  private final Gmres gmres;
  private final double tolerance;
  private final StateVector right;

  /** Work space for states like this one of a field with these traits. */
  public TransposedSolve(StateVector like, FieldTraits traits) {
    int block = like.size() / (traits.rowsIndependent() ? like.rows() : 1);
    boolean small = block <= LARGEST_DENSE_BLOCK;
    dense = small ? new BlockMatrix(like, traits.rowsIndependent()) : null;
    cg = !small && traits.symmetricJacobian() ? new ConjugateGradients(like) : null;
    right = cg == null ? null : like.newLike();
    gmres = small || cg != null ? null : new Gmres(RESTART, like);
    tolerance = like.precision() == Precision.FLOAT64 ? 1e-11 : 1e-5;
  }

  /**
   * Solves at the point {@code z}, at which the system was linearised.
   *
   * @throws ImpetusException of kind {@link ErrorKind#NUMERICAL} if it does not converge
   */
  public void solve(ImplicitSystem system, StateVector z, StateVector b, StateVector x) {
    LinearOperator transposed = (v, out) -> system.applyTransposedJacobian(z, v, out);
    boolean solved;
    if (dense != null) {
      dense.read(transposed);
      solved = dense.factor();
      if (solved) {
        dense.solve(b, x);
      }
    } else if (cg != null) {
      double enough = tolerance * StoppingMonitor.norm(b);
      right.copyFrom(b);
      solved = cg.solve(transposed, right, x, LIMIT, (y, length, residual, size) -> size <= enough);
    } else {
      solved = gmres.solve(transposed, b, x, tolerance, LIMIT);
    }
    if (!solved || x.firstNonFiniteRow() >= 0) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.NUMERICAL,
              "the gradient of an implicit step was not found",
              "t = " + system.time(),
              "the transposed linear system did not converge",
              "shorten the steps or use float64"));
    }
  }
}
