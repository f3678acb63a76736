// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;

/** Counts every call that reaches a field, and remembers the earliest and the latest time. */
final class RecordingField implements VectorField {

  private final VectorField field;
  long evaluations;
  long vectorJacobianProducts;
  long jacobianVectorProducts;
  double earliest = Double.POSITIVE_INFINITY;
  double latest = Double.NEGATIVE_INFINITY;

  RecordingField(VectorField field) {
    this.field = field;
  }

  private void evaluatedAt(RowScalar t) {
    evaluations++;
    for (int i = 0; i < t.size(); i++) {
      earliest = Math.min(earliest, t.get(i));
      latest = Math.max(latest, t.get(i));
    }
  }

  @Override
  public int width() {
    return field.width();
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    evaluatedAt(t);
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
    return new Linearization() {
      @Override
      public void evaluate(RowScalar t, StateVector y, StateVector dy) {
        evaluatedAt(t);
        point.evaluate(t, y, dy);
      }

      @Override
      public void vjp(StateVector cotangent, StateVector byState, StateVector byParameters) {
        vectorJacobianProducts++;
        point.vjp(cotangent, byState, byParameters);
      }

      @Override
      public void jvp(StateVector tangent, StateVector out) {
        jacobianVectorProducts++;
        point.jvp(tangent, out);
      }
    };
  }
}
