// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/** Periodic diffusion: one row, symmetric, affine, and its own Jacobian–vector product. */
final class DiffusionField implements VectorField {

  private static final double SCALE = (double) Diffusion.N * Diffusion.N;

  @Override
  public int width() {
    return Diffusion.N;
  }

  @Override
  public FieldTraits traits() {
    return new FieldTraits(true, true, true, true);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.JVP);
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    slope(((Float64State) y).array(), ((Float64State) dy).array());
  }

  static void slope(double[] y, double[] dy) {
    int last = y.length - 1;
    dy[0] = SCALE * (y[1] + y[last] - 2 * y[0]);
    for (int i = 1; i < last; i++) {
      dy[i] = SCALE * (y[i + 1] + y[i - 1] - 2 * y[i]);
    }
    dy[last] = SCALE * (y[0] + y[last - 1] - 2 * y[last]);
  }

  @Override
  public Linearization newLinearization() {
    return new Linearization() {
      @Override
      public void evaluate(RowScalar t, StateVector y, StateVector dy) {
        DiffusionField.this.evaluate(t, y, dy);
      }

      @Override
      public void jvp(StateVector tangent, StateVector out) {
        slope(((Float64State) tangent).array(), ((Float64State) out).array());
      }
    };
  }
}
