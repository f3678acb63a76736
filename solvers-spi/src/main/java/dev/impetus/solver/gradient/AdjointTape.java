// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tape of {@link ContinuousAdjoint}: keeps the outputs only, and solves backwards between them.
 */
final class AdjointTape implements GradientTape {

  private final CountingField field;
  private final SolvePlan plan;
  private final Tolerances tolerances;
  private final ErrorNorm norm;
  private final AugmentedField augmentedField;
  private final int size;
  private final StateVector augmented;
  private final StateVector stateInAugmented;
  private final StateVector adjoint;
  private final StateVector parameterGradient;
  private final StateVector like;
  private final List<StateVector> outputs = new ArrayList<>();
  private StepController controller;
  private double interval;
  private OdeSession session;
  private double start;
  private double[] times;
  private int count;

  AdjointTape(SolvePlan plan, boolean seminorm, Tolerances tolerances) {
    this.plan = plan;
    this.tolerances = tolerances;
    field = new CountingField(plan.field());
    like = StateVector.zeros(plan.precision(), plan.rows(), field.width());
    augmentedField = new AugmentedField(field, like);
    size = like.size();
    augmented = StateVector.zeros(plan.precision(), 1, augmentedField.width());
    stateInAugmented = augmented.view(0, like.rows(), like.width());
    adjoint = augmented.view(size, like.rows(), like.width());
    int parameters = field.parameterCount();
    parameterGradient = parameters > 0 ? augmented.view(2 * size, 1, parameters) : null;
    norm = norm(seminorm);
    backwardsWith(plan.controller());
  }

  private void backwardsWith(StepController newController) {
    controller = newController;
    session =
        OdeSolver.with(plan.method())
            .controller(controller)
            .tolerances(tolerances.relative(), tolerances.absolute())
            .norm(norm)
            .limits(plan.limits())
            .outputPolicy(plan.outputPolicy())
            .build()
            .newForwardSession(augmentedField, plan.precision(), 1);
  }

  private ErrorNorm norm(boolean seminorm) {
    int[] parameters = field.parameterSizes();
    int[] sizes = new int[2 + parameters.length];
    double[] weights = new double[sizes.length];
    sizes[0] = size;
    sizes[1] = size;
    System.arraycopy(parameters, 0, sizes, 2, parameters.length);
    Arrays.fill(weights, 0, seminorm ? 2 : weights.length, 1);
    return ErrorNorms.grouped(sizes, weights);
  }

  @Override
  public void begin(RowScalar t0, StateVector y0, double[] outputTimes) {
    start = t0.get(0);
    times = outputTimes;
    count = 0;
    double newInterval = times[times.length - 1] - start;
    if (newInterval != interval) {
      interval = newInterval;
      StepController part = plan.controller().onPartOf(interval);
      if (part != controller) {
        backwardsWith(part);
      }
    }
  }

  @Override
  public void accepted(
      RowScalar t, RowScalar h, StateVector y, RowMask rows, StepAttempt attempt) {}

  @Override
  public void output(int index, RowScalar theta, StateVector state) {
    if (index == outputs.size()) {
      outputs.add(like.newLike());
    }
    outputs.get(index).copyFrom(state);
    count = index + 1;
  }

  @Override
  public void outputs(int[] indices, RowScalar theta, StateVector states) {
    for (int row = 0; row < indices.length; row++) {
      int index = indices[row];
      if (index >= 0) {
        while (index >= outputs.size()) {
          outputs.add(like.newLike());
        }
        outputs.get(index).copyRow(row, states);
        count = Math.max(count, index + 1);
      }
    }
  }

  @Override
  public SolveStatistics pullback(
      StateVector[] outputCotangents,
      StateVector initialCotangent,
      StateVector parameterCotangent) {
    field.reset();
    augmented.fill(0);
    long accepted = 0;
    long rejected = 0;
    for (int i = count - 1; i >= 0; i--) {
      stateInAugmented.copyFrom(outputs.get(i));
      if (outputCotangents[i] != null) {
        adjoint.add(1, outputCotangents[i]);
      }
      double to = i > 0 ? times[i - 1] : start;
      if (to != times[i]) {
        Solution solution = session.solve(augmented, times[i], to).orThrow();
        augmented.copyFrom(solution.state());
        accepted += solution.statistics().acceptedSteps();
        rejected += solution.statistics().rejectedSteps();
      }
    }
    initialCotangent.copyFrom(adjoint);
    if (parameterCotangent != null && parameterGradient != null) {
      parameterCotangent.add(1, parameterGradient);
    }
    return field.statistics().plus(new SolveStatistics(0, 0, 0, accepted, rejected, 0, 0));
  }
}
