// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/** A field whose derivatives at one of the places that a pullback keeps are incomplete. */
final class ForgetfulField implements VectorField {

  private final VectorField field;
  private final int forgotten;
  private final boolean all;
  private int places;

  /**
   * A forgetful field.
   *
   * @param forgotten the place, in the order in which they are made: that of a stage
   * @param all whether everything is forgotten there; else the parameters only
   */
  ForgetfulField(VectorField field, int forgotten, boolean all) {
    this.field = field;
    this.forgotten = forgotten;
    this.all = all;
  }

  @Override
  public int width() {
    return field.width();
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    field.evaluate(t, y, dy);
  }

  @Override
  public FieldTraits traits() {
    return field.traits();
  }

  @Override
  public Set<Capability> capabilities() {
    return field.capabilities();
  }

  @Override
  public int[] parameterSizes() {
    return field.parameterSizes();
  }

  @Override
  public Linearization newLinearization() {
    Linearization point = field.newLinearization();
    if (places++ != forgotten) {
      return point;
    }
    return new Linearization() {
      @Override
      public void evaluate(RowScalar t, StateVector y, StateVector dy) {
        point.evaluate(t, y, dy);
      }

      @Override
      public void vjp(StateVector cotangent, StateVector byState, StateVector byParameters) {
        point.vjp(cotangent, byState, null);
        if (all) {
          byState.fill(0);
        }
      }
    };
  }
}
