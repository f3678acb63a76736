// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepTrail;

/**
 * Stages that are evaluated again: at linearisations where the step is differentiated, and at the
 * field alone where only its end is wanted.
 */
final class RepeatedStages implements StagePoints {

  private final ExplicitCoefficients method;
  private final VectorField field;
  private final int stagesOfResult;
  private final StageStore points;
  private final StageSum[] sums;
  private final StageSum resultSum;
  private final StateVector stage;
  private final StateVector[] slopes;
  private final StateVector[][] terms;
  private final StateVector[] resultTerms;
  private RowScalar stageTime;
  private int known;

  RepeatedStages(ExplicitCoefficients method, StepContext context) {
    this.method = method;
    field = context.field();
    stagesOfResult = method.stagesOfResult();
    int stages = method.stages();
    points = new StageStore(field, stages);
    stage = StateVector.zeros(context.precision(), context.rows(), field.width());
    sums = new StageSum[stages];
    slopes = new StateVector[stages];
    terms = new StateVector[stages][];
    for (int i = 0; i < stages; i++) {
      int row = i;
      sums[i] = StageSum.of(i, j -> method.a(row, j));
      slopes[i] = stage.newLike();
      terms[i] = sums[i].terms(slopes);
    }
    resultSum = StageSum.of(stages, method::b);
    resultTerms = resultSum.terms(slopes);
  }

  @Override
  public void begin() {
    known = 0;
  }

  @Override
  public void end(StepTrail trail, StateVector result) {
    for (int i = 0; i < stagesOfResult; i++) {
      StateVector argument = argument(trail, i);
      field.evaluate(stageTime, argument, slopes[i]);
    }
    result.setToStep(
        trail.state(0), trail.step(0), resultSum.weights(), resultTerms, resultSum.count());
  }

  @Override
  public void prepare(StepTrail trail, int count) {
    for (; known < count; known++) {
      StateVector argument = argument(trail, known);
      points.evaluate(known, stageTime, argument, slopes[known]);
    }
  }

  /** Where a stage is evaluated, once those before it were; sets its time as well. */
  private StateVector argument(StepTrail trail, int i) {
    RowScalar h = trail.step(0);
    if (stageTime == null || stageTime.size() != h.size()) {
      stageTime = h.newLike();
    }
    stageTime.setToStep(trail.time(0), method.c(i), h);
    StateVector begin = trail.state(0);
    if (sums[i].count() == 0) {
      return begin;
    }
    stage.setToStep(begin, h, sums[i].weights(), terms[i], sums[i].count());
    return stage;
  }

  @Override
  public Linearization at(StepTrail trail, int i) {
    return points.stage(0, i);
  }
}
