// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.state.StateVector;
import java.util.function.DoubleSupplier;

/** {@code z⁺ = x - r(x)/M; x ← z⁺ + β (z⁺ - z)}: what Nesterov's method and FISTA share. */
abstract class ExtrapolatedDescent implements FirstOrderSession.Update {

  private final StateVector z;
  private final StateVector next;
  private final StateVector change;
  private double step;

  ExtrapolatedDescent(StateVector like) {
    z = like.newLike();
    next = like.newLike();
    change = like.newLike();
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
    next.copyFrom(x);
    next.add(-step, g);
    change.copyFrom(next);
    change.add(-1, z);
    double beta = momentum(() -> g.dot(change));
    z.copyFrom(next);
    x.copyFrom(next);
    x.add(beta, change);
  }
}
