// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;

/** Written on the arrays of the states, as somebody in a hurry writes it. */
final class VanDerPolField implements VectorField {

  private final double mu;

  VanDerPolField(double mu) {
    this.mu = mu;
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public FieldTraits traits() {
    return new FieldTraits(true, true, false);
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    if (y instanceof Float64State from && dy instanceof Float64State to) {
      evaluate(from.array(), from.offset(), to.array(), to.offset(), y.size());
    } else if (y instanceof Float32State from && dy instanceof Float32State to) {
      evaluate(from.array(), from.offset(), to.array(), to.offset(), y.size());
    }
  }

  private void evaluate(double[] y, int from, double[] dy, int to, int size) {
    for (int i = 0; i < size; i += 2) {
      double x = y[from + i];
      double v = y[from + i + 1];
      dy[to + i] = v;
      dy[to + i + 1] = mu * (1 - x * x) * v - x;
    }
  }

  private void evaluate(float[] y, int from, float[] dy, int to, int size) {
    float m = (float) mu;
    for (int i = 0; i < size; i += 2) {
      float x = y[from + i];
      float v = y[from + i + 1];
      dy[to + i] = v;
      dy[to + i + 1] = m * (1 - x * x) * v - x;
    }
  }
}
