// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;
import java.util.Arrays;

/**
 * The chain rule through an explicit step. With {@code K(i)} the cotangent of slope i and {@code
 * Y(i)} that of stage i's argument, from the last stage to the first:
 *
 * <pre>{@code
 * K(i) = h (b(i) ȳ1 + Σ_m b_i(θ_m) ō(m) + Σ_{j>i} a(j,i) Y(j))        Y(i) = (∂f/∂y)ᵀ K(i)
 * ȳ  += ȳ1 + Σ_m ō(m) + Σ_i Y(i)
 * }</pre>
 *
 * <p>The stages are evaluated again, or found where the stepper kept them.
 */
final class ExplicitPullback implements StepPullback {

  private final ButcherTableau tableau;
  private final ContinuousExtension extension;
  private final int stages;
  private final int stagesOfResult;
  private final StageSum[] sums;
  private final StageSum resultSum;
  private final boolean keptByStepper;
  private final StageStore store;
  private final StateVector[] slopes;
  private final StateVector[][] terms;
  private final StateVector[] resultTerms;
  private final StateVector stage;
  private final StateVector slopeCotangent;
  private final StateVector[] stageCotangents;
  private final StateVector[] collected;
  private final double[] collectedWeights;
  private final double[] ones;
  private final RowScalar one = RowScalar.shared(1);
  private RowScalar stageTime;
  private RowScalar factor;
  private int evaluated;

  ExplicitPullback(ButcherTableau tableau, ContinuousExtension extension, StepContext context) {
    this.tableau = tableau;
    this.extension = extension;
    VectorField field = context.field();
    stages = extension.stages();
    int last = stages;
    while (b(last - 1) == 0) {
      last--;
    }
    stagesOfResult = last;
    stage = StateVector.zeros(context.precision(), context.rows(), field.width());
    slopeCotangent = stage.newLike();
    keptByStepper = context.stages().isPresent();
    store = context.stages().orElseGet(() -> new StageStore(field, stages));
    sums = new StageSum[stages];
    slopes = new StateVector[stages];
    stageCotangents = new StateVector[stages];
    for (int i = 0; i < stages; i++) {
      int row = i;
      sums[i] = StageSum.of(i, j -> a(row, j));
      slopes[i] = keptByStepper ? null : stage.newLike();
      stageCotangents[i] = stage.newLike();
    }
    resultSum = StageSum.of(stages, this::b);
    terms = new StateVector[stages][];
    for (int i = 0; i < stages; i++) {
      terms[i] = sums[i].terms(slopes);
    }
    resultTerms = resultSum.terms(slopes);
    collected = new StateVector[stages + 1];
    collectedWeights = new double[stages + 1];
    ones = new double[stages + 1];
    Arrays.fill(ones, 1);
  }

  /** The coefficients of tableau and extension, whose own stages follow the tableau's. */
  private double a(int i, int j) {
    int own = i - tableau.stages();
    if (own >= 0) {
      return extension.ownCoefficient(own, j);
    }
    return j < tableau.stages() ? tableau.a(i, j) : 0;
  }

  private double b(int i) {
    return i < tableau.stages() ? tableau.b(i) : 0;
  }

  private double c(int i) {
    int own = i - tableau.stages();
    return own >= 0 ? extension.ownNode(own) : tableau.c(i);
  }

  @Override
  public void replay(StepTrail trail, StateVector result) {
    RowScalar h = trail.step(0);
    if (stageTime == null || stageTime.size() != h.size()) {
      stageTime = h.newLike();
      factor = h.newLike();
    }
    if (keptByStepper) {
      evaluated = stagesOfResult;
      return;
    }
    for (evaluated = 0; evaluated < stagesOfResult; evaluated++) {
      evaluateStage(trail, evaluated);
    }
    if (result != null) {
      result.setToStep(trail.state(0), h, resultSum.weights(), resultTerms, resultSum.count());
    }
  }

  private Linearization point(StepTrail trail, int i) {
    if (!keptByStepper) {
      return store.stage(0, i);
    }
    int own = i - tableau.stages();
    return own < 0 ? store.stage(trail.index(), i) : store.interpolationStage(trail.index(), own);
  }

  private void evaluateStage(StepTrail trail, int i) {
    RowScalar h = trail.step(0);
    stageTime.setToStep(trail.time(0), c(i), h);
    StateVector argument = trail.state(0);
    if (sums[i].count() > 0) {
      stage.setToStep(argument, h, sums[i].weights(), terms[i], sums[i].count());
      argument = stage;
    }
    store.evaluate(i, stageTime, argument, slopes[i]);
  }

  @Override
  public void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent) {
    // A stage that only interpolated outputs use, as the last one of Dormand–Prince, is evaluated
    // only then.
    if (outputs.count() > 0 && keptByStepper) {
      evaluated = stages;
    } else if (outputs.count() > 0) {
      for (; evaluated < stages; evaluated++) {
        evaluateStage(trail, evaluated);
      }
    }
    RowScalar h = trail.step(0);
    StateVector initial = trail.cotangent(0);
    for (int i = evaluated - 1; i >= 0; i--) {
      int count = 0;
      if (b(i) != 0) {
        collected[count] = resultCotangent;
        collectedWeights[count++] = b(i);
      }
      for (int j = i + 1; j < evaluated; j++) {
        if (a(j, i) != 0) {
          collected[count] = stageCotangents[j];
          collectedWeights[count++] = a(j, i);
        }
      }
      slopeCotangent.setToScaledSum(h, collectedWeights, collected, count);
      for (int m = 0; m < outputs.count(); m++) {
        RowScalar theta = outputs.theta(m);
        for (int k = 0; k < factor.size(); k++) {
          factor.set(k, h.get(k) * extension.weight(i, theta.get(k)));
        }
        slopeCotangent.add(factor, outputs.cotangent(m));
      }
      point(trail, i).vjp(slopeCotangent, stageCotangents[i], parameterCotangent);
    }
    collected[0] = resultCotangent;
    System.arraycopy(stageCotangents, 0, collected, 1, evaluated);
    initial.setToStep(initial, one, ones, collected, evaluated + 1);
    for (int m = 0; m < outputs.count(); m++) {
      initial.add(1, outputs.cotangent(m));
    }
  }
}
