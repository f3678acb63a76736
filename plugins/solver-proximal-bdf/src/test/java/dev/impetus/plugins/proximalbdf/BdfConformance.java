// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.conformance.Coupled;
import dev.impetus.solver.conformance.ImplicitSolverConformance;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.state.Precision;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules for implicit methods, with what history changes in them. */
public abstract class BdfConformance extends ImplicitSolverConformance {

  @Override
  protected SolverProvider provider() {
    return new ProximalBdfProvider();
  }

  /** A step depends on several states, which checkpoints do not keep. */
  @Override
  @Test(groups = "gradient")
  public void required_spec602_soIsTheGradientWithFewCheckpoints() {
    OdeSolver solver =
        OdeSolver.with(method())
            .controller(FixedStep.steps(12))
            .gradientMode(CheckpointedDiscrete.withCheckpoints(3))
            .build();
    assertThatThrownBy(() -> solver.newSession(Coupled.field(1), Precision.FLOAT64, 2))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(method().info().name())
        .hasMessageContaining("keep every step");
  }

  @Override
  @Test(groups = "gradient")
  public void required_spec604_checkpointsGiveTheSameBits() {
    throw new SkipException("checkpoints are refused for a method that depends on several states");
  }
}
