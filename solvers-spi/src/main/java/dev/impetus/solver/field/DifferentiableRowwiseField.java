// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.field;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** Applies a function of one row, and its vector–Jacobian products, to every row. */
final class DifferentiableRowwiseField extends RowwiseField {

  private final RowPullback pullback;
  private final int[] parameterSizes;
  private final int parameterCount;

  DifferentiableRowwiseField(
      int width, RowFunction function, RowPullback pullback, int... parameterSizes) {
    super(width, function);
    this.pullback = Objects.requireNonNull(pullback, "pullback");
    this.parameterSizes = parameterSizes.clone();
    if (Arrays.stream(parameterSizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "a parameter array has at least one number, but the sizes are "
              + Arrays.toString(parameterSizes));
    }
    parameterCount = Arrays.stream(parameterSizes).sum();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.VJP);
  }

  @Override
  public int[] parameterSizes() {
    return parameterSizes.clone();
  }

  @Override
  public int parameterCount() {
    return parameterCount;
  }

  @Override
  public Linearization newLinearization() {
    return new Point();
  }

  private final class Point implements Linearization {

    private final double[] y = new double[width()];
    private final double[] bar = new double[width()];
    private final double[] yBar = new double[width()];
    private final double[] thetaBar = new double[parameterCount];
    private StateVector point;
    private RowScalar time;

    @Override
    public void evaluate(RowScalar t, StateVector state, StateVector derivative) {
      if (point == null || point.size() != state.size()) {
        point = state.newLike();
      }
      if (time == null || time.size() != t.size()) {
        time = t.newLike();
      }
      point.copyFrom(state);
      time.copyFrom(t);
      DifferentiableRowwiseField.this.evaluate(t, state, derivative);
    }

    @Override
    public void vjp(
        StateVector cotangent, StateVector stateCotangent, StateVector parameterCotangent) {
      if (parameterCotangent != null) {
        parameterCotangent.copyTo(thetaBar, 0);
      }
      for (int row = 0; row < point.rows(); row++) {
        for (int i = 0; i < y.length; i++) {
          y[i] = point.get(row, i);
          bar[i] = cotangent.get(row, i);
        }
        pullback.pullback(time.get(row), y, bar, yBar, thetaBar);
        for (int i = 0; i < yBar.length; i++) {
          stateCotangent.set(row, i, yBar[i]);
        }
      }
      if (parameterCotangent != null) {
        parameterCotangent.copyFrom(thetaBar, 0);
      }
    }
  }
}
