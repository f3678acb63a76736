// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.gradient.GradientTape;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The discrete gradient, which also notes times, lengths and formulas of the accepted steps and can
 * repeat them with other data.
 */
final class RecordedSteps implements GradientMode {

  private record Step(double t, double h, int formula) {}

  private final List<Step> steps = new ArrayList<>();

  /** The orders that were used. */
  List<Integer> orders() {
    return steps.stream().map(step -> Formula.order(step.formula())).toList();
  }

  /** The outputs when the recorded steps are taken from another start with another field. */
  List<StateVector> repeat(
      BackwardDifferentiation method, VectorField field, StateVector start, double[] times) {
    StepPullback pullback =
        method.newPullback(
            new StepContext(
                field,
                Precision.FLOAT64,
                start.rows(),
                BatchPolicy.SHARED_MAX,
                new Tolerances(1e-4, 1e-6)));
    List<StateVector> states = new ArrayList<>(List.of(start));
    List<StateVector> outputs = new ArrayList<>();
    for (int n = 0; n < steps.size(); n++) {
      Step step = steps.get(n);
      StateVector result = start.newLike();
      pullback.replay(new Trail(n, states), result);
      while (outputs.size() < times.length
          && times[outputs.size()] <= step.t() + step.h() * (1 + 1e-12)) {
        outputs.add(
            inside(n, states, result, Math.min((times[outputs.size()] - step.t()) / step.h(), 1)));
      }
      states.add(result);
    }
    return outputs;
  }

  private StateVector inside(int n, List<StateVector> states, StateVector result, double theta) {
    Step step = steps.get(n);
    int degree = Formula.degree(step.formula());
    double[] tau = new double[degree];
    for (int j = 0; j < degree; j++) {
      tau[j] = (steps.get(n - j).t() - step.t()) / step.h() - 1;
    }
    double[] weights = new double[degree + 1];
    HistoryWeights.inside(tau, degree, theta - 1, weights);
    StateVector out = result.newLike();
    out.add(weights[0], result);
    for (int j = 0; j < degree; j++) {
      out.add(weights[j + 1], states.get(n - j));
    }
    return out;
  }

  private final class Trail implements StepTrail {

    private final int n;
    private final List<StateVector> states;

    Trail(int n, List<StateVector> states) {
      this.n = n;
      this.states = states;
    }

    @Override
    public int available() {
      return n + 1;
    }

    @Override
    public int index() {
      return n;
    }

    @Override
    public int formula(int index) {
      return steps.get(n).formula();
    }

    @Override
    public StateVector end() {
      return null;
    }

    @Override
    public RowScalar time(int back) {
      return RowScalar.shared(steps.get(n - back).t());
    }

    @Override
    public RowScalar step(int back) {
      return RowScalar.shared(steps.get(n - back).h());
    }

    @Override
    public StateVector state(int back) {
      return states.get(n - back);
    }

    @Override
    public StateVector cotangent(int back) {
      throw new UnsupportedOperationException("nothing is pulled back");
    }
  }

  @Override
  public String name() {
    return "discrete, with recorded steps";
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.VJP);
  }

  @Override
  public Optional<String> refusal(SolvePlan plan) {
    return Optional.empty();
  }

  @Override
  public GradientTape newTape(SolvePlan plan) {
    GradientTape tape = CheckpointedDiscrete.everyStep().newTape(plan);
    return new GradientTape() {

      @Override
      public void begin(RowScalar t0, StateVector y0, double[] outputTimes) {
        steps.clear();
        tape.begin(t0, y0, outputTimes);
      }

      @Override
      public void accepted(
          RowScalar t, RowScalar h, StateVector y, RowMask rows, StepAttempt attempt) {
        steps.add(new Step(t.get(0), h.get(0), attempt.formula(0)));
        tape.accepted(t, h, y, rows, attempt);
      }

      @Override
      public void output(int index, RowScalar theta, StateVector state) {
        tape.output(index, theta, state);
      }

      @Override
      public SolveStatistics pullback(
          StateVector[] outputCotangents,
          StateVector initialCotangent,
          StateVector parameterCotangent) {
        return tape.pullback(outputCotangents, initialCotangent, parameterCotangent);
      }
    };
  }
}
