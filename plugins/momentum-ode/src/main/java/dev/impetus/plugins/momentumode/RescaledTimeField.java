// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/**
 * A field over the unit interval, each row at its own pace: with {@code t = start + s · gap},
 *
 * <pre>{@code dz/ds = gap · F(z, t),   0 <= s <= 1 }</pre>
 *
 * <p>so that one solve takes every row over its own gap. A gap of 0 leaves the row's state as it
 * is.
 */
final class RescaledTimeField implements VectorField {

  private static final double[] ONE = {1};

  private final VectorField field;
  private final RowScalar start;
  private final RowScalar gap;
  private final RowScalar time;
  private StateVector[] derivative;

  /** Reads both numbers of each row whenever it is evaluated. */
  RescaledTimeField(VectorField field, RowScalar start, RowScalar gap) {
    this.field = field;
    this.start = start;
    this.gap = gap;
    this.time = start.newLike();
  }

  @Override
  public int width() {
    return field.width();
  }

  @Override
  public void evaluate(RowScalar s, StateVector z, StateVector dz) {
    if (derivative == null) {
      derivative = new StateVector[] {z.newLike()};
    }
    field.evaluate(time(s), z, derivative[0]);
    dz.setToScaledSum(gap, ONE, derivative, 1);
  }

  @Override
  public Set<Capability> capabilities() {
    return field.capabilities().contains(Capability.VJP) ? Set.of(Capability.VJP) : Set.of();
  }

  @Override
  public FieldTraits traits() {
    return field.traits();
  }

  @Override
  public int[] parameterSizes() {
    return field.parameterSizes();
  }

  @Override
  public Linearization newLinearization() {
    return new Rescaled(field.newLinearization());
  }

  private RowScalar time(RowScalar s) {
    for (int row = 0; row < time.size(); row++) {
      time.set(row, start.get(row) + s.get(row) * gap.get(row));
    }
    return time;
  }

  private final class Rescaled implements Linearization {

    private final Linearization point;
    private StateVector[] scaled;

    private Rescaled(Linearization point) {
      this.point = point;
    }

    @Override
    public void evaluate(RowScalar s, StateVector z, StateVector dz) {
      if (scaled == null) {
        scaled = new StateVector[] {z.newLike()};
      }
      point.evaluate(time(s), z, scaled[0]);
      dz.setToScaledSum(gap, ONE, scaled, 1);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      if (scaled == null) {
        // The place was restored and never evaluated here.
        scaled = new StateVector[] {cotangent.newLike()};
      }
      StateVector[] terms = {cotangent};
      scaled[0].setToScaledSum(gap, ONE, terms, 1);
      point.vjp(scaled[0], stateCotangent, parameterCotangent);
    }

    @Override
    public int savedSize() {
      return point.savedSize();
    }

    @Override
    public void save(StateVector record) {
      point.save(record);
    }

    @Override
    public void restore(StateVector record) {
      point.restore(record);
    }
  }
}
