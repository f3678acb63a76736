// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Random;

/**
 * Periodic diffusion on 128 points, {@code y_i' = 128² (y_{i+1} + y_{i-1} - 2 y_i)}, from rough
 * data: uniform numbers of Java's generator with seed 11, of variance 1.
 */
final class Diffusion implements VectorField {

  static final int N = 128;

  private static final FieldTraits TRAITS = new FieldTraits(true, true, true, true);
  private final VectorField field =
      VectorField.ofRows(
          N,
          (t, y, dy) -> {
            for (int i = 0; i < N; i++) {
              dy[i] = N * N * (y[(i + 1) % N] + y[(i + N - 1) % N] - 2 * y[i]);
            }
          });

  static double[] start() {
    Random random = new Random(11);
    return random.doubles(N).map(u -> (2 * u - 1) * Math.sqrt(3)).toArray();
  }

  /** The error of a state at time {@code t} relative to the exact state, from its Fourier sum. */
  static double error(StateVector state, double t) {
    double[] start = start();
    double square = 0;
    double whole = 0;
    for (int i = 0; i < N; i++) {
      double exact = 0;
      for (int k = 0; k < N; k++) {
        double frequency = 2 * Math.PI * k / N;
        double real = 0;
        for (int j = 0; j < N; j++) {
          real += start[j] * Math.cos(frequency * (i - j));
        }
        exact += real / N * Math.exp(t * 2 * N * N * (Math.cos(frequency) - 1));
      }
      square += Math.pow(state.get(0, i) - exact, 2);
      whole += exact * exact;
    }
    return Math.sqrt(square / whole);
  }

  @Override
  public int width() {
    return N;
  }

  @Override
  public void evaluate(RowScalar t, StateVector y, StateVector dy) {
    field.evaluate(t, y, dy);
  }

  @Override
  public FieldTraits traits() {
    return TRAITS;
  }
}
