// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.Stepper;

/** Takes explicit Runge–Kutta steps. */
final class ExplicitStepper implements Stepper {

  private final VectorField field;
  private final boolean autonomous;
  private final StageStore store;
  private final ButcherTableau tableau;
  private final ContinuousExtension extension;
  private final int stages;
  private final int allStages;
  private final DampedError dampedError;
  private final boolean firstSameAsLast;
  private final StageSum[] sums;
  private final StageSum errorSum;
  private final StageSum[] ownSums;
  private final StageSum denseSum;
  private final double[] denseWeights;

  private final StateVector stage;
  private final StateVector[] slopes;
  private final StepVectors[] vectors;
  private int turn;
  private boolean slopeKnown;
  private RowScalar stageTime;
  private RowScalar rowFactor;
  private double[] places = {};
  private double[][] rowWeights = {};

  private StateVector y;
  private RowScalar h;
  private RowScalar start;
  private boolean ownStagesKnown;

  ExplicitStepper(
      ButcherTableau tableau,
      ContinuousExtension extension,
      double[] dampingWeights,
      StepContext context) {
    this.field = context.field();
    autonomous = field.traits().autonomous();
    this.store = context.stages().orElse(null);
    this.tableau = tableau;
    this.extension = extension;
    stages = tableau.stages();
    allStages = stages + extension.ownStages();
    firstSameAsLast = tableau.isFirstSameAsLast();
    // Row `stages` is the result; with first same as last it is the last stage's argument as well.
    sums = new StageSum[stages + 1];
    for (int i = 0; i < stages; i++) {
      int row = i;
      sums[i] = StageSum.of(i, j -> tableau.a(row, j));
    }
    sums[stages] = StageSum.of(stages, tableau::b);
    errorSum = tableau.hasErrorEstimate() ? StageSum.of(stages, tableau::e) : null;
    ownSums = new StageSum[extension.ownStages()];
    for (int i = 0; i < ownSums.length; i++) {
      int index = i;
      ownSums[i] = StageSum.of(stages + i, j -> extension.ownCoefficient(index, j));
    }
    denseSum = StageSum.of(allStages, i -> extension.ignores(i) ? 0 : 1);
    denseWeights = new double[denseSum.count()];

    stage = StateVector.zeros(context.precision(), context.rows(), field.width());
    dampedError =
        dampingWeights == null
            ? null
            : new DampedError(StageSum.of(stages, i -> dampingWeights[i]), context, stage);
    slopes = new StateVector[allStages];
    for (int i = 0; i < allStages; i++) {
      slopes[i] = stage.newLike();
    }
    StateVector[] swapped = slopes.clone();
    swapped[0] = slopes[stages - 1];
    swapped[stages - 1] = slopes[0];
    vectors = new StepVectors[] {new StepVectors(slopes), new StepVectors(swapped)};
  }

  /** The slopes in one of their two orders, and each sum's terms among them. */
  private final class StepVectors {

    final StateVector[] slope;
    final StateVector[][] terms = new StateVector[stages + 1][];
    final StateVector[] errorTerms;
    final StateVector[] dampingTerms;
    final StateVector[][] ownTerms = new StateVector[ownSums.length][];
    final StateVector[] denseTerms;

    StepVectors(StateVector[] slope) {
      this.slope = slope;
      for (int i = 0; i <= stages; i++) {
        terms[i] = sums[i].terms(slope);
      }
      errorTerms = errorSum == null ? null : errorSum.terms(slope);
      dampingTerms = dampedError == null ? null : dampedError.terms(slope);
      for (int i = 0; i < ownSums.length; i++) {
        ownTerms[i] = ownSums[i].terms(slope);
      }
      denseTerms = denseSum.terms(slope);
    }
  }

  @Override
  public void start(RowScalar t, StateVector state, StateVector slope) {
    turn = 0;
    slopes[0].copyFrom(slope);
    // The derivative there is known only if it is evaluated in the store.
    slopeKnown = store == null;
    if (stageTime == null || stageTime.size() != t.size()) {
      stageTime = t.newLike();
      rowFactor = t.newLike();
    }
  }

  @Override
  public void attempt(RowScalar t, StateVector state, RowScalar step, StepAttempt result) {
    y = state;
    h = step;
    start = t;
    ownStagesKnown = ownSums.length == 0;
    StepVectors current = vectors[turn];
    if (!slopeKnown) {
      evaluate(0, t, state, current.slope[0]);
      slopeKnown = true;
    }
    for (int i = 1; i < stages; i++) {
      StateVector argument = firstSameAsLast && i == stages - 1 ? result.result() : stage;
      argument.setToStep(state, step, sums[i].weights(), current.terms[i], sums[i].count());
      evaluate(i, stageTime(t, step, tableau.c(i)), argument, current.slope[i]);
    }
    if (!firstSameAsLast) {
      StageSum sum = sums[stages];
      result.result().setToStep(state, step, sum.weights(), current.terms[stages], sum.count());
    }
    if (errorSum != null) {
      result.error().setToScaledSum(step, errorSum.weights(), current.errorTerms, errorSum.count());
      if (dampedError != null) {
        dampedError.apply(state, step, current.dampingTerms, result);
      }
    }
  }

  private void evaluate(int stageIndex, RowScalar t, StateVector state, StateVector slope) {
    if (store == null) {
      field.evaluate(t, state, slope);
    } else {
      store.evaluate(stageIndex, t, state, slope);
    }
  }

  /** The time of a stage; that of the step where the field does not depend on it. */
  private RowScalar stageTime(RowScalar t, RowScalar step, double node) {
    if (autonomous) {
      return t;
    }
    stageTime.setToStep(t, node, step);
    return stageTime;
  }

  private void evaluateOwnStages() {
    StepVectors current = vectors[turn];
    for (int i = 0; i < ownSums.length; i++) {
      stage.setToStep(y, h, ownSums[i].weights(), current.ownTerms[i], ownSums[i].count());
      RowScalar time = stageTime(start, h, extension.ownNode(i));
      StateVector slope = current.slope[stages + i];
      if (store == null) {
        field.evaluate(time, stage, slope);
      } else {
        store.evaluateForInterpolation(i, time, stage, slope);
      }
    }
    ownStagesKnown = true;
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    if (!ownStagesKnown) {
      evaluateOwnStages();
    }
    StepVectors current = vectors[turn];
    if (theta.isShared()) {
      for (int i = 0; i < denseWeights.length; i++) {
        denseWeights[i] = extension.weight(denseSum.stages()[i], theta.get(0));
      }
      out.setToStep(y, h, denseWeights, current.denseTerms, denseWeights.length);
      return;
    }
    out.copyFrom(y);
    for (int i = 0; i < denseWeights.length; i++) {
      for (int row = 0; row < rowFactor.size(); row++) {
        rowFactor.set(row, h.get(row) * extension.weight(denseSum.stages()[i], theta.get(row)));
      }
      out.add(rowFactor, current.denseTerms[i]);
    }
  }

  @Override
  public void interpolate(RowScalar theta, int[] rows, int count, StateVector out) {
    if (!ownStagesKnown) {
      evaluateOwnStages();
    }
    int terms = denseSum.count();
    if (places.length < count) {
      places = new double[theta.size()];
      rowWeights = new double[terms][theta.size()];
    }
    for (int r = 0; r < count; r++) {
      places[r] = theta.get(rows[r]);
    }
    for (int i = 0; i < terms; i++) {
      extension.weights(denseSum.stages()[i], count, places, rowWeights[i]);
    }
    out.setRowsToStep(rows, count, y, h, rowWeights, vectors[turn].denseTerms, terms);
  }

  @Override
  public StepInterpolant capture() {
    if (!ownStagesKnown) {
      evaluateOwnStages();
    }
    return new CapturedStep(extension, denseSum, y, h, vectors[turn].denseTerms);
  }

  @Override
  public void commit(RowMask accepted) {
    if (store != null) {
      store.commit();
    }
    if (!firstSameAsLast) {
      slopeKnown = false;
    } else if (accepted.all()) {
      turn = 1 - turn;
    } else {
      // Most rows were accepted: give the others their first slope back.
      StateVector[] slope = vectors[turn].slope;
      slope[stages - 1].copyOtherRows(slope[0], accepted);
      turn = 1 - turn;
    }
  }
}
