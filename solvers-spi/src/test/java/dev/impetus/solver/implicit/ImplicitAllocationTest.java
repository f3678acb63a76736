// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.FieldTraits;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.lang.management.ManagementFactory;
import org.testng.SkipException;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** A session's later solves allocate their result and nothing that grows with the steps. */
public class ImplicitAllocationTest {

  private static final StoppingRule RULE = StoppingRule.energy(0.01);

  @DataProvider
  Object[][] solvers() {
    Curvature curvature = Curvature.known(4, 0);
    return new Object[][] {
      {ChordLu.of(StoppingRule.DEFAULT, 7)},
      {NewtonCg.of(RULE, 10, 100)},
      {NewtonGmres.of(RULE, 10, 100)},
      {AndersonAcceleration.of(5, RULE, 100)},
      {GradientDescent.of(curvature, RULE, 200)},
      {Nesterov.of(curvature, RULE, 200)},
      {Fista.of(curvature, RULE, 200)},
      {HeavyBall.of(curvature, RULE, 200)},
      {
        NonlinearConjugateGradients.of(
            NonlinearConjugateGradients.Formula.POLAK_RIBIERE_PLUS, RULE, 100)
      },
      {LimitedMemoryBfgs.of(5, RULE, 100)}
    };
  }

  @Test(dataProvider = "solvers")
  public void aWarmSolveAllocatesNothingPerStep(InnerSolver solver) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    if (!threads.isThreadAllocatedMemorySupported()) {
      throw new SkipException("this JVM does not count allocated bytes");
    }
    OdeSession session =
        OdeSolver.with(InnerSolverTest.backwardEuler().withInnerSolver(solver))
            .controller(FixedStep.steps(1000))
            .build()
            .newForwardSession(new Chain(), Precision.FLOAT64, 4);
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, 4, 6);
    y0.set(1, 2, 1);
    session.solve(y0, 0, 100).orThrow();
    session.solve(y0, 0, 100).orThrow();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    session.solve(y0, 0, 100);
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(bytes).isLessThan(2048);
  }

  /** {@code y_i' = y_{i-1} + y_{i+1} - 2 y_i - y_i³ + sin t}: no method may take shortcuts. */
  private record Chain() implements VectorField {

    private static final FieldTraits TRAITS = new FieldTraits(false, true, true);

    @Override
    public int width() {
      return 6;
    }

    @Override
    public FieldTraits traits() {
      return TRAITS;
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      for (int row = 0; row < y.rows(); row++) {
        double force = Math.sin(t.get(row));
        for (int i = 0; i < 6; i++) {
          double value = y.get(row, i);
          double left = i > 0 ? y.get(row, i - 1) : 0;
          double right = i < 5 ? y.get(row, i + 1) : 0;
          dy.set(row, i, left + right - 2 * value - value * value * value + force);
        }
      }
    }
  }
}
