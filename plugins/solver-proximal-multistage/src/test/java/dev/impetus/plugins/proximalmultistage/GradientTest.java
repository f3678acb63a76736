// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalmultistage;

import dev.impetus.solver.conformance.CoupledGradient;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.implicit.AndersonAcceleration;
import dev.impetus.solver.implicit.NewtonGmres;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.step.SteppingMethod;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * The gradient by transposed solves against central differences of the discrete solution, with
 * outputs at steps and between them, two rows, with and without checkpoints.
 */
public class GradientTest {

  @DataProvider
  Object[][] cases() {
    StoppingRule rule = StoppingRule.residual(1e-13);
    GradientMode every = CheckpointedDiscrete.everyStep();
    GradientMode some = CheckpointedDiscrete.withCheckpoints(3);
    return new Object[][] {
      {VariationalScheme.THREE_STAGES.method(), every},
      {VariationalScheme.THREE_STAGES.method(), some},
      {
        VariationalScheme.THREE_STAGES.method().withInnerSolver(NewtonGmres.of(rule, 20, 200)),
        every
      },
      {VariationalScheme.SIX_STAGES.method(), every},
      {
        VariationalScheme.SIX_STAGES
            .method()
            .withInnerSolver(AndersonAcceleration.of(5, rule, 200)),
        some
      }
    };
  }

  @Test(dataProvider = "cases")
  public void theGradientIsThatOfTheDiscreteSolution(SteppingMethod method, GradientMode mode) {
    CoupledGradient.assertIsThatOfTheDiscreteSolution(method, mode);
  }
}
