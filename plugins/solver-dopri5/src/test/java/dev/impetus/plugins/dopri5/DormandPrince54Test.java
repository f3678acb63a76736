// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.testng.annotations.Test;

public class DormandPrince54Test {

  /** The restricted three-body problem, one period, which returns to its start. */
  @Test
  public void theArenstorfOrbitCloses() {
    double mu = 0.012277471;
    VectorField field =
        VectorField.ofRows(
            4,
            (t, y, dy) -> {
              double d1 = Math.pow(Math.pow(y[0] + mu, 2) + y[1] * y[1], 1.5);
              double d2 = Math.pow(Math.pow(y[0] - (1 - mu), 2) + y[1] * y[1], 1.5);
              dy[0] = y[2];
              dy[1] = y[3];
              dy[2] = y[0] + 2 * y[3] - (1 - mu) * (y[0] + mu) / d1 - mu * (y[0] - (1 - mu)) / d2;
              dy[3] = y[1] - 2 * y[2] - (1 - mu) * y[1] / d1 - mu * y[1] / d2;
            });
    StateVector start = StateVector.of(new double[] {0.994, 0, 0, -2.0015851063790824});
    double period = 17.065216560157964;
    // SciPy's RK45, the original pair, errs by 1.6e-7 in 501 steps at 1e-9.
    Solution solution =
        OdeSolver.with(DormandPrince54.original())
            .tolerances(1e-9, 1e-9)
            .batchPolicy(BatchPolicy.SHARED)
            .build()
            .solve(field, start, 0, period)
            .orThrow();
    assertThat(solution.statistics().acceptedSteps()).isBetween(450L, 550L);
    for (int i = 0; i < 2; i++) {
      assertThat(solution.state().get(0, i)).isCloseTo(start.get(0, i), within(1e-6));
    }
  }

  @Test
  public void hipparchusFindsTheSameEndAtTightTolerances() {
    OrdinaryDifferentialEquation equation =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return new double[] {1.5 * y[0] - y[0] * y[1], -3 * y[1] + y[0] * y[1]};
          }
        };
    double[] theirs =
        new DormandPrince54Integrator(1e-12, 10, 1e-12, 1e-12)
            .integrate(new ExpandableODE(equation), new ODEState(0, new double[] {1, 1}), 10)
            .getPrimaryState();
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = 1.5 * y[0] - y[0] * y[1];
              dy[1] = -3 * y[1] + y[0] * y[1];
            });
    double[] ours =
        OdeSolver.with(DormandPrince54.original())
            .tolerances(1e-12, 1e-12)
            .build()
            .solve(field, StateVector.of(new double[] {1, 1}), 0, 10)
            .orThrow()
            .state()
            .toArray();
    assertThat(ours).containsExactly(theirs, within(1e-10));
  }
}
