// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import java.util.List;

/** Class C of {@link Detest}: moderate systems. */
final class DetestModerateSystems {

  private static final FieldTraits AFFINE = new FieldTraits(true, true, false, true);
  private static final FieldTraits SYMMETRIC = new FieldTraits(true, true, true, true);

  private DetestModerateSystems() {}

  static List<OdeProblem> all() {
    return List.of(
        decayChain(), fasterDecayChain(), parabolic("c3", 10), parabolic("c4", 51), planets());
  }

  private static double[] firstOf(int n) {
    double[] start = new double[n];
    start[0] = 1;
    return start;
  }

  private static OdeProblem decayChain() {
    return Detest.named("c1", "DETEST C1, a radioactive decay chain")
        .field(
            () ->
                RowField.of(
                    10,
                    AFFINE,
                    (t, y, dy) -> {
                      dy[0] = -y[0];
                      for (int i = 1; i < 9; i++) {
                        dy[i] = y[i - 1] - y[i];
                      }
                      dy[9] = y[8];
                    }))
        .initial(firstOf(10))
        .exact(
            t -> {
              double[] y = new double[10];
              double sum = 0;
              double term = Math.exp(-t);
              for (int i = 0; i < 9; i++) {
                y[i] = term;
                sum += term;
                term *= t / (i + 1);
              }
              y[9] = 1 - sum;
              return y;
            })
        .build();
  }

  private static OdeProblem fasterDecayChain() {
    return Detest.named("c2", "DETEST C2, another radioactive decay chain")
        .field(
            () ->
                RowField.of(
                    10,
                    AFFINE,
                    (t, y, dy) -> {
                      dy[0] = -y[0];
                      for (int i = 1; i < 9; i++) {
                        dy[i] = i * y[i - 1] - (i + 1) * y[i];
                      }
                      dy[9] = 9 * y[8];
                    }))
        .initial(firstOf(10))
        .exact(
            t -> {
              double[] y = new double[10];
              double gone = -Math.expm1(-t);
              for (int i = 0; i < 9; i++) {
                y[i] = Math.exp(-t) * Math.pow(gone, i);
              }
              y[9] = Math.pow(gone, 9);
              return y;
            })
        .build();
  }

  /** {@code y_i' = y_{i-1} - 2 y_i + y_{i+1}} between zeros; a sine series solves it. */
  private static OdeProblem parabolic(String name, int n) {
    return Detest.named(
            name, "DETEST " + name.toUpperCase(java.util.Locale.ROOT) + ", a parabolic equation")
        .field(
            () ->
                RowField.of(
                    n,
                    SYMMETRIC,
                    (t, y, dy) -> {
                      for (int i = 0; i < n; i++) {
                        double left = i > 0 ? y[i - 1] : 0;
                        double right = i < n - 1 ? y[i + 1] : 0;
                        dy[i] = left - 2 * y[i] + right;
                      }
                    }))
        .initial(firstOf(n))
        .exact(
            t -> {
              double[] y = new double[n];
              for (int k = 1; k <= n; k++) {
                double angle = k * Math.PI / (n + 1);
                double decay = Math.exp((2 * Math.cos(angle) - 2) * t);
                for (int i = 0; i < n; i++) {
                  y[i] += 2.0 / (n + 1) * Math.sin((i + 1) * angle) * Math.sin(angle) * decay;
                }
              }
              return y;
            })
        .build();
  }

  /**
   * Five outer planets around the sun, {@code x_j'' = k (-(m0 + m_j) x_j / r_j³ + Σ_{i≠j} m_i ((x_i
   * - x_j) / d_ij³ - x_i / r_i³))}: fifteen coordinates, planet by planet, then their velocities.
   */
  private static OdeProblem planets() {
    return Detest.named("c5", "DETEST C5, the five outer planets")
        .field(DetestModerateSystems::planetField)
        .initial(
            3.42947415189,
            3.35386959711,
            1.35494901715,
            6.64145542550,
            5.97156957878,
            2.18231499728,
            11.2630437207,
            14.6952576794,
            6.27960525067,
            -30.1552268759,
            1.65699966404,
            1.43785752721,
            -21.1238353380,
            28.4465098142,
            15.3882659679,
            -0.557160570446,
            0.505696783289,
            0.230578543901,
            -0.415570776342,
            0.365682722812,
            0.169143213293,
            -0.325325669158,
            0.189706021964,
            0.0877265322780,
            -0.0240476254170,
            -0.287659532608,
            -0.117219543175,
            -0.176860753121,
            -0.216393453025,
            -0.0148647893090)
        .reference(
            13,
            -4.792730224323633,
            -2.420550725449023,
            -0.9212509306015121,
            -4.217310404035214,
            7.3562029474989705,
            3.223785985421222,
            4.035559443262271,
            17.198655286705545,
            7.478910794233703,
            -29.987593263248446,
            -4.10731093755093,
            -0.9277008321754409,
            -24.421253025184832,
            23.814590457465545,
            14.92096306951359,
            0.34992089630639994,
            -0.5748487687912803,
            -0.2551694020879144,
            -0.5237040978903326,
            -0.2493000463579662,
            -0.08045341642044468,
            -0.387528923733411,
            0.056486032887678915,
            0.030236064721433423,
            0.04133856546712445,
            -0.28623930298413797,
            -0.1183032405136207,
            -0.15119864573592057,
            -0.2460068894318766,
            -0.03189687411323878)
        .build();
  }

  private static VectorField planetField() {
    double gravity = 2.95912208286;
    double sun = 1.00000597682;
    double[] mass = {
      0.000954786104043,
      0.000285583733151,
      0.0000437273164546,
      0.0000517759138449,
      0.00000277777777778
    };
    int bodies = mass.length;
    double[] cubes = new double[bodies];
    return RowField.of(
        6 * bodies,
        new FieldTraits(true, true, false, false),
        (t, y, dy) -> {
          System.arraycopy(y, 3 * bodies, dy, 0, 3 * bodies);
          for (int j = 0; j < bodies; j++) {
            double r2 = 0;
            for (int x = 3 * j; x < 3 * j + 3; x++) {
              r2 += y[x] * y[x];
            }
            cubes[j] = r2 * Math.sqrt(r2);
          }
          for (int j = 0; j < bodies; j++) {
            for (int x = 0; x < 3; x++) {
              dy[3 * (bodies + j) + x] = -(sun + mass[j]) * y[3 * j + x] / cubes[j];
            }
            for (int i = 0; i < bodies; i++) {
              if (i == j) {
                continue;
              }
              double d2 = 0;
              for (int x = 0; x < 3; x++) {
                double d = y[3 * i + x] - y[3 * j + x];
                d2 += d * d;
              }
              double distanceCube = d2 * Math.sqrt(d2);
              for (int x = 0; x < 3; x++) {
                dy[3 * (bodies + j) + x] +=
                    mass[i]
                        * ((y[3 * i + x] - y[3 * j + x]) / distanceCube - y[3 * i + x] / cubes[i]);
              }
            }
          }
          for (int x = 3 * bodies; x < 6 * bodies; x++) {
            dy[x] *= gravity;
          }
        });
  }
}
