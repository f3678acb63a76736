// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.DenseSolution;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.TimeDependent;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

/** Rules 4xx: ends, outputs, direction, events and dense output. */
public abstract class DrivingRules extends OrderRules {

  private static final OdeProblem PROBLEM = TimeDependent.rotation();
  private static final double[] TIMES = {0, 0.1234, 0.7, 1.9, 2.2, 3};

  /** Chosen steps where the method can choose, else many equal ones. */
  final OdeSolver.Builder usual() {
    return adapts() ? adaptive(tolerance()) : fixed(400);
  }

  /** What the usual solver's error may be: steps add up, and nothing amplifies them here. */
  private double allowed(Solution solution) {
    double step = 3.0 / 400;
    return adapts()
        ? 10 * tolerance() * solution.statistics().acceptedSteps()
        : 30 * Math.pow(2 * step, Math.min(facts().order(), facts().denseOrder() + 1));
  }

  private static Solution solve(OdeSolver solver, double... times) {
    return solver.solve(PROBLEM.newField(), PROBLEM.initialState(), 0, times).orThrow();
  }

  @Test(groups = "driving")
  public void required_spec401_theEndIsHitExactlyAndNothingIsEvaluatedBeyondIt() {
    RecordingField field = new RecordingField(PROBLEM.newField());
    for (double end : new double[] {3, 0.3, -1.1}) {
      Solution solution = usual().build().solve(field, PROBLEM.initialState(), 0, end).orThrow();
      assertThat(solution.time()).isEqualTo(end);
      assertThat(solution.output(0).toArray()).isEqualTo(solution.state().toArray());
    }
    assertThat(field.latest).isLessThanOrEqualTo(3);
    assertThat(field.earliest).isGreaterThanOrEqualTo(-1.1);
  }

  @Test(groups = "driving")
  public void required_spec402_outputsLieOnTheSolutionHoweverTheyAreMet() {
    for (OutputPolicy policy : OutputPolicy.values()) {
      Solution solution = solve(usual().outputPolicy(policy).build(), TIMES);
      assertThat(solution.outputs()).hasSize(TIMES.length);
      assertThat(solution.output(0).toArray()).isEqualTo(PROBLEM.initial());
      for (int i = 1; i < TIMES.length; i++) {
        assertThat(PROBLEM.errorAt(TIMES[i], solution.output(i).toArray()))
            .as("%s, output at %s", policy, TIMES[i])
            .isLessThan(allowed(solution));
      }
    }
  }

  @Test(groups = "driving")
  public void required_spec403_integrationThereAndBackReturnsToTheStart() {
    Solution there = solve(usual().build(), 3);
    Solution back = usual().build().solve(PROBLEM.newField(), there.state(), 3, 0).orThrow();
    assertThat(PROBLEM.errorAt(0, back.state().toArray()))
        .isLessThan(allowed(there) + allowed(back));
  }

  /** {@code f(t, y)} on [0, 3] and {@code -f(-t, y)} on [0, -3] are one problem. */
  @Test(groups = "driving")
  public void required_spec404_theMirroredProblemHasTheSameSolution() {
    requireStepsAsAsked();
    VectorField mirrored =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              double speed = 2 + Math.cos(-t);
              dy[0] = speed * y[1];
              dy[1] = -speed * y[0];
            });
    VectorField plain =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              double speed = 2 + Math.cos(t);
              dy[0] = -speed * y[1];
              dy[1] = speed * y[0];
            });
    OdeSolver solver = usual().build();
    Solution forwards = solver.solve(plain, PROBLEM.initialState(), 0, 0.5, 3).orThrow();
    Solution backwards = solver.solve(mirrored, PROBLEM.initialState(), 0, -0.5, -3).orThrow();
    assertThat(backwards.statistics().acceptedSteps())
        .isEqualTo(forwards.statistics().acceptedSteps());
    for (int i = 0; i < 2; i++) {
      assertThat(backwards.output(i).toArray())
          .containsExactly(forwards.output(i).toArray(), within(sameness()));
    }
  }

  /** {@code y1 = cos(2t + sin t)} falls through zero where the angle is π/2: at 0.539… */
  @Test(groups = "driving")
  public void required_spec411_aTerminalEventStopsAtItsTime() {
    double wanted = 0.5;
    for (int i = 0; i < 50; i++) {
      wanted -= (2 * wanted + Math.sin(wanted) - Math.PI / 2) / (2 + Math.cos(wanted));
    }
    EventDetector down =
        EventDetector.terminal("down", (t, y, row) -> y.get(row, 0))
            .in(EventDetector.Direction.FALLING);
    Solution solution = solve(usual().event(down).build(), 3);
    assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(solution.time()).isCloseTo(wanted, within(allowed(solution)));
    assertThat(solution.state().get(0, 0)).isCloseTo(0, within(1e-9)).isNotPositive();
    assertThat(solution.state().get(0, 1)).isCloseTo(1, within(allowed(solution)));
  }

  @Test(groups = "driving")
  public void required_spec412_passingEventsAreNotedWithTheirDirection() {
    EventDetector up =
        EventDetector.passing("up", (t, y, row) -> y.get(row, 1))
            .in(EventDetector.Direction.RISING);
    EventDetector any = EventDetector.passing("any", (t, y, row) -> y.get(row, 0));
    OdeSolver solver = usual().event(up).event(any).build();
    Solution solution = solve(solver, 0.1, 3);
    // The angle ends at 6.14: its cosine changes sign at π/2 and 3π/2, its sine rises nowhere
    // inside.
    assertThat(solution.events()).extracting(event -> event.detector().name()).containsOnly("any");
    assertThat(solution.events()).extracting(event -> event.rising()).containsExactly(false, true);
    assertThat(solution.time()).isEqualTo(3);
  }

  @Test(groups = "driving")
  public void required_spec421_denseOutputLiesOnTheSolutionAndMeetsTheOutputs() {
    Solution solution = solve(usual().dense(true).build(), TIMES);
    DenseSolution dense = solution.dense().orElseThrow();
    assertThat(dense.start()).isZero();
    assertThat(dense.end()).isEqualTo(3);
    StateVector out = PROBLEM.initialState().newLike();
    for (int i = 0; i <= 200; i++) {
      double t = 3.0 * i / 200;
      dense.evaluate(t, out);
      assertThat(PROBLEM.errorAt(t, out.toArray())).as("at %s", t).isLessThan(allowed(solution));
    }
    for (int i = 0; i < TIMES.length; i++) {
      dense.evaluate(TIMES[i], out);
      assertThat(out.toArray()).containsExactly(solution.output(i).toArray(), within(1e-9));
    }
  }
}
