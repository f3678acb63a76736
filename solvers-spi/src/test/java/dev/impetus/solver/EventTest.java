// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.event.Event;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.event.EventDetector.Direction;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class EventTest {

  private static final VectorField OSCILLATOR =
      VectorField.ofRows(
          2,
          (t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -y[0];
          });
  private static final VectorField CLOCK = VectorField.ofRows(1, (t, y, dy) -> dy[0] = 1);
  private static final EventDetector.Function FIRST = (t, y, row) -> y.get(row, 0);

  private static OdeSolver.Builder solver() {
    return OdeSolver.with(TestMethods.bogackiShampine32()).tolerances(1e-9, 1e-9);
  }

  private static StateVector state(double... y) {
    return StateVector.of(y);
  }

  @Test
  public void exponentialGrowthReachesEAtOne() {
    Solution solution =
        solver()
            .event(EventDetector.terminal("e", (t, y, row) -> y.get(row, 0) - Math.E))
            .build()
            .solve(Problems.exponential(1).field(), state(1), 0, 0.5, 3);
    assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(solution.time()).isCloseTo(1, within(1e-7));
    assertThat(solution.state().get(0, 0)).isCloseTo(Math.E, within(1e-7));
    assertThat(solution.outputs()).hasSize(1);
    assertThat(solution.events()).hasSize(1);
    assertThat(solution.events().get(0).rising()).isTrue();
    assertThat(solution.orThrow()).isSameAs(solution);
  }

  @DataProvider
  Object[][] heights() {
    return new Object[][] {{1.0}, {3.0}, {10.0}};
  }

  /** x'' = -8 from rest: the polynomial solution is exact, so only the root finding errs. */
  @Test(dataProvider = "heights")
  public void aFallingBallHitsTheGroundToTheLastPlaces(double height) {
    VectorField ball =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = y[1];
              dy[1] = -8;
            });
    Solution solution =
        solver()
            .event(EventDetector.terminal("ground", FIRST))
            .build()
            .solve(ball, state(height, 0), 0, 10);
    double exact = Math.sqrt(height) / 2;
    assertThat(solution.time()).isCloseTo(exact, within(1e-12 * exact));
    assertThat(solution.state().get(0, 1)).isCloseTo(-8 * exact, within(1e-11));
    // The side after the crossing is returned: the ball is on or below the ground.
    assertThat(solution.state().get(0, 0)).isBetween(-1e-12, 0.0);
  }

  @DataProvider
  Object[][] directions() {
    return new Object[][] {
      {Direction.RISING, Direction.RISING, 5.0, SolveStatus.STOPPED_BY_EVENT},
      {Direction.FALLING, Direction.FALLING, 4.0, SolveStatus.STOPPED_BY_EVENT},
      {Direction.ANY, Direction.ANY, 4.0, SolveStatus.STOPPED_BY_EVENT},
      {Direction.FALLING, Direction.RISING, 10.0, SolveStatus.REACHED_END}
    };
  }

  /** y' = (1, 1) from (0, 1): the first function rises at 5, the second falls at 4. */
  @Test(dataProvider = "directions")
  public void onlyTheGivenDirectionCountsAndTheEarlierEventWins(
      Direction first, Direction second, double end, SolveStatus status) {
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = 1;
              dy[1] = 1;
            });
    Solution solution =
        solver()
            .event(EventDetector.terminal("first", (t, y, row) -> y.get(row, 0) - 5).in(first))
            .event(EventDetector.terminal("second", (t, y, row) -> 5 - y.get(row, 1)).in(second))
            .build()
            .solve(field, state(0, 1), 0, 10);
    assertThat(solution.status()).isEqualTo(status);
    assertThat(solution.time()).isCloseTo(end, within(1e-11));
    assertThat(solution.state().toArray())
        .containsExactly(new double[] {end, end + 1}, within(1e-9));
    if (status == SolveStatus.STOPPED_BY_EVENT) {
      Event event = solution.events().get(0);
      assertThat(event.detector().name()).isEqualTo(end == 5 ? "first" : "second");
      assertThat(event.rising()).isEqualTo(end == 5);
    } else {
      assertThat(solution.events()).isEmpty();
    }
  }

  @Test
  public void passingEventsAreAllFoundInBothDirectionsOfTime() {
    for (double end : new double[] {20, -20}) {
      Solution solution =
          solver()
              .event(EventDetector.passing("zero", FIRST))
              .build()
              .solve(OSCILLATOR, state(Math.sin(1.2), Math.cos(1.2)), 0, end)
              .orThrow();
      List<Double> exact = new ArrayList<>();
      for (int k = -10; k <= 10; k++) {
        double t = k * Math.PI - 1.2;
        if (t * end > 0 && Math.abs(t) <= 20) {
          exact.add(t);
        }
      }
      if (end < 0) {
        java.util.Collections.reverse(exact);
      }
      assertThat(solution.events()).hasSameSizeAs(exact);
      for (int i = 0; i < exact.size(); i++) {
        Event event = solution.events().get(i);
        assertThat(event.time()).isCloseTo(exact.get(i), within(1e-6));
        assertThat(event.state().get(0, 0)).isCloseTo(0, within(1e-12));
        // Rising is meant in the direction of integration.
        assertThat(event.rising()).isEqualTo(event.state().get(0, 1) * end > 0);
      }
    }
  }

  @Test
  public void twoCrossingsInsideOneStepNeedSamplesThere() {
    // One step of 2 over a function that is negative only between 0.8 and 1.2.
    EventDetector dip =
        EventDetector.passing(
            "dip", (t, y, row) -> (y.get(row, 0) - 1) * (y.get(row, 0) - 1) - 0.04);
    for (int samples : new int[] {0, 1, 9}) {
      Solution solution =
          OdeSolver.with(TestMethods.rungeKutta4())
              .controller(FixedStep.steps(1))
              .event(dip.withInteriorSamples(samples))
              .build()
              .solve(CLOCK, state(0), 0, 2);
      assertThat(solution.events()).hasSize(samples == 0 ? 0 : 2);
      if (samples > 0) {
        assertThat(solution.events().get(0).time()).isCloseTo(0.8, within(1e-12));
        assertThat(solution.events().get(1).time()).isCloseTo(1.2, within(1e-12));
        assertThat(solution.events().get(1).rising()).isTrue();
      }
    }
  }

  @Test
  public void severalEventsInOneStepComeInOrderUpToTheTerminalOne() {
    Solution solution =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.steps(1))
            .event(EventDetector.passing("late", (t, y, row) -> t - 1.7))
            .event(EventDetector.terminal("stop", (t, y, row) -> y.get(row, 0) - 1.5))
            .event(EventDetector.passing("early", (t, y, row) -> t - 0.3))
            .build()
            .solve(CLOCK, state(0), 0, 1, 1.5, 1.6, 2);
    assertThat(solution.events().stream().map(event -> event.detector().name()))
        .containsExactly("early", "stop");
    assertThat(solution.time()).isCloseTo(1.5, within(1e-12));
    assertThat(solution.outputs().size()).isBetween(1, 2);
  }

  @Test
  public void eachRowHasItsOwnEventsAndTheEarliestStops() {
    StateVector y0 = StateVector.of(new double[] {-3}, new double[] {-1}, new double[] {-2});
    EventDetector zero = EventDetector.passing("zero", FIRST);
    Solution passing = solver().event(zero).build().solve(CLOCK, y0, 0, 5);
    assertThat(passing.events().stream().map(Event::row)).containsExactly(1, 2, 0);
    Solution stopping =
        solver().event(EventDetector.terminal("zero", FIRST)).build().solve(CLOCK, y0, 0, 5);
    assertThat(stopping.row()).isEqualTo(1);
    assertThat(stopping.state().toArray()).containsExactly(new double[] {-2, 0, -1}, within(1e-9));
  }

  @Test
  public void anEventThatHoldsAtTheStartEndsTheSolveThere() {
    Solution solution =
        solver().event(EventDetector.terminal("start", FIRST)).build().solve(CLOCK, state(0), 0, 5);
    assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
    assertThat(solution.time()).isZero();
    assertThat(solution.statistics()).isEqualTo(SolveStatistics.NONE);
  }

  /** A ball that bounces: each solve begins where the function is zero, and must leave it. */
  @Test
  public void aSolveContinuesFromItsLastEvent() {
    OdeSolver bounce =
        solver().event(EventDetector.terminal("wall", FIRST).in(Direction.FALLING)).build();
    double t = 0;
    StateVector y = state(Math.sin(1.2), Math.cos(1.2));
    for (int k = 1; k <= 4; k++) {
      Solution solution = bounce.solve(OSCILLATOR, y, t, 20);
      assertThat(solution.status()).isEqualTo(SolveStatus.STOPPED_BY_EVENT);
      t = solution.time();
      assertThat(t).isCloseTo(k * Math.PI - 1.2, within(1e-6));
      y = state(0, -solution.state().get(0, 1));
    }
  }

  @Test
  public void aNaNOfTheFunctionIsNoEvent() {
    Solution solution =
        solver()
            .event(EventDetector.terminal("log", (t, y, row) -> Math.sqrt(1 - t)))
            .build()
            .solve(CLOCK, state(0), 0, 2);
    assertThat(solution.status()).isEqualTo(SolveStatus.REACHED_END);
  }
}
