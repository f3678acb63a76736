// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.lang.management.ManagementFactory;
import org.testng.SkipException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * A session's later solves and pullbacks allocate their results and nothing that grows with the
 * number of steps.
 */
public class AllocationTest {

  private static final VectorField FIELD =
      VectorField.ofRows(
          3,
          (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -y[0];
            dy[2] = Math.cos(t) - y[2];
          },
          (t, y, bar, yBar, thetaBar) -> {
            yBar[0] = -bar[1];
            yBar[1] = bar[0];
            yBar[2] = -bar[2];
          });

  @DataProvider
  Object[][] solvers() {
    return new Object[][] {
      {OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-8, 1e-8).build()},
      {OdeSolver.with(TestMethods.heunEuler21()).tolerances(1e-5, 1e-5).build()},
      {
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.steps(1000))
            .outputPolicy(OutputPolicy.EXACT)
            .build()
      },
      {
        OdeSolver.with(TestMethods.bogackiShampine32())
            .tolerances(1e-8, 1e-8)
            .gradientMode(CheckpointedDiscrete.withCheckpoints(16))
            .build()
      },
      {
        OdeSolver.with(TestMethods.bogackiShampine32())
            .tolerances(1e-8, 1e-8)
            .gradientMode(CheckpointedDiscrete.binomial(16))
            .build()
      },
      {
        OdeSolver.with(TestMethods.bogackiShampine32())
            .tolerances(1e-8, 1e-8)
            .gradientMode(FullStorage.everyStage())
            .build()
      },
      {
        OdeSolver.with(TestMethods.bogackiShampine32())
            .tolerances(1e-8, 1e-8)
            .batchPolicy(BatchPolicy.PER_SAMPLE)
            .build()
      }
    };
  }

  @Test(dataProvider = "solvers")
  public void aWarmSolveAllocatesNothingPerStep(OdeSolver solver) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (!threads.isThreadAllocatedMemorySupported()) {
      throw new SkipException("this JVM does not count allocated bytes");
    }
    for (Precision precision : Precision.values()) {
      OdeSession session = solver.newSession(FIELD, precision, 4);
      StateVector y0 = StateVector.zeros(precision, 4, 3);
      y0.fill(1);
      double[] times = {5, 10, 15, 20};
      // The first solves load classes, grow the tape and the list of outputs.
      Solution solution = session.solve(y0, 0, times);
      session.solve(y0, 0, times);
      StateVector[] bars = {null, y0, null, y0};
      StateVector byState = y0.newLike();
      session.pullback(bars, byState, null);
      session.pullback(bars, byState, null);
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      session.solve(y0, 0, times);
      session.pullback(bars, byState, null);
      long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertThat(solution.statistics().acceptedSteps()).isGreaterThan(300);
      assertThat(bytes).isLessThan(solution.rows().isEmpty() ? 1024 : 2048);
    }
  }
}
