// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Rules 7xx: rows that do not depend on each other are not made to. */
public abstract class BatchRules extends GradientRules {

  private static final OdeProblem PROBLEM = TimeDependent.growth();

  /** Starts whose solutions differ in size by a factor of a hundred. */
  private static StateVector rows(int count) {
    StateVector rows = StateVector.zeros(Precision.FLOAT64, count, 2);
    for (int row = 0; row < count; row++) {
      rows.set(row, 0, Math.pow(10, row - 1));
      rows.set(row, 1, 1 - 0.3 * row);
    }
    return rows;
  }

  /** The growth problem is linear: each component is its start times the exact solution. */
  private static double error(StateVector start, StateVector end, int row, double t) {
    double[] factors = PROBLEM.exact(t);
    double largest = 0;
    for (int i = 0; i < 2; i++) {
      double wanted = factors[i] * start.get(row, i);
      largest = Math.max(largest, Math.abs(end.get(row, i) - wanted) / (1 + Math.abs(wanted)));
    }
    return largest;
  }

  @Test(groups = "batch")
  public void required_spec701_withEqualStepsEveryRowIsAsIfItWereAlone() {
    OdeSolver solver = fixed(60).build();
    StateVector start = rows(3);
    Solution together = solver.solve(PROBLEM.newField(), start, 0, 0.77, 3).orThrow();
    for (int row = 0; row < 3; row++) {
      Solution alone = solver.solve(PROBLEM.newField(), copy(start.row(row)), 0, 0.77, 3).orThrow();
      for (int i = 0; i < 2; i++) {
        assertThat(together.output(i).row(row).toArray())
            .as("row %d, output %d", row, i)
            .containsExactly(alone.output(i).toArray(), within(100 * sameness()));
      }
    }
  }

  private static StateVector copy(StateVector state) {
    StateVector copy = state.newLike();
    copy.copyFrom(state);
    return copy;
  }

  @Test(groups = "batch")
  public void required_spec702_noRowHidesBehindTheOthers() {
    OdeSolver solver = adaptive(tolerance()).batchPolicy(BatchPolicy.SHARED_MAX).build();
    StateVector start = rows(3);
    Solution solution = solver.solve(PROBLEM.newField(), start, 0, 3).orThrow();
    for (int row = 0; row < 3; row++) {
      // The problem amplifies errors by up to e³ on their way.
      assertThat(error(start, solution.state(), row, 3))
          .isLessThan(20 * tolerance() * solution.statistics().acceptedSteps());
    }
  }

  @Test(groups = "batch")
  public void required_spec703_copiesOfARowTakeTheStepsOfOne() {
    requireStepsAsAsked();
    for (BatchPolicy policy : BatchPolicy.values()) {
      if (method().refusal(policy).isPresent()) {
        continue;
      }
      OdeSolver solver = adaptive(tolerance()).batchPolicy(policy).build();
      StateVector copies = StateVector.zeros(Precision.FLOAT64, 7, 2);
      for (int row = 0; row < 7; row++) {
        copies.row(row).copyFrom(PROBLEM.initial(), 0);
      }
      Solution one = solver.solve(PROBLEM.newField(), PROBLEM.initialState(), 0, 3).orThrow();
      Solution seven = solver.solve(PROBLEM.newField(), copies, 0, 3).orThrow();
      for (int row = 0; row < 7; row++) {
        assertThat(seven.state().row(row).toArray())
            .as("%s", policy)
            .containsExactly(one.state().toArray(), within(1e-9));
      }
    }
  }

  private OdeSolver perSample() {
    method()
        .refusal(BatchPolicy.PER_SAMPLE)
        .ifPresent(
            why -> {
              throw new SkipException(why);
            });
    return adaptive(tolerance()).batchPolicy(BatchPolicy.PER_SAMPLE).build();
  }

  @Test(groups = "batch")
  public void required_spec711_withAStepARowEveryRowIsAsIfItWereAlone() {
    OdeSolver solver = perSample();
    StateVector start = rows(4);
    Solution together = solver.solve(PROBLEM.newField(), start, 0, 0.77, 3).orThrow();
    for (int row = 0; row < 4; row++) {
      Solution alone = solver.solve(PROBLEM.newField(), copy(start.row(row)), 0, 0.77, 3).orThrow();
      for (int i = 0; i < 2; i++) {
        assertThat(together.output(i).row(row).toArray())
            .as("row %d, output %d", row, i)
            .isEqualTo(alone.output(i).toArray());
      }
    }
  }

  /** The second row leaves the field's domain on its way. */
  @Test(groups = "batch")
  public void required_spec712_withAStepARowARowThatFailsEndsAlone() {
    OdeSolver solver = perSample();
    VectorField field = VectorField.ofRows(1, (t, y, dy) -> dy[0] = y[0] > 5 ? Double.NaN : y[0]);
    StateVector start = StateVector.of(new double[] {0.1}, new double[] {2}, new double[] {0.3});
    Solution together = solver.solve(field, start, 0, 2);
    assertThat(together.status()).isEqualTo(SolveStatus.NON_FINITE_STATE);
    assertThat(together.row()).isEqualTo(1);
    for (int row : new int[] {0, 2}) {
      Solution alone = solver.solve(field, copy(start.row(row)), 0, 2).orThrow();
      assertThat(together.state().row(row).toArray()).isEqualTo(alone.state().toArray());
    }
    assertThat(together.state().get(1, 0)).isBetween(2.0, 6.0);
  }
}
