// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import java.util.Arrays;

/**
 * The Allen–Cahn equation {@code u_t = 0.01 u_xx + u - u³} on [-1, 1), periodic, 128 points, from
 * {@code x² cos πx}: the gradient flow of
 *
 * <pre>{@code
 * E(u) = dx Σ_j [ 0.005 ((u_{j+1} - u_j) / dx)² + ¼ (u_j² - 1)² ]
 * }</pre>
 *
 * <p>which is weakly convex, with constant 1. Allen, Cahn, "A microscopic theory for antiphase
 * boundary motion", Acta Metallurgica 27, 1979, pages 1085–1095. The values at 1 and 10 are those
 * on which implicit and explicit integrations at tight tolerances agree to 1.2e-13.
 */
public final class AllenCahn {

  private static final int N = 128;
  private static final double DX = 2.0 / N;
  private static final double DIFFUSION = 0.01;

  private AllenCahn() {}

  /**
   * The flow on [0, end].
   *
   * @param end four points of the solution are known at 1 and at 10, and at 50 everything is -1
   */
  public static OdeProblem until(double end) {
    double[] known = new double[N];
    Arrays.fill(known, end == 50 ? -1 : Double.NaN);
    if (end == 1) {
      atFourPoints(
          known, -0.9391454434860201, 0.039436999861294, 0.081830334989613, -0.139096893295231);
    } else if (end == 10) {
      atFourPoints(
          known, -0.9999215470567789, 0.8151509566264243, -0.187779040337315, -0.959043149413244);
    }
    double[] start = new double[N];
    Arrays.setAll(start, j -> (j * DX - 1) * (j * DX - 1) * Math.cos(Math.PI * (j * DX - 1)));
    boolean isKnown = Arrays.stream(known).anyMatch(Double::isFinite);
    OdeProblemBuilder builder = flow(start, end);
    return (isKnown ? builder.reference(12, known) : builder).build();
  }

  private static OdeProblemBuilder flow(double[] start, double end) {
    return OdeProblem.named("allen-cahn-until-" + StiffProblems.idOf(end), "Allen–Cahn equation")
        .source("S. M. Allen, J. W. Cahn, Acta Metall. 27, 1979, 1085-1095; reference of our own")
        .field(
            () ->
                RowField.symmetric(
                    N,
                    new FieldTraits(true, true, true, false),
                    AllenCahn::slope,
                    AllenCahn::product))
        .interval(0, end)
        .initial(start)
        .stiff()
        .energy(AllenCahn::energy);
  }

  /** The energy at a time, as known to twelve digits: at 0, 1 or 10. */
  public static double energyAt(double t) {
    if (t == 0) {
      return 0.422003602352775;
    } else if (t == 1) {
      return 0.353562531466998;
    } else if (t == 10) {
      return 0.186350182856930;
    }
    throw new IllegalArgumentException("the energy is known at 0, 1 and 10, not at " + t);
  }

  private static void atFourPoints(
      double[] known, double atMinusOne, double atZero, double atQuarter, double atHalf) {
    known[0] = atMinusOne;
    known[N / 2] = atZero;
    known[N / 2 + N / 8] = atQuarter;
    known[N / 2 + N / 4] = atHalf;
  }

  private static void slope(double t, double[] u, double[] du) {
    for (int j = 0; j < N; j++) {
      du[j] = second(u, j) + u[j] - u[j] * u[j] * u[j];
    }
  }

  private static void product(double t, double[] u, double[] v, double[] out) {
    for (int j = 0; j < N; j++) {
      out[j] = second(v, j) + (1 - 3 * u[j] * u[j]) * v[j];
    }
  }

  private static double second(double[] u, int j) {
    return DIFFUSION / (DX * DX) * (u[(j + 1) % N] + u[(j + N - 1) % N] - 2 * u[j]);
  }

  private static double energy(double[] u) {
    double sum = 0;
    for (int j = 0; j < N; j++) {
      double slope = (u[(j + 1) % N] - u[j]) / DX;
      double well = u[j] * u[j] - 1;
      sum += DX * (0.5 * DIFFUSION * slope * slope + 0.25 * well * well);
    }
    return sum;
  }
}
