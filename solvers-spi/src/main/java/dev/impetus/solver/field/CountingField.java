// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Objects;
import java.util.Set;

/** A field that counts the calls it passes on. */
public final class CountingField implements VectorField {

  private final VectorField field;
  private long evaluations;
  private long vectorJacobianProducts;
  private long jacobianVectorProducts;

  /** Counts the calls to a field. */
  public CountingField(VectorField field) {
    this.field = Objects.requireNonNull(field, "field");
  }

  /** Begins to count anew. */
  public void reset() {
    evaluations = 0;
    vectorJacobianProducts = 0;
    jacobianVectorProducts = 0;
  }

  /** Evaluations, those of linearisations included. */
  public long evaluations() {
    return evaluations;
  }

  /** The calls counted, with everything else zero. */
  public SolveStatistics statistics() {
    return new SolveStatistics(
        evaluations, vectorJacobianProducts, jacobianVectorProducts, 0, 0, 0, 0);
  }

  @Override
  public int width() {
    return field.width();
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    evaluations++;
    field.evaluate(t, y, dy);
  }

  @Override
  public Set<Capability> capabilities() {
    return field.capabilities();
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
  public int parameterCount() {
    return field.parameterCount();
  }

  @Override
  public Linearization newLinearization() {
    return new CountingLinearization(field.newLinearization());
  }

  private final class CountingLinearization implements Linearization {

    private final Linearization linearization;

    CountingLinearization(Linearization linearization) {
      this.linearization = linearization;
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      evaluations++;
      linearization.evaluate(t, y, dy);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      vectorJacobianProducts++;
      linearization.vjp(cotangent, stateCotangent, parameterCotangent);
    }

    @Override
    public int savedSize() {
      return linearization.savedSize();
    }

    @Override
    public void save(StateVector record) {
      linearization.save(record);
    }

    @Override
    public void restore(StateVector record) {
      linearization.restore(record);
    }

    @Override
    public void jvp(StateVector tangent, StateVector out) {
      jacobianVectorProducts++;
      linearization.jvp(tangent, out);
    }
  }
}
