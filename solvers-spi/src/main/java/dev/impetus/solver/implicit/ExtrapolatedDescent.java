// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleSupplier;

/** {@code z⁺ = x - r(x)/M; x ← z⁺ + β (z⁺ - z)}: what Nesterov's method and FISTA share. */
abstract class ExtrapolatedDescent implements FirstOrderSession.Update {

  private final double[] weights = new double[2];
  private final StateVector[] terms = new StateVector[2];
  private StateVector z;
  private StateVector next;
  private final StateVector change;
  private final DoubleSupplier slope;
  private StateVector residual;
  private double step;

  ExtrapolatedDescent(StateVector like) {
    z = like.newLike();
    next = like.newLike();
    change = like.newLike();
    slope = () -> residual.dot(change);
  }

  /** A solve begins. */
  abstract void begin(SpectralBounds bounds);

  /**
   * The momentum β of this iteration.
   *
   * @param slope computes {@code ⟨r(x), z⁺ - z⟩}; positive where the momentum points uphill
   */
  abstract double momentum(DoubleSupplier slope);

  @Override
  public final void begin(SpectralBounds bounds, StateVector x) {
    step = 1 / bounds.largest();
    z.copyFrom(x);
    begin(bounds);
  }

  @Override
  public final void advance(StateVector x, StateVector g) {
    residual = g;
    weights[0] = 1;
    weights[1] = -step;
    terms[0] = x;
    terms[1] = g;
    next.setToSum(weights, terms, 2);
    weights[1] = -1;
    terms[0] = next;
    terms[1] = z;
    change.setToSum(weights, terms, 2);
    double beta = momentum(slope);
    weights[1] = beta;
    terms[1] = change;
    x.setToSum(weights, terms, 2);
    StateVector free = z;
    z = next;
    next = free;
  }
}
