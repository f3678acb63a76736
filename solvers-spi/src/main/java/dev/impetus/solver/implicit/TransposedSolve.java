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
 * implicit step needs it: by dense LU in small blocks (kept from stage to stage in all but the
 * smallest), by conjugate gradients where the Jacobian is symmetric, by GMRES otherwise, to about
 * the rounding of the precision.
 */
public final class TransposedSolve implements LinearOperator {

  private static final int RESTART = 50;
  private static final int LIMIT = 2000;
  private static final int LARGEST_DENSE_BLOCK = 64;

  /** Numbers in a block from which on correcting with an old factorisation is tried first. */
  private static final int SMALLEST_KEPT_BLOCK = 8;

  /** A correction that gains less is not worth its product. */
  private static final double SLOWEST_CORRECTION = 0.2;

  private final int block;
  private final BlockMatrix dense;
  private final ConjugateGradients cg;
  private final Gmres gmres;
  private final double tolerance;
  private final StateVector residual;
  private final StateVector correction;
  private ImplicitSystem system;
  private StateVector point;
  private boolean known;

  /** Work space for states like this one of a field with these traits. */
  public TransposedSolve(StateVector like, FieldTraits traits) {
    block = like.size() / (traits.rowsIndependent() ? like.rows() : 1);
    boolean small = block <= LARGEST_DENSE_BLOCK;
    dense = small ? new BlockMatrix(like, traits.rowsIndependent()) : null;
    cg = !small && traits.symmetricJacobian() ? new ConjugateGradients(like) : null;
    gmres = small || cg != null ? null : new Gmres(RESTART, like);
    residual = like.newLike();
    correction = like.newLike();
    tolerance = like.precision() == Precision.FLOAT64 ? 1e-11 : 1e-5;
  }

  /** Another backward pass begins: the Jacobian that was kept is not to be used again. */
  public void forget() {
    known = false;
  }

  /**
   * Solves at the point {@code z}, at which the system was linearised.
   *
   * @throws ImpetusException of kind {@link ErrorKind#NUMERICAL} if it does not converge
   */
  public void solve(ImplicitSystem equation, StateVector z, StateVector b, StateVector x) {
    system = equation;
    point = z;
    if (!solve(b, x) || x.firstNonFiniteRow() >= 0) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.NUMERICAL,
              "the gradient of an implicit step was not found",
              "t = " + system.time(),
              "the transposed linear system did not converge",
              "shorten the steps or use float64"));
    }
  }

  private boolean solve(StateVector b, StateVector x) {
    if (dense != null) {
      return (known && block >= SMALLEST_KEPT_BLOCK && factor() && correct(b, x))
          || solveDirectly(b, x);
    }
    if (cg != null) {
      double enough = tolerance * StoppingMonitor.norm(b);
      residual.copyFrom(b);
      return cg.solve(this, residual, x, LIMIT, (y, length, left, size) -> size <= enough);
    }
    return gmres.solve(this, b, x, tolerance, LIMIT);
  }

  /** Reads the transposed Jacobian: a product a number of a block. */
  private boolean solveDirectly(StateVector b, StateVector x) {
    dense.read(this);
    dense.unshift(system.leadingCoefficient(), system.scaledStep());
    known = factor();
    if (known) {
      dense.solve(b, x);
    }
    return known;
  }

  private boolean factor() {
    return dense.factorShifted(system.leadingCoefficient(), system.scaledStep());
  }

  /**
   * Solves with the Jacobian of another stage or step and corrects what is left, a product a
   * correction; false if that is no cheaper than reading this one's.
   */
  private boolean correct(StateVector b, StateVector x) {
    double enough = tolerance * StoppingMonitor.norm(b);
    double last = Double.POSITIVE_INFINITY;
    dense.solve(b, x);
    for (int products = 1; products <= block / 2; products++) {
      apply(x, correction);
      residual.copyFrom(b);
      residual.add(-1, correction);
      double size = StoppingMonitor.norm(residual);
      if (size <= enough) {
        return true;
      }
      if (!(size <= SLOWEST_CORRECTION * last)) {
        return false;
      }
      last = size;
      dense.solve(residual, correction);
      x.add(1, correction);
    }
    return false;
  }

  @Override
  public void apply(StateVector v, StateVector out) {
    system.applyTransposedJacobian(point, v, out);
  }
}
