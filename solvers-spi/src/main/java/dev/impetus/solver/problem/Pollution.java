// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.solver.field.FieldTraits;

/**
 * POLLU: 25 reactions of 20 species of the air of the Netherlands. Verwer, "Gauss–Seidel iteration
 * for stiff ODEs from chemical kinetics", SIAM Journal on Scientific Computing 15, 1994, pages
 * 1243–1250; in the test set of {@link StiffProblems}.
 */
final class Pollution {

  /** Rate constants of the reactions. */
  private static final double[] RATES = {
    0.35, 26.6, 1.23e4, 8.6e-4, 8.2e-4, 1.5e4, 1.3e-4, 2.4e4, 1.65e4, 9e3, 0.022, 1.2e4, 1.88,
    1.63e4, 4.8e6, 3.5e-4, 0.0175, 1e8, 4.44e11, 1240, 2.1, 5.78, 0.0474, 1780, 3.12
  };

  /**
   * One or two species, counted from 1, of whose concentrations a reaction's rate is the product.
   */
  private static final int[][] REACTANTS = {
    {1}, {2, 4}, {5, 2}, {7}, {7}, {7, 6}, {9}, {9, 6}, {11, 2}, {11, 1}, {13}, {10, 2}, {14},
    {1, 6}, {3}, {4}, {4}, {16}, {16}, {17, 6}, {19}, {19}, {1, 4}, {19, 1}, {20}
  };

  /** The reactions, counted from 1, that make (+) and use up (-) each species. */
  private static final int[][] BALANCE = {
    {-1, -10, -14, -23, -24, 2, 3, 9, 11, 12, 22, 25},
    {-2, -3, -9, -12, 1, 21},
    {-15, 1, 17, 19, 22},
    {-2, -16, -17, -23, 15},
    {-3, 4, 4, 6, 7, 13, 20},
    {-6, -8, -14, -20, 3, 18, 18},
    {-4, -5, -6, 13},
    {4, 5, 6, 7},
    {-7, -8},
    {-12, 7, 9},
    {-9, -10, 8, 11},
    {9},
    {-11, 10},
    {-13, 12},
    {14},
    {-18, -19, 16},
    {-20},
    {20},
    {-21, -22, -24, 23, 25},
    {-25, 24}
  };

  private Pollution() {}

  static OdeProblem problem() {
    double[] start = new double[20];
    start[1] = 0.2;
    start[3] = 0.04;
    start[6] = 0.1;
    start[7] = 0.3;
    start[8] = 0.01;
    start[16] = 0.007;
    return OdeProblem.named("pollution", "POLLU, air pollution")
        .source("J. G. Verwer, SIAM J. Sci. Comput. 15, 1994, 1243-1250; " + StiffProblems.TEST_SET)
        .field(
            () ->
                RowField.of(
                    20,
                    new FieldTraits(true, true, false, false),
                    Pollution::slope,
                    Pollution::jacobian))
        .interval(0, 60)
        .initial(start)
        .stiff()
        .scale(1e-8)
        .reference(
            12,
            0.5646255480022769e-1,
            0.1342484130422339,
            0.4139734331099427e-8,
            0.5523140207484359e-2,
            0.2018977262302196e-6,
            0.1464541863493966e-6,
            0.7784249118997964e-1,
            0.3245075353396018,
            0.7494013383880406e-2,
            0.1622293157301561e-7,
            0.1135863833257075e-7,
            0.2230505975721359e-2,
            0.000208716288279863,
            0.1396921016840158e-4,
            0.8964884856898295e-2,
            0.4352846369330103e-17,
            0.6899219696263405e-2,
            0.1007803037365946e-3,
            0.1772146513969984e-5,
            0.5682943292316392e-4)
        .build();
  }

  private static void slope(double t, double[] y, double[] dy) {
    for (int species = 0; species < dy.length; species++) {
      dy[species] = 0;
      for (int signed : BALANCE[species]) {
        int reaction = Math.abs(signed) - 1;
        double rate = RATES[reaction];
        for (int reactant : REACTANTS[reaction]) {
          rate *= y[reactant - 1];
        }
        dy[species] += signed > 0 ? rate : -rate;
      }
    }
  }

  private static void jacobian(double t, double[] y, double[][] matrix) {
    for (int species = 0; species < y.length; species++) {
      for (int signed : BALANCE[species]) {
        int reaction = Math.abs(signed) - 1;
        int[] reactants = REACTANTS[reaction];
        for (int which = 0; which < reactants.length; which++) {
          double rate = signed > 0 ? RATES[reaction] : -RATES[reaction];
          if (reactants.length == 2) {
            rate *= y[reactants[1 - which] - 1];
          }
          matrix[species][reactants[which] - 1] += rate;
        }
      }
    }
  }
}
