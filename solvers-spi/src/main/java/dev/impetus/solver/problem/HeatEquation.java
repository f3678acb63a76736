// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.Random;

/**
 * The heat equation in one dimension by the method of lines, {@code u_j' = 128² (u_{j+1} + u_{j-1}
 * - 2 u_j)}: a gradient flow whose Jacobian has eigenvalues down to -65 536. The semi-discrete
 * equations are solved exactly, by sums of sines or of Fourier's.
 */
public final class HeatEquation {

  private static final int N = 128;
  private static final double[] WAVES = {1, 3, 64};
  private static final double[] AMPLITUDES = {1, 0.5, 0.25};

  private HeatEquation() {}

  /**
   * Zero at both ends, 127 points between them, from {@code sin πx + ½ sin 3πx + ¼ sin 64πx}.
   *
   * @param end 0.01 shows the order; at 0.1 only the slowest wave is left
   */
  public static OdeProblem dirichlet(double end) {
    return heat("heat-dirichlet", "Heat equation, zero at both ends", N - 1, 0, waves(0))
        .interval(0, end)
        .exact(HeatEquation::waves)
        .build();
  }

  private static double[] waves(double t) {
    double[] u = new double[N - 1];
    for (int w = 0; w < WAVES.length; w++) {
      double root = 2 * N * Math.sin(WAVES[w] * Math.PI / (2 * N));
      double size = AMPLITUDES[w] * Math.exp(-root * root * t);
      for (int j = 1; j < N; j++) {
        u[j - 1] += size * Math.sin(WAVES[w] * Math.PI * j / N);
      }
    }
    return u;
  }

  /** Periodic, 128 points, from the values {@code ((37 j mod 128) / 64) - 1}. */
  public static OdeProblem periodic(double end) {
    double[] start = new double[N];
    for (int j = 0; j < N; j++) {
      start[j] = 37 * j % N / 64.0 - 1;
    }
    return periodic("heat-periodic", "Heat equation, periodic", start, end);
  }

  /**
   * Periodic, 128 points, from rough data: uniform numbers of variance 1 of Java's generator with
   * seed 11. The diffusion problem of Baker et al., "Proximal implicit ODE solvers for accelerating
   * learning neural ODEs", arXiv 2204.08621, 2022, whose end at 1 leaves nothing but the mean; 0.01
   * and 0.05 show more.
   */
  public static OdeProblem rough(double end) {
    double[] start =
        new Random(11).doubles(N).map(uniform -> (2 * uniform - 1) * Math.sqrt(3)).toArray();
    return periodic("heat-rough", "Heat equation, periodic, rough data", start, end);
  }

  private static OdeProblem periodic(String id, String title, double[] start, double end) {
    FourierSum solution = new FourierSum(start);
    return heat(id, title, N, N, start).interval(0, end).exact(solution::at).build();
  }

  /** The field on a number of points; with a period, the ends are neighbours. */
  private static OdeProblemBuilder heat(
      String id, String title, int points, int period, double[] start) {
    return OdeProblem.named(id, title)
        .source("method of lines, standard; semi-discrete solution in closed form")
        .field(
            () ->
                RowField.symmetric(
                    points,
                    new FieldTraits(true, true, true, true),
                    (t, u, du) -> laplace(u, period, du),
                    (t, u, v, out) -> laplace(v, period, out)))
        .initial(start)
        .stiff()
        .energy(
            u -> {
              double[] du = new double[points];
              laplace(u, period, du);
              double sum = 0;
              for (int j = 0; j < points; j++) {
                sum -= u[j] * du[j] / 2;
              }
              return sum;
            });
  }

  private static void laplace(double[] u, int period, double[] out) {
    int last = u.length - 1;
    double before = period > 0 ? u[last] : 0;
    double after = period > 0 ? u[0] : 0;
    out[0] = N * N * (before - 2 * u[0] + u[1]);
    for (int j = 1; j < last; j++) {
      out[j] = N * N * (u[j - 1] - 2 * u[j] + u[j + 1]);
    }
    out[last] = N * N * (u[last - 1] - 2 * u[last] + after);
  }

  /** The solution of the periodic problem by its discrete Fourier sum. */
  private static final class FourierSum {

    private final double[] cosines = new double[N];
    private final double[] sines = new double[N];

    FourierSum(double[] start) {
      for (int k = 0; k < N; k++) {
        for (int j = 0; j < N; j++) {
          double angle = 2 * Math.PI * (k * j % N) / N;
          cosines[k] += start[j] * Math.cos(angle) / N;
          sines[k] += start[j] * Math.sin(angle) / N;
        }
      }
    }

    double[] at(double t) {
      double[] u = new double[N];
      for (int k = 0; k < N; k++) {
        double root = 2 * N * Math.sin(Math.PI * k / N);
        double decay = Math.exp(-root * root * t);
        for (int j = 0; j < N; j++) {
          double angle = 2 * Math.PI * (k * j % N) / N;
          u[j] += decay * (cosines[k] * Math.cos(angle) + sines[k] * Math.sin(angle));
        }
      }
      return u;
    }
  }
}
