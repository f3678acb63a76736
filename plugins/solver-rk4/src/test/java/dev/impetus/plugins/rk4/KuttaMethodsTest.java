// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rk4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.rungekutta.ExplicitRungeKutta;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.ClassicalRungeKuttaIntegrator;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class KuttaMethodsTest {

  /** {@code y' = -3y + 2 sin t + 4 cos t}, solved by {@code cos t + sin t}: depends on time. */
  private static final VectorField FORCED =
      VectorField.ofRows(
          1,
          (t, y, dy) -> dy[0] = -3 * y[0] + 2 * Math.sin(t) + 4 * Math.cos(t),
          (t, y, bar, yBar, thetaBar) -> yBar[0] = -3 * bar[0]);

  private static final StateVector START = StateVector.of(new double[] {1});

  @DataProvider
  Object[][] methods() {
    return new Object[][] {{KuttaMethods.classical()}, {KuttaMethods.threeEighthsRule()}};
  }

  private static Solution solve(ExplicitRungeKutta method, StepController steps, double... times) {
    return OdeSolver.with(method)
        .controller(steps)
        .outputPolicy(OutputPolicy.INTERPOLATE)
        .build()
        .solve(FORCED, START, 0, times)
        .orThrow();
  }

  /**
   * Both have the stability function 1 + z + z²/2 + z³/6 + z⁴/24, which leaves [-1, 1] at -2.7853.
   */
  @Test(dataProvider = "methods")
  public void theRealStabilityIntervalEndsWhereItShould(ExplicitRungeKutta method) {
    for (double z : new double[] {-2.78, -2.79}) {
      VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = z * y[0]);
      double end =
          OdeSolver.with(method)
              .controller(FixedStep.of(1))
              .build()
              .solve(decay, START, 0, 2000)
              .state()
              .get(0, 0);
      double growth = 1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24;
      assertThat(Math.abs(end) < 1).isEqualTo(z > -2.7853);
      assertThat(end).isCloseTo(Math.pow(growth, 2000), within(1e-9 * Math.abs(end)));
    }
  }

  @Test
  public void theClassicalStepsAreHipparchuss() {
    OrdinaryDifferentialEquation equation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 1;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {-3 * y[0] + 2 * Math.sin(t) + 4 * Math.cos(t)};
          }
        };
    double theirs =
        new ClassicalRungeKuttaIntegrator(0.125)
            .integrate(new ExpandableODE(equation), new ODEState(0, new double[] {1}), 2)
            .getPrimaryState()[0];
    double ours = solve(KuttaMethods.classical(), FixedStep.of(0.125), 2).state().get(0, 0);
    assertThat(ours).isCloseTo(theirs, within(1e-15));
  }

  /**
   * The rule's weights: for a pure quadrature it is Simpson's 3/8 rule, and the other Simpson's.
   */
  @Test
  public void theTwoDifferOnAQuarticQuadrature() {
    VectorField quartic = VectorField.ofRows(1, (t, y, dy) -> dy[0] = Math.pow(t, 4));
    double classical =
        OdeSolver.with(KuttaMethods.classical())
            .controller(FixedStep.steps(1))
            .build()
            .solve(quartic, Float64State.zeros(1, 1), 0, 1)
            .state()
            .get(0, 0);
    double threeEighths =
        OdeSolver.with(KuttaMethods.threeEighthsRule())
            .controller(FixedStep.steps(1))
            .build()
            .solve(quartic, Float64State.zeros(1, 1), 0, 1)
            .state()
            .get(0, 0);
    assertThat(classical).isCloseTo((4 / 16.0 + 1) / 6, within(1e-15));
    assertThat(threeEighths).isCloseTo((3 / 81.0 + 3 * 16 / 81.0 + 1) / 8, within(1e-15));
  }

  @Test(dataProvider = "methods")
  public void theGradientOfALinearProblemIsItsGrowthFactor(ExplicitRungeKutta method) {
    OdeSession session =
        OdeSolver.with(method)
            .controller(FixedStep.steps(10))
            .build()
            .newSession(FORCED, Precision.FLOAT64, 1);
    session.solve(START, 0, 1).orThrow();
    StateVector gradient = START.newLike();
    session.pullback(new StateVector[] {START}, gradient, null);
    double z = -0.3;
    double growth = 1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24;
    assertThat(gradient.get(0, 0)).isCloseTo(Math.pow(growth, 10), within(1e-15));
  }
}
