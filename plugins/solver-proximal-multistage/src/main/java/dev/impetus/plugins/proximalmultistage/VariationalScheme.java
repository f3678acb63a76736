// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.rungekutta.ContinuousExtension;
import dev.impetus.solver.rungekutta.DiagonallyImplicitRungeKutta;
import java.util.Arrays;

/**
 * The multi-stage schemes of variational extrapolation for gradient flows {@code f = -∇E}: with
 * {@code U(0) = y}, stage m is the proximal step
 *
 * <pre>{@code
 * U(m) = argmin_u  h E(u) + 1/2 Σ_{i<m} γ(m,i) ‖u - U(i)‖²          result = U(M)
 * }</pre>
 *
 * <p>that is {@code S(m) U(m) - h f(U(m)) = Σ_{i<m} γ(m,i) U(i)} with {@code S(m) = Σ γ(m,i) > 0}:
 * a diagonally implicit Runge–Kutta method, with which the nodes of a field that depends on time
 * are known too. Both schemes are stiffly accurate with {@code R(∞) = 0}; the form {@code Σ_m
 * Σ_{i<m} γ(m,i) (|U(m)-U(i)|² - |U(m-1)-U(i)|²)} is positive semidefinite, so that the energy at
 * the end of a step is at most that at its beginning, whatever the step and the energy, if each
 * stage finds its global minimum. Zaitzeff, Esedoğlu, Garikipati, "Variational extrapolation of
 * implicit schemes for general gradient flows", arXiv 1908.10246, 2019; as the solvers {@code
 * euler3} and {@code euler5} in the code of Baker et al., arXiv 2204.08621, 2022.
 *
 * <p>The error estimate is what the trapezoidal rule would lose, {@code h³/12} times the third
 * derivative, from the second divided difference of the last three stages' slopes; of the six-stage
 * scheme, whose own error is of higher order, a tenth of that.
 */
public final class VariationalScheme {

  /** Three stages, order 2, A-stable. */
  public static final VariationalScheme THREE_STAGES =
      new VariationalScheme(2, 1, new double[][] {{5}, {-2, 6}, {-2, 3 / 14.0, 44 / 7.0}});

  /**
   * Six stages, order 3, A(84°)-stable. The code has these numbers rounded to two decimals, which
   * makes the weights add up to 0.998, and stops after five stages, at 0.834; here they are the
   * nearest ones that satisfy the conditions of order 3.
   */
  public static final VariationalScheme SIX_STAGES =
      new VariationalScheme(
          3,
          0.1,
          new double[][] {
            {11.168590236722089},
            {-7.500472122381994, 19.42923781048914},
            {-1.0495694513386438, -4.750978196875611, 13.977983944285135},
            {1.799634158832271, 0.04855059477172924, -7.832682611424093, 13.796889745566896},
            {
              6.199445383058407,
              -7.170915740690351,
              -1.3313809384121507,
              1.628257501450243,
              11.518914405590866
            },
            {
              -2.83202986056658,
              4.687898221926393,
              2.457784331619939,
              -11.552300564418195,
              6.678088504314471,
              11.94872010237508
            }
          });

  private static final double TRAPEZOIDAL = 1 / 6.0;

  private final int order;
  private final double errorShare;
  private final double[][] gamma;

  private VariationalScheme(int order, double errorShare, double[][] gamma) {
    this.order = order;
    this.errorShare = errorShare;
    this.gamma = gamma;
  }

  /** The coefficient γ(m, i), m from 1 on, i from 0 to m-1. */
  public double gamma(int m, int i) {
    return gamma[m - 1][i];
  }

  /** The number of stages M. */
  public int stages() {
    return gamma.length;
  }

  /** The scheme as a Runge–Kutta method, with the inner solver that suits the field. */
  public DiagonallyImplicitRungeKutta method() {
    ButcherTableau tableau = tableau();
    return DiagonallyImplicitRungeKutta.of(
        "proximal " + (stages() == 3 ? "three-stage" : "six-stage") + " variational scheme",
        order,
        tableau,
        ContinuousExtension.hermite(order, tableau, new double[stages() + 1]),
        "A. Zaitzeff, S. Esedoglu, K. Garikipati, Variational extrapolation of implicit schemes for"
            + " general gradient flows, arXiv 1908.10246, 2019");
  }

  /**
   * The Butcher form: {@code a(m,m) = 1/S(m)}, {@code a(m,j) = Σ_{i=j}^{m-1} γ(m,i)/S(m) a(i,j)},
   * behind a first stage at the step's beginning that has no weight.
   */
  private ButcherTableau tableau() {
    int stages = stages() + 1;
    double[][] matrix = new double[stages][stages];
    double[] nodes = new double[stages];
    for (int m = 1; m < stages; m++) {
      double sum = Arrays.stream(gamma[m - 1]).sum();
      matrix[m][m] = 1 / sum;
      for (int i = 1; i < m; i++) {
        for (int j = 1; j <= i; j++) {
          matrix[m][j] += gamma(m, i) / sum * matrix[i][j];
        }
      }
      nodes[m] = Arrays.stream(matrix[m]).sum();
    }
    nodes[stages - 1] = 1;
    return ButcherTableau.of(nodes, matrix, matrix[stages - 1])
        .withErrorWeights(secondDifference(nodes), 2);
  }

  @Override
  public String toString() {
    return stages() + " stages";
  }

  private double[] secondDifference(double[] nodes) {
    int stages = nodes.length;
    double[] weights = new double[stages];
    for (int i = stages - 3; i < stages; i++) {
      weights[i] = errorShare * TRAPEZOIDAL;
      for (int j = stages - 3; j < stages; j++) {
        weights[i] /= i == j ? 1 : nodes[i] - nodes[j];
      }
    }
    return weights;
  }
}
