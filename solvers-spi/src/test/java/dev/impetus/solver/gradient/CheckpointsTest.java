// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.TestMethods;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Set;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Kept states and repeated steps, with a number that counts steps as the state. */
public class CheckpointsTest {

  /** Repeats steps, and counts them. */
  private static final class Counter implements Checkpoints.Replay {

    private long repeated;

    @Override
    public void step(int n, StateVector from, StateVector to) {
      assertThat(from.get(0, 0)).isEqualTo(n);
      assertThat(to).isNotSameAs(from);
      to.set(0, 0, n + 1);
      repeated++;
    }
  }

  @DataProvider
  Object[][] slotsAndSteps() {
    int[] slots = {2, 3, 5, 8, 16, 32};
    int[] steps = {1, 2, 3, 7, 20, 57, 150, 690, 3000};
    Object[][] pairs = new Object[slots.length * steps.length][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new Object[] {slots[i / steps.length], steps[i % steps.length]};
    }
    return pairs;
  }

  @Test(dataProvider = "slotsAndSteps")
  public void binomialCheckpointsRepeatNoMoreThanTheFormulaSays(int slots, int steps) {
    BinomialCheckpoints checkpoints = new BinomialCheckpoints(slots, Float64State.zeros(1, 1));
    for (int solve = 0; solve < 2; solve++) {
      offer(checkpoints, steps);
      long first = backwards(checkpoints, steps);
      long fewest = Revolve.repetitions(steps, slots);
      // With the number of steps known, the forward solve itself would have been the first sweep.
      assertThat(first).isBetween(fewest - (steps - 1), fewest);
      if (steps <= slots) {
        assertThat(first).isZero();
      }
      // Another pass has the initial state alone to begin with.
      assertThat(backwards(checkpoints, steps)).isEqualTo(fewest);
    }
  }

  @Test(dataProvider = "slotsAndSteps")
  public void evenCheckpointsRepeatEachStepAtMostOnce(int slots, int steps) {
    EvenCheckpoints checkpoints = new EvenCheckpoints(slots, Float64State.zeros(1, 1));
    for (int pass = 0; pass < 2; pass++) {
      offer(checkpoints, steps);
      assertThat(backwards(checkpoints, steps)).isLessThan(steps);
    }
  }

  private static void offer(Checkpoints checkpoints, int steps) {
    StateVector state = Float64State.zeros(1, 1);
    checkpoints.clear();
    for (int n = 0; n < steps; n++) {
      state.set(0, 0, n);
      checkpoints.offer(n, state);
    }
  }

  private static long backwards(Checkpoints checkpoints, int steps) {
    Counter counter = new Counter();
    checkpoints.beginBackwards();
    for (int n = steps - 1; n >= 0; n--) {
      assertThat(checkpoints.reach(n, counter).get(0, 0)).isEqualTo(n);
    }
    return counter.repeated;
  }

  @Test
  public void theFormulaIsTheOptimum() {
    int most = 80;
    for (int slots = 1; slots <= 7; slots++) {
      for (int steps = 1; steps <= most; steps++) {
        assertThat(Revolve.repetitions(steps, slots)).isEqualTo(optimum(steps, slots));
      }
    }
  }

  @Test
  public void theSplitReachesTheOptimum() {
    for (int slots = 2; slots <= 7; slots++) {
      for (int steps = 2; steps <= 80; steps++) {
        int place = Revolve.split(steps, slots);
        assertThat(place).isBetween(1, steps - 1);
        assertThat(
                place
                    + Revolve.repetitions(steps - place, slots - 1)
                    + Revolve.repetitions(place, slots))
            .isEqualTo(Revolve.repetitions(steps, slots));
      }
    }
  }

  /** By trying all places: dynamic programming. */
  private static long optimum(int steps, int slots) {
    long[][] best = new long[slots + 1][steps + 1];
    for (int n = 2; n <= steps; n++) {
      best[1][n] = (long) n * (n - 1) / 2;
    }
    for (int s = 2; s <= slots; s++) {
      for (int n = 2; n <= steps; n++) {
        best[s][n] = Long.MAX_VALUE;
        for (int k = 1; k < n; k++) {
          best[s][n] = Math.min(best[s][n], k + best[s - 1][n - k] + best[s][k]);
        }
      }
    }
    return best[slots][steps];
  }

  @Test
  public void repeatedStepsAreCountedAsEvaluations() {
    VectorField decay =
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = -y[0], (t, y, bar, yBar, thetaBar) -> yBar[0] = -bar[0]);
    int steps = 100;
    OdeSession session =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.steps(steps))
            .gradientMode(CheckpointedDiscrete.binomial(6))
            .build()
            .newSession(decay, Precision.FLOAT64, 1);
    session.solve(StateVector.of(new double[] {1}), 0, 1).orThrow();
    StateVector[] bar = {StateVector.of(new double[] {1})};
    StateVector byState = Float64State.zeros(1, 1);
    session.pullback(bar, byState, null);
    SolveStatistics again = session.pullback(bar, byState, null);
    assertThat(again.evaluations()).isEqualTo(4 * (steps + Revolve.repetitions(steps, 6)));
    assertThat(again.vectorJacobianProducts()).isEqualTo(4L * steps);
  }

  /** y' = -y, which counts evaluations of itself and of its linearisations apart. */
  private static final class Decay implements VectorField {

    private final VectorField field =
        VectorField.ofRows(
            1, (t, y, dy) -> dy[0] = -y[0], (t, y, bar, yBar, thetaBar) -> yBar[0] = -bar[0]);
    private int evaluations;
    private int linearized;

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void evaluate(RowScalar t, StateVector y, StateVector dy) {
      evaluations++;
      field.evaluate(t, y, dy);
    }

    @Override
    public Set<Capability> capabilities() {
      return field.capabilities();
    }

    @Override
    public Linearization newLinearization() {
      Linearization point = field.newLinearization();
      return new Linearization() {
        @Override
        public void evaluate(RowScalar t, StateVector y, StateVector dy) {
          linearized++;
          point.evaluate(t, y, dy);
        }

        @Override
        public void vjp(StateVector bar, StateVector byState, StateVector byParameter) {
          point.vjp(bar, byState, byParameter);
        }
      };
    }
  }

  @Test
  public void stepsThatLeadToACheckpointKeepNothingForDerivatives() {
    int steps = 100;
    Decay field = new Decay();
    OdeSession session =
        OdeSolver.with(TestMethods.rungeKutta4())
            .controller(FixedStep.steps(steps))
            .gradientMode(CheckpointedDiscrete.binomial(6))
            .build()
            .newSession(field, Precision.FLOAT64, 1);
    session.solve(StateVector.of(new double[] {1}), 0, 1).orThrow();
    assertThat(field.linearized).isZero();
    StateVector[] bar = {StateVector.of(new double[] {1})};
    session.pullback(bar, Float64State.zeros(1, 1), null);
    field.evaluations = 0;
    field.linearized = 0;
    session.pullback(bar, Float64State.zeros(1, 1), null);
    assertThat(field.linearized).isEqualTo(4 * steps);
    assertThat((long) field.evaluations).isEqualTo(4 * Revolve.repetitions(steps, 6));
  }
}
