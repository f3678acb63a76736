// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalcranknicolson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.conformance.CoupledGradient;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.SteppingMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The gradient of damped steps against central differences of the discrete solution, with outputs
 * at steps and between them, two rows, with and without checkpoints.
 */
public class GradientTest {

  @DataProvider
  Object[][] cases() {
    GradientMode every = CheckpointedDiscrete.everyStep();
    GradientMode some = CheckpointedDiscrete.withCheckpoints(3);
    return new Object[][] {
      {ProximalCrankNicolson.withDampedStart(3), every},
      {ProximalCrankNicolson.withDampedStart(3), some}
    };
  }

  @Test(dataProvider = "cases")
  public void theGradientIsThatOfTheDiscreteSolution(SteppingMethod method, GradientMode mode) {
    CoupledGradient.assertIsThatOfTheDiscreteSolution(method, mode);
  }

  /** Every accepted state is kept, so that only the last step is solved again. */
  @Test
  public void theBackwardPassSolvesNoStepAgainWhoseEndIsKept() {
    OdeSession session =
        CoupledGradient.session(
            ProximalCrankNicolson.method(), CheckpointedDiscrete.everyStep(), 0.4);
    double[] times = CoupledGradient.times();
    StateVector start = CoupledGradient.start(0.9);
    long forward = session.solve(start, 0, times).orThrow().statistics().evaluations();
    StateVector[] cotangents = new StateVector[times.length];
    cotangents[3] = CoupledGradient.start(1);
    StateVector initial = StateVector.zeros(Precision.FLOAT64, 2, 2);
    long backward = session.pullback(cotangents, initial, null).evaluations();
    assertThat(backward).isLessThan(forward / 2);
  }
}
