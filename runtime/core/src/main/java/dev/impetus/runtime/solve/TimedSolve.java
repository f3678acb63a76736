// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.OutputPolicy;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.SolveStatus;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/**
 * A problem solved by a solver in float64, repeatedly, and what that took.
 *
 * @param status how it ended
 * @param time the time that was reached
 * @param detail a sentence on a failure; empty for a success
 * @param state the state at that time
 * @param times the output times that were reached
 * @param outputs the states at those times
 * @param stepEnds the ends of the accepted steps, the initial time first
 * @param work the counts of one solve
 * @param seconds processor time of the fastest repetition
 * @param repetitions how often it was solved
 */
public record TimedSolve(
    SolveStatus status,
    double time,
    String detail,
    double[] state,
    double[] times,
    List<double[]> outputs,
    List<Double> stepEnds,
    SolveStatistics work,
    double seconds,
    int repetitions) {

  /**
   * As many repetitions as fit into a fifth of a second, but seven if they fit into two seconds:
   * fewer say little on a machine that others use as well.
   */
  public static final int AUTOMATIC = 0;

  private static final double ENOUGH_SECONDS = 0.2;
  private static final double TOO_MANY_SECONDS = 2;
  private static final int FEW = 7;
  private static final int MOST_AUTOMATIC = 2000;

  /**
   * Solves.
   *
   * @param times the output times, in the order of time; the last is the end
   * @param repetitions how many solves, or {@link #AUTOMATIC}
   */
  public static TimedSolve run(
      OdeProblem problem, OdeSolver solver, double[] times, int repetitions) {
    StateVector y0 = problem.initialState();
    List<Double> stepEnds = new ArrayList<>(List.of(problem.t0()));
    // A function without zeros is no event, but it is looked at where steps end.
    OdeSolver watched =
        solver.toBuilder()
            .event(
                EventDetector.passing(
                    "step ends",
                    (t, y, row) -> {
                      if (stepEnds.get(stepEnds.size() - 1) != t) {
                        stepEnds.add(t);
                      }
                      return 1;
                    }))
            .build();
    ProcessorClock clock = new ProcessorClock();
    double begin = clock.seconds();
    Solution first = watched.solve(problem.newField(), y0, problem.t0(), times);
    double best = clock.seconds() - begin;
    double spent = best;
    int done = 1;
    OdeSession session = solver.newForwardSession(problem.newField(), Precision.FLOAT64, 1);
    while (repetitions == AUTOMATIC ? moreIsWorthIt(done, spent) : done < repetitions) {
      begin = clock.seconds();
      session.solve(y0, problem.t0(), times);
      double took = clock.seconds() - begin;
      best = Math.min(best, took);
      spent += took;
      done++;
    }
    double[] reached = new double[first.outputs().size()];
    System.arraycopy(times, 0, reached, 0, reached.length);
    return new TimedSolve(
        first.status(),
        first.time(),
        first.detail(),
        first.state().toArray(),
        reached,
        first.outputs().stream().map(StateVector::toArray).toList(),
        List.copyOf(stepEnds),
        first.statistics(),
        best,
        done);
  }

  /** Whether a solve that was timed so often, in so many seconds, should be timed again. */
  public static boolean moreIsWorthIt(int done, double spent) {
    return done < FEW ? spent < TOO_MANY_SECONDS : spent < ENOUGH_SECONDS && done < MOST_AUTOMATIC;
  }

  /**
   * The solution at the ends of the steps of {@code run} and between them, for drawing: at most so
   * many points.
   */
  static TimedSolve dense(OdeProblem problem, OdeSolver solver, TimedSolve run, int points) {
    List<Double> ends = run.stepEnds();
    int steps = ends.size() - 1;
    if (steps < 1) {
      return run;
    }
    int between = Math.max(1, Math.min(12, points / steps));
    int stride = Math.max(1, (steps + points - 1) / points);
    List<Double> times = new ArrayList<>();
    for (int i = stride; i <= steps; i += stride) {
      double from = ends.get(i - stride);
      double to = ends.get(i);
      for (int k = 1; k <= between; k++) {
        times.add(k == between ? to : from + (to - from) * k / between);
      }
    }
    double last = ends.get(steps);
    if (times.isEmpty() || times.get(times.size() - 1) != last) {
      times.add(last);
    }
    return run(
        problem,
        solver.toBuilder().outputPolicy(OutputPolicy.INTERPOLATE).build(),
        strictlyMonotone(times, problem.t0()),
        1);
  }

  private static double[] strictlyMonotone(List<Double> times, double t0) {
    List<Double> kept = new ArrayList<>(List.of(t0));
    for (double time : times) {
      if (time != kept.get(kept.size() - 1)) {
        kept.add(time);
      }
    }
    return kept.stream().mapToDouble(t -> t).toArray();
  }
}
