// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * The Pleiades: seven stars of masses 1 to 7 in a plane, {@code x_i'' = Σ_j j (x_j - x_i) / r_ij³},
 * which nearly collide. Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed.
 * 1993, II.10; values at 3 from the test set of {@link StiffProblems}, whose eleventh digit we see
 * confirmed.
 */
public final class Pleiades {

  private static final int STARS = 7;

  private Pleiades() {}

  /** Seven abscissas, seven ordinates, their velocities; until 3. */
  public static OdeProblem problem() {
    return OdeProblem.named("pleiades", "The Pleiades")
        .source(
            "E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I, 2nd ed. 1993,"
                + " II.10; "
                + StiffProblems.TEST_SET)
        .field(
            () ->
                RowField.of(4 * STARS, new FieldTraits(true, true, false, false), Pleiades::slope))
        .interval(0, 3)
        .initial(
            3, 3, -1, -3, 2, -2, 2, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, 0, 0, 1.75, -1.5, 0, 0, 0,
            -1.25, 1, 0, 0)
        .reference(
            11,
            0.3706139143970502,
            3.237284092057233,
            -3.222559032418324,
            0.659709145577531,
            0.3425581707156584,
            1.562172101400631,
            -0.7003092922212495,
            -3.943437585517392,
            -3.27138097397255,
            5.225081843456543,
            -2.59061243497747,
            1.198213693392275,
            -0.2429682344935824,
            1.09144924042898,
            3.417003806314313,
            1.354584501625501,
            -2.590065597810775,
            2.025053734714242,
            -1.155815100160448,
            -0.8072988170223021,
            0.595239635420871,
            -3.74124496123401,
            0.377345968575063,
            0.9386858869551074,
            0.3667922227200571,
            -0.347404635380849,
            2.344915448180937,
            -1.947020434263292)
        .build();
  }

  private static void slope(double t, double[] y, double[] dy) {
    System.arraycopy(y, 2 * STARS, dy, 0, 2 * STARS);
    for (int i = 0; i < STARS; i++) {
      double ax = 0;
      double ay = 0;
      for (int j = 0; j < STARS; j++) {
        double dx = y[j] - y[i];
        double ordinate = y[STARS + j] - y[STARS + i];
        double r2 = dx * dx + ordinate * ordinate;
        if (j != i) {
          double pull = (j + 1) / (r2 * Math.sqrt(r2));
          ax += pull * dx;
          ay += pull * ordinate;
        }
      }
      dy[2 * STARS + i] = ax;
      dy[3 * STARS + i] = ay;
    }
  }
}
