// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.rungekutta.ButcherTableau;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What the coefficients promise, from the coefficients alone. */
public class VariationalSchemeTest {

  /** Smallest eigenvalue of the energy form but for the constants, rounded down. */
  @DataProvider
  Object[][] schemes() {
    return new Object[][] {
      {VariationalScheme.THREE_STAGES, 2, 0.3695}, {VariationalScheme.SIX_STAGES, 3, 0.0405}
    };
  }

  @Test(dataProvider = "schemes")
  public void theConditionsOfTheOrderHoldAndNoMore(
      VariationalScheme scheme, int order, double smallest) {
    assertThat(scheme.method().tableau().orderUpToFour()).isEqualTo(order);
    assertThat(scheme.method().info().order()).isEqualTo(order);
  }

  @Test
  public void theThreeStagesHaveTheButcherFormOfTheLiterature() {
    ButcherTableau tableau = VariationalScheme.THREE_STAGES.method().tableau();
    double[][] wanted = {{0.2}, {0.3, 0.25}, {3 / 7.0, 22 / 63.0, 2 / 9.0}};
    for (int i = 0; i < 3; i++) {
      assertThat(tableau.a(i + 1, 0)).isZero();
      for (int j = 0; j <= i; j++) {
        assertThat(tableau.a(i + 1, j + 1)).isCloseTo(wanted[i][j], within(1e-15));
      }
    }
    assertThat(tableau.c(1)).isCloseTo(0.2, within(1e-15));
    assertThat(tableau.c(2)).isCloseTo(0.55, within(1e-15));
  }

  /**
   * The form {@code Σ_m Σ_{i<m} γ(m,i) (|U(m)-U(i)|² - |U(m-1)-U(i)|²)} vanishes on constants; what
   * is left of it after its smallest eigenvalue is taken off the rest still has a Cholesky factor.
   */
  @Test(dataProvider = "schemes")
  public void theEnergyFormIsPositive(VariationalScheme scheme, int order, double smallest) {
    int n = scheme.stages() + 1;
    double[][] form = new double[n][n];
    for (int m = 1; m < n; m++) {
      for (int i = 0; i < m; i++) {
        addSquare(form, m, i, scheme.gamma(m, i));
        addSquare(form, m - 1, i, -scheme.gamma(m, i));
      }
    }
    assertThat(isPositive(form, smallest)).isTrue();
    assertThat(isPositive(form, 1.05 * smallest)).isFalse();
  }

  private static void addSquare(double[][] form, int a, int b, double weight) {
    form[a][a] += weight;
    form[b][b] += weight;
    form[a][b] -= weight;
    form[b][a] -= weight;
  }

  /** Whether the form less {@code shift} times the projector off the constants is positive. */
  private static boolean isPositive(double[][] form, double shift) {
    int n = form.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double constants = 1.0 / n;
        a[i][j] = form[i][j] - shift * ((i == j ? 1 : 0) - constants) + constants;
      }
    }
    for (int k = 0; k < n; k++) {
      if (a[k][k] <= 0) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return true;
  }

  @Test(dataProvider = "schemes")
  public void stiffDecayIsDampedAtOnce(VariationalScheme scheme, int order, double smallest) {
    assertThat(growth(scheme, -1e9, 0)).isLessThan(1e-7);
    for (double x = 1e-3; x < 1e8; x *= 1.05) {
      assertThat(growth(scheme, -x, 0)).isLessThanOrEqualTo(1);
    }
  }

  /** The three-stage scheme is A-stable; the six-stage one grows on the imaginary axis. */
  @Test
  public void onlyTheThreeStagesAreStableOnTheImaginaryAxis() {
    double largest = 0;
    for (double y = 1e-2; y < 1e6; y *= 1.02) {
      assertThat(growth(VariationalScheme.THREE_STAGES, 0, y)).isLessThanOrEqualTo(1 + 1e-12);
      largest = Math.max(largest, growth(VariationalScheme.SIX_STAGES, 0, y));
    }
    assertThat(largest).isCloseTo(1.33, within(0.01));
  }

  /** The modulus of the last stage for {@code y' = λ y} with {@code hλ = x + iy}. */
  private static double growth(VariationalScheme scheme, double x, double y) {
    int n = scheme.stages() + 1;
    double[] real = new double[n];
    double[] imaginary = new double[n];
    real[0] = 1;
    for (int m = 1; m < n; m++) {
      double sum = 0;
      double sumReal = 0;
      double sumImaginary = 0;
      for (int i = 0; i < m; i++) {
        sum += scheme.gamma(m, i);
        sumReal += scheme.gamma(m, i) * real[i];
        sumImaginary += scheme.gamma(m, i) * imaginary[i];
      }
      double square = (sum - x) * (sum - x) + y * y;
      real[m] = (sumReal * (sum - x) - sumImaginary * y) / square;
      imaginary[m] = (sumImaginary * (sum - x) + sumReal * y) / square;
    }
    return Math.hypot(real[n - 1], imaginary[n - 1]);
  }
}
