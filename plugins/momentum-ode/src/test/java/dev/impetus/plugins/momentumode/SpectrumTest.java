// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The eigenvalues of the Jacobian pair up to -γ, which is what keeps half of the adjoint's modes
 * from vanishing (Xia et al., 2021, proposition 4). They do so if and only if {@code p(λ) = p(-γ -
 * λ)} for the characteristic polynomial p, which has 2N + 1 coefficients.
 */
public final class SpectrumTest {

  private static final int N = 4;

  @DataProvider
  static Object[][] linearFields() {
    Force f = Force.of(N, List.of(), N, Nonlinearity.activation("none"), false);
    Damping damping = new Damping(1, -0.4, true);
    double gamma = 1 / (1 + Math.exp(0.4));
    return new Object[][] {
      {new HeavyBallDynamics(N, f, damping), gamma},
      {
        new GeneralizedHeavyBallDynamics(
            N, f, damping, new Stiffness(1.3, true), Nonlinearity.saturation("identity", 1)),
        gamma
      },
    };
  }

  @Test(dataProvider = "linearFields")
  public void eigenvaluesPairToMinusGamma(Dynamics dynamics, double gamma) {
    double[][] jacobian = jacobian(dynamics);
    for (int i = 0; i <= 2 * N + 1; i++) {
      double lambda = -2 + 0.37 * i;
      double expected = characteristic(jacobian, lambda);
      assertThat(characteristic(jacobian, -gamma - lambda))
          .as("p at %s", lambda)
          .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
      assertThat(Math.abs(characteristic(jacobian, -2 * gamma - lambda) - expected))
          .as("p is not symmetric about another point")
          .isGreaterThan(1e-6);
    }
  }

  /** The field is affine, so differences of values are exact but for rounding. */
  private static double[][] jacobian(Dynamics dynamics) {
    int width = dynamics.stateWidth();
    try (CompiledFunction function = Fixture.compile(width + 1, dynamics.graph())) {
      StateVector parameters =
          StateVector.zeros(Precision.FLOAT64, 1, function.graph().parameterCount());
      dynamics.initialize(parameters, new Random(8));
      function.setParameters(parameters);
      StateVector basis = StateVector.zeros(Precision.FLOAT64, width + 1, width);
      for (int i = 0; i < width; i++) {
        basis.set(i, i, 1);
      }
      StateVector values = basis.newLike();
      function.newEvaluation().apply(new StateVector[] {basis}, new StateVector[] {values});
      double[][] jacobian = new double[width][width];
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          jacobian[i][j] = values.get(j, i) - values.get(width, i);
        }
      }
      return jacobian;
    }
  }

  /** det(λ I - J) by elimination with pivots. */
  private static double characteristic(double[][] jacobian, double lambda) {
    int n = jacobian.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = (i == j ? lambda : 0) - jacobian[i][j];
      }
    }
    double determinant = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] swapped = a[k];
      a[k] = a[pivot];
      a[pivot] = swapped;
      determinant *= pivot == k ? a[k][k] : -a[k][k];
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return determinant;
  }
}
