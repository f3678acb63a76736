// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Random;

/**
 * {@code z - γh J z = b} with J the periodic second difference on 128 points times 128², its
 * eigenvalues between -65536 and 0, b from Java's generator with seed 11.
 */
final class DiffusionSystem implements ImplicitSystem {

  static final double LIPSCHITZ = 65536;
  private static final int N = 128;

  private final RowScalar scaled;
  private final StateVector b = Float64State.zeros(1, N);
  private final boolean affine;
  int products;
  int residuals;

  /** The equation of backward Euler (part 1) or Crank–Nicolson (part 1/2) with step 1/2000. */
  DiffusionSystem(double part, boolean affine) {
    this.affine = affine;
    double h = 1 / 2000.0;
    scaled = RowScalar.shared(part * h);
    StateVector y = start();
    StateVector slope = y.newLike();
    laplacian(y, slope);
    b.copyFrom(y);
    b.add((1 - part) * h, slope);
  }

  static StateVector start() {
    Random random = new Random(11);
    StateVector y = Float64State.zeros(1, N);
    for (int i = 0; i < N; i++) {
      y.set(0, i, (2 * random.nextDouble() - 1) * Math.sqrt(3));
    }
    return y;
  }

  private static void laplacian(StateVector y, StateVector out) {
    for (int i = 0; i < N; i++) {
      double sum = y.get(0, (i + 1) % N) + y.get(0, (i + N - 1) % N) - 2 * y.get(0, i);
      out.set(0, i, N * N * sum);
    }
  }

  @Override
  public double leadingCoefficient() {
    return 1;
  }

  @Override
  public RowScalar scaledStep() {
    return scaled;
  }

  @Override
  public RowScalar time() {
    return RowScalar.shared(0);
  }

  @Override
  public StateVector rightHandSide() {
    return b;
  }

  @Override
  public FieldTraits traits() {
    return new FieldTraits(true, true, true, affine);
  }

  @Override
  public void residual(StateVector z, StateVector out) {
    residuals++;
    applyMatrix(z, out);
    out.add(-1, b);
  }

  @Override
  public void applyJacobian(StateVector z, StateVector v, StateVector out) {
    products++;
    applyMatrix(v, out);
  }

  private void applyMatrix(StateVector v, StateVector out) {
    laplacian(v, out);
    out.scale(-scaled.get(0));
    out.add(1, v);
  }

  @Override
  public void applyTransposedJacobian(StateVector z, StateVector v, StateVector out) {
    applyJacobian(z, v, out);
  }

  @Override
  public double norm(StateVector v) {
    return Math.sqrt(v.dot(v) / v.size()) / 1e-8;
  }
}
