// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.esdirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ButcherTableau;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The stiff problems of the IVP test set at a relative tolerance of 1e-6. */
public class StiffTest {

  private static final VectorField ROBERTSON =
      VectorField.ofRows(
          3,
          (t, y, dy) -> {
            dy[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
            dy[2] = 3e7 * y[1] * y[1];
            dy[1] = -dy[0] - dy[2];
          });

  private static final VectorField VAN_DER_POL =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6;
          });

  private static final VectorField HIRES =
      VectorField.ofRows(
          8,
          (t, y, dy) -> {
            dy[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
            dy[1] = 1.71 * y[0] - 8.75 * y[1];
            dy[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
            dy[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
            dy[4] = -1.745 * y[4] + 0.43 * (y[5] + y[6]);
            dy[5] = -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
            dy[6] = 280 * y[5] * y[7] - 1.81 * y[6];
            dy[7] = -dy[6];
          });

  private static final VectorField OREGONATOR =
      VectorField.ofRows(
          3,
          (t, y, dy) -> {
            dy[0] = 77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1]));
            dy[1] = (y[2] - (1 + y[0]) * y[1]) / 77.27;
            dy[2] = 0.161 * (y[0] - y[2]);
          });

  /**
   * Problem, start, end, absolute tolerance, values at the end, relative error that is allowed,
   * steps that SciPy's Radau takes with the same tolerances.
   */
  @DataProvider
  Object[][] problems() {
    return new Object[][] {
      {
        ROBERTSON,
        new double[] {1, 0, 0},
        100.0,
        1e-12,
        new double[] {0.61723488240, 6.1535912746e-6, 0.38275896401},
        1e-5,
        113
      },
      {
        ROBERTSON,
        new double[] {1, 0, 0},
        1e11,
        1e-20,
        new double[] {0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050},
        1e-5,
        568
      },
      {
        VAN_DER_POL,
        new double[] {2, 0},
        2.0,
        1e-6,
        new double[] {0.1706167732170469e1, -0.8928097010248125},
        1e-5,
        874
      },
      {
        HIRES,
        new double[] {1, 0, 0, 0, 0, 0, 0, 0.0057},
        321.8122,
        1e-10,
        new double[] {
          0.7371312573325668e-3,
          0.1442485726316185e-3,
          0.5888729740967575e-4,
          0.1175651343283149e-2,
          0.2386356198831331e-2,
          0.6238968252742796e-2,
          0.2849998395185769e-2,
          0.2850001604814231e-2
        },
        1e-5,
        210
      },
      {
        OREGONATOR,
        new double[] {1, 2, 3},
        360.0,
        1e-8,
        new double[] {0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3},
        3e-5,
        1041
      },
    };
  }

  @Test(dataProvider = "problems")
  public void theReferenceIsMetInLessThanTwiceTheStepsThatRadauTakes(
      VectorField field,
      double[] start,
      double end,
      double atol,
      double[] wanted,
      double error,
      int steps) {
    Solution solution =
        OdeSolver.with(KennedyCarpenter43.method())
            .tolerances(1e-6, atol)
            .limits(new StepLimits(5000, 0, Double.POSITIVE_INFINITY))
            .build()
            .solve(field, StateVector.of(start), 0, end)
            .orThrow();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(solution.state().get(0, i))
          .isCloseTo(wanted[i], within(error * Math.abs(wanted[i])));
    }
    assertThat(solution.statistics().acceptedSteps()).isLessThan(2L * steps);
  }

  /**
   * Three rows share their steps; each must come out as it would alone, in either precision, with
   * an error of up to ten times the tolerance of one step.
   */
  @Test
  public void aBatchOfOscillatorsSharesItsStepsInBothPrecisions() {
    VectorField oscillator =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e3;
            });
    double[] wanted = new double[3];
    for (int row = 0; row < 3; row++) {
      StateVector alone = StateVector.of(new double[] {2 - 0.1 * row, 0});
      wanted[row] = end(oscillator, alone, 1e-8).get(0, 0);
    }
    for (Precision precision : Precision.values()) {
      StateVector start = StateVector.zeros(precision, 3, 2);
      for (int row = 0; row < 3; row++) {
        start.set(row, 0, 2 - 0.1 * row);
      }
      StateVector found = end(oscillator, start, 1e-5);
      for (int row = 0; row < 3; row++) {
        assertThat(found.get(row, 0)).isCloseTo(wanted[row], within(1e-4));
      }
    }
  }

  private static StateVector end(VectorField field, StateVector start, double tolerance) {
    return OdeSolver.with(KennedyCarpenter43.method())
        .tolerances(tolerance, tolerance)
        .build()
        .solve(field, start, 0, 2)
        .orThrow()
        .state();
  }

  @Test
  public void itSolvesBackwardsInTime() {
    VectorField growth = VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] * Math.cos(t));
    StateVector there = end(growth, StateVector.of(new double[] {1}), 1e-9);
    assertThat(there.get(0, 0)).isCloseTo(Math.exp(Math.sin(2)), within(1e-7));
    StateVector back =
        OdeSolver.with(KennedyCarpenter43.method())
            .tolerances(1e-9, 1e-9)
            .build()
            .solve(growth, there, 2, 0)
            .orThrow()
            .state();
    assertThat(back.get(0, 0)).isCloseTo(1, within(1e-7));
  }

  /**
   * {@code R(z) = 1 + z bᵀ (I - zA)⁻¹ 1}: it vanishes at minus infinity, and is at most 1 in
   * modulus on the imaginary axis.
   */
  @Test
  public void theMethodIsLStable() {
    assertThat(stability(-1e8, 0)).isLessThan(1e-6);
    for (double x = 1e-3; x < 1e6; x *= 1.1) {
      assertThat(stability(0, x)).isLessThanOrEqualTo(1 + 1e-12);
      assertThat(stability(-x, 0)).isLessThanOrEqualTo(1);
    }
  }

  /** The modulus of the last stage, the result, of {@code y' = λ y} with {@code hλ = x + iy}. */
  private static double stability(double x, double y) {
    ButcherTableau tableau = KennedyCarpenter43.method().tableau();
    int stages = tableau.stages();
    double[] real = new double[stages];
    double[] imaginary = new double[stages];
    for (int i = 0; i < stages; i++) {
      double sumReal = 1;
      double sumImaginary = 0;
      for (int j = 0; j < i; j++) {
        double a = tableau.a(i, j);
        sumReal += a * (x * real[j] - y * imaginary[j]);
        sumImaginary += a * (x * imaginary[j] + y * real[j]);
      }
      double dReal = 1 - tableau.a(i, i) * x;
      double dImaginary = -tableau.a(i, i) * y;
      double square = dReal * dReal + dImaginary * dImaginary;
      real[i] = (sumReal * dReal + sumImaginary * dImaginary) / square;
      imaginary[i] = (sumImaginary * dReal - sumReal * dImaginary) / square;
    }
    return Math.hypot(real[stages - 1], imaginary[stages - 1]);
  }

  /** Prothero and Robinson's problem: the order falls to the stage order, 2, and no lower. */
  @Test
  public void theOrderUnderStiffnessIsTheStageOrder() {
    double[] errors = new double[3];
    for (int i = 0; i < 3; i++) {
      errors[i] =
          Math.abs(
              OdeSolver.with(KennedyCarpenter43.method())
                      .controller(FixedStep.steps(20 << i))
                      .tolerances(1e-13, 1e-13)
                      .build()
                      .solve(
                          VectorField.ofRows(
                              1, (t, y, dy) -> dy[0] = -1e6 * (y[0] - Math.sin(t)) + Math.cos(t)),
                          StateVector.of(new double[] {0}),
                          0,
                          1.5)
                      .orThrow()
                      .state()
                      .get(0, 0)
                  - Math.sin(1.5));
    }
    for (int i = 1; i < 3; i++) {
      assertThat(Math.log(errors[i - 1] / errors[i]) / Math.log(2)).isGreaterThan(1.8);
    }
    assertThat(errors[0]).isLessThan(1e-7);
  }
}
