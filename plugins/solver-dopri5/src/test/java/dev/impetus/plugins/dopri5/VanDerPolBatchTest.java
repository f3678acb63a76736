// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.dopri5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.util.LongSummaryStatistics;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Van der Pol oscillators spread over half a cycle, one period, 200 outputs, tolerance 1e-5:
 * attempted steps as recorded with torchdiffeq 0.2.5, all together or one by one.
 */
public class VanDerPolBatchTest {

  /** μ, start of the cycle at rest, period, batch, attempted steps. */
  @DataProvider
  Object[][] recorded() {
    double[] mild = {2, 2.01989138, 7.629874477};
    double[] steep = {25, 2.00623804, 42.59578671};
    return new Object[][] {
      {mild, 1, 59},
      {mild, 16, 71},
      {mild, 256, 70},
      {steep, 1, 785},
      {steep, 4, 1301},
      {steep, 16, 1845},
      {steep, 64, 3267},
      {steep, 256, 4098}
    };
  }

  @Test(dataProvider = "recorded")
  public void oneCommonStepTakesAsManyStepsAsRecorded(double[] cycle, int batch, long steps) {
    Solution solution = solve(cycle, batch, BatchPolicy.SHARED);
    assertThat(solution.statistics().acceptedSteps() + solution.statistics().rejectedSteps())
        .isEqualTo(steps);
  }

  /** μ, start of the cycle at rest, period, batch, mean of the attempted steps, and the most. */
  @DataProvider
  Object[][] recordedAlone() {
    double[] mild = {2, 2.01989138, 7.629874477};
    double[] steep = {25, 2.00623804, 42.59578671};
    return new Object[][] {
      {mild, 16, 60.6, 63},
      {mild, 256, 60.5, 62},
      {steep, 4, 784, 785},
      {steep, 16, 783, 785},
      {steep, 64, 784, 789},
      {steep, 256, 781, 785}
    };
  }

  @Test(dataProvider = "recordedAlone")
  public void stepsOfTheirOwnAreAsManyAsRecordedOneByOne(
      double[] cycle, int batch, double mean, long most) {
    LongSummaryStatistics attempts =
        solve(cycle, batch, BatchPolicy.PER_SAMPLE).rows().stream()
            .mapToLong(row -> row.acceptedSteps() + row.rejectedSteps())
            .summaryStatistics();
    // The recorded rows began at phases of another precision, which moves a rejection here and
    // there.
    assertThat(attempts.getAverage()).isCloseTo(mean, within(2.0));
    assertThat(attempts.getMax()).isCloseTo(most, within(4L));
  }

  private static Solution solve(double[] cycle, int batch, BatchPolicy policy) {
    double mu = cycle[0];
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = mu * (1 - y[0] * y[0]) * y[1] - y[0];
            });
    double[] times = new double[200];
    for (int i = 0; i < times.length; i++) {
      times[i] = cycle[2] * i / 199;
    }
    return OdeSolver.with(DormandPrince54.shampine())
        .tolerances(1e-5, 1e-5)
        .batchPolicy(policy)
        .build()
        .solve(field, phases(field, cycle, batch), 0, times)
        .orThrow();
  }

  /** Row k of B at phase k/(2B) of the period. */
  private static StateVector phases(VectorField field, double[] cycle, int batch) {
    StateVector start = StateVector.of(new double[] {cycle[1], 0});
    StateVector batched = Float64State.zeros(batch, 2);
    double[] times = new double[batch];
    for (int k = 0; k < batch; k++) {
      times[k] = k * cycle[2] / (2 * batch);
    }
    Solution exact =
        OdeSolver.with(DormandPrince54.shampine())
            .tolerances(1e-12, 1e-12)
            .build()
            .solve(field, start, 0, times)
            .orThrow();
    for (int k = 0; k < batch; k++) {
      batched.row(k).copyFrom(exact.output(k));
    }
    return batched;
  }
}
