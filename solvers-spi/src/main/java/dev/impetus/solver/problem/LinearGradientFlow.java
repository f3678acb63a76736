// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * The gradient flow {@code h' = -A h} of {@code ½ hᵀ A h} with condition number 1e6: {@code A = Q Λ
 * Q} of 32 eigenvalues {@code 10^(6 i/31 - 3)} and the Householder matrix {@code Q = I - (2/32) 1
 * 1ᵀ}, from {@code h_i = i/32}. Its solution is {@code Q e^(-Λt) Q h}.
 */
public final class LinearGradientFlow {

  private static final int N = 32;

  private LinearGradientFlow() {}

  /** The flow on [0, 10]. */
  public static OdeProblem problem() {
    double[] start = new double[N];
    for (int i = 0; i < N; i++) {
      start[i] = (i + 1.0) / N;
    }
    return OdeProblem.named("linear-gradient-flow", "Linear gradient flow, condition 1e6")
        .source("a definition of this library; solved exactly")
        .field(
            () ->
                RowField.symmetric(
                    N,
                    new FieldTraits(true, true, true, true),
                    (t, h, dh) -> apply(h, dh),
                    (t, h, v, out) -> apply(v, out)))
        .interval(0, 10)
        .initial(start)
        .stiff()
        .exact(
            t -> {
              double[] h = reflected(start);
              for (int i = 0; i < N; i++) {
                h[i] *= Math.exp(-eigenvalue(i) * t);
              }
              return reflected(h);
            })
        .energy(LinearGradientFlow::energy)
        .build();
  }

  private static double eigenvalue(int i) {
    return Math.pow(10, 6 * i / 31.0 - 3);
  }

  private static double[] reflected(double[] h) {
    double sum = 0;
    for (double x : h) {
      sum += x;
    }
    double[] image = new double[N];
    for (int i = 0; i < N; i++) {
      image[i] = h[i] - 2.0 / N * sum;
    }
    return image;
  }

  private static double energy(double[] h) {
    double[] image = reflected(h);
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += 0.5 * eigenvalue(i) * image[i] * image[i];
    }
    return sum;
  }

  private static void apply(double[] h, double[] out) {
    double[] image = reflected(h);
    for (int i = 0; i < N; i++) {
      image[i] *= -eigenvalue(i);
    }
    System.arraycopy(reflected(image), 0, out, 0, N);
  }
}
