// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSolver;
import java.util.Map;
import org.testng.annotations.Test;

public class StiffNeuralOdeTest {

  /** Forty steps: nothing is learnt but the outlines, and the explicit solver already pays. */
  @Test
  public void theStiffFieldCostsTheExplicitSolverEvaluations() {
    Map<String, OdeSolver> solvers = StiffNeuralOde.solvers();
    Training.Result explicit = Training.run(solvers.get("dopri5"), 500, 1, 40, 1);
    Training.Result implicit = Training.run(solvers.get("esdirk"), 500, 1, 40, 1);
    assertThat(implicit.evaluations()).isLessThan(0.7 * explicit.evaluations());
    assertThat(implicit.error()).isLessThan(0.4);
    assertThat(explicit.error()).isLessThan(0.4);
  }
}
