// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
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

  private final ExplicitCoefficients method;
  private final int stages;
  private final int stagesOfResult;
  private final StagePoints points;
  private final StateVector slopeCotangent;
  private final StateVector[] stageCotangents;
  private final StateVector[] collected;
  private final double[] collectedWeights;
  private final double[] ones;
  private final RowScalar one = RowScalar.shared(1);
  private RowScalar factor;

  ExplicitPullback(ButcherTableau tableau, ContinuousExtension extension, StepContext context) {
    method = new ExplicitCoefficients(tableau, extension);
    stages = method.stages();
    stagesOfResult = method.stagesOfResult();
    points =
        context
            .stages()
            .<StagePoints>map(store -> new StoredStages(store, tableau.stages()))
            .orElseGet(() -> new RepeatedStages(method, context));
    slopeCotangent =
        StateVector.zeros(context.precision(), context.rows(), context.field().width());
    stageCotangents = new StateVector[stages];
    Arrays.setAll(stageCotangents, i -> slopeCotangent.newLike());
    collected = new StateVector[stages + 1];
    collectedWeights = new double[stages + 1];
    ones = new double[stages + 1];
    Arrays.fill(ones, 1);
  }

  @Override
  public void replay(StepTrail trail, StateVector result) {
    points.begin();
    if (result != null) {
      points.end(trail, result);
    }
  }

  @Override
  public void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent) {
    // A stage that only interpolated outputs use, as the last one of Dormand–Prince, is evaluated
    // only then.
    int used = outputs.count() > 0 ? stages : stagesOfResult;
    points.prepare(trail, used);
    RowScalar h = trail.step(0);
    if (factor == null || factor.size() != h.size()) {
      factor = h.newLike();
    }
    StateVector initial = trail.cotangent(0);
    for (int i = used - 1; i >= 0; i--) {
      int count = 0;
      if (method.b(i) != 0) {
        collected[count] = resultCotangent;
        collectedWeights[count++] = method.b(i);
      }
      for (int j = i + 1; j < used; j++) {
        if (method.a(j, i) != 0) {
          collected[count] = stageCotangents[j];
          collectedWeights[count++] = method.a(j, i);
        }
      }
      slopeCotangent.setToScaledSum(h, collectedWeights, collected, count);
      for (int m = 0; m < outputs.count(); m++) {
        RowScalar theta = outputs.theta(m);
        for (int k = 0; k < factor.size(); k++) {
          factor.set(k, h.get(k) * method.extension().weight(i, theta.get(k)));
        }
        slopeCotangent.add(factor, outputs.cotangent(m));
      }
      points.at(trail, i).vjp(slopeCotangent, stageCotangents[i], parameterCotangent);
    }
    collected[0] = resultCotangent;
    System.arraycopy(stageCotangents, 0, collected, 1, used);
    initial.setToStep(initial, one, ones, collected, used + 1);
    for (int m = 0; m < outputs.count(); m++) {
      initial.add(1, outputs.cotangent(m));
    }
  }
}
