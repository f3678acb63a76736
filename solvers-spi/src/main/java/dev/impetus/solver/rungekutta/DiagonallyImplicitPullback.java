// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.implicit.TransposedSolve;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;

/**
 * The implicit function theorem in each stage of a diagonally implicit step. With {@code K(i)} the
 * cotangent that slope i gets from the result, the outputs and later stages, from the last stage to
 * the first:
 *
 * <pre>{@code
 * K(i) = h (b(i) ȳ1 + Σ_m b_i(θ_m) ō(m) + Σ_{j>i} a(j,i) Y(j))
 * solve (I - a(i,i) h ∂f/∂y)ᵀ μ = K(i);    Y(i) = (∂f/∂y)ᵀ μ,    θ̄ += (∂f/∂θ)ᵀ μ
 * ȳ  += ȳ1 + Σ_m ō(m) + Σ_i Y(i)
 * }</pre>
 *
 * <p>The iterations of the inner solver are not differentiated. The step's end, where the tape
 * knows it, is not solved for again: backward Euler and the trapezoidal rule then cost
 * vector–Jacobian products and one evaluation a stage.
 */
final class DiagonallyImplicitPullback implements StepPullback {

  private final DiagonallyImplicitRungeKutta method;
  private final VectorField field;
  private final DiagonallyImplicitStages stages;
  private final StageEquation equation;
  private final TransposedSolve transposed;
  private final StateVector[] states;
  private final StateVector[] stageCotangents;
  private final StateVector slopeCotangent;
  private final StateVector mu;
  private DiagonallyImplicitScheme scheme;
  private RowScalar factor;
  private final StateVector nextSlope;
  private final HermiteCubic cubic = new HermiteCubic();
  private int replayed = -1;
  private int nextIndex = -1;

  DiagonallyImplicitPullback(DiagonallyImplicitRungeKutta method, StepContext context) {
    this.method = method;
    field = context.field();
    stages = new DiagonallyImplicitStages(method, context);
    equation = new StageEquation(context);
    slopeCotangent = equation.base().newLike();
    mu = slopeCotangent.newLike();
    nextSlope = slopeCotangent.newLike();
    transposed = new TransposedSolve(slopeCotangent, field.traits());
    states = new StateVector[method.mostStages()];
    stageCotangents = new StateVector[states.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = slopeCotangent.newLike();
      stageCotangents[i] = slopeCotangent.newLike();
    }
  }

  @Override
  public void begin() {
    stages.reset();
    transposed.forget();
    replayed = -1;
  }

  @Override
  public void replay(StepTrail trail, StateVector result) {
    RowScalar h = trail.step(0);
    if (factor == null || factor.size() != h.size()) {
      factor = h.newLike();
    }
    scheme = method.schemeOf(trail.index());
    ButcherTableau tableau = scheme.tableau();
    StateVector y = trail.state(0);
    states[0].copyFrom(y);
    int last = tableau.stages() - 1;
    int toSolve = trail.end() == null ? last : last - 1;
    boolean firstUsed = false;
    for (int i = 1; i <= toSolve; i++) {
      firstUsed |= tableau.a(i, 0) != 0;
    }
    if (firstUsed) {
      keepSlope(trail);
      field.evaluate(trail.time(0), y, stages.slopes()[0]);
    }
    for (int i = 1; i <= toSolve; i++) {
      stages.prepare(tableau, i, trail.time(0), h, y);
      guess(trail, i);
      InnerSolver.Result solved = stages.solve(i, states[i]);
      if (solved.outcome() != StepOutcome.OK) {
        throw StageEquation.notRepeated(
            method.info().name(),
            trail,
            solved.outcome(),
            ", or keep every accepted state instead of checkpoints");
      }
    }
    if (toSolve < last) {
      states[last].copyFrom(trail.end());
    }
    if (result != null) {
      result.copyFrom(states[last]);
    }
  }

  /** Steps are pulled back from the last to the first: the slope at this one's end is at hand. */
  private void keepSlope(StepTrail trail) {
    nextIndex = -1;
    if (trail.index() + 1 == replayed) {
      nextSlope.copyFrom(stages.slopes()[0]);
      nextIndex = replayed;
    }
    replayed = trail.index();
  }

  private void guess(StepTrail trail, int stage) {
    if (method.predictor() == Predictor.CUBIC
        && trail.end() != null
        && nextIndex == trail.index() + 1) {
      factor.setAll(scheme.tableau().c(stage));
      StateVector[] slopes = stages.slopes();
      cubic.value(
          factor, trail.step(0), trail.state(0), slopes[0], trail.end(), nextSlope, states[stage]);
    } else if (method.predictor() != Predictor.STATE && stage > 1) {
      stages.guessBySlope(stage, states[stage]);
    } else {
      states[stage].copyFrom(trail.state(0));
    }
  }

  @Override
  public void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent) {
    ButcherTableau tableau = scheme.tableau();
    RowScalar h = trail.step(0);
    int last = tableau.stages() - 1;
    for (int i = last; i >= 0; i--) {
      StateVector cotangent = stageCotangents[i];
      if (!collect(i, h, resultCotangent, outputs)) {
        cotangent.fill(0);
        continue;
      }
      equation.begin(
          equation.base(), trail.time(0), h, tableau.c(i), tableau.a(i, i), trail.state(0));
      equation.linearizeForPullback(states[i]);
      StateVector atSlope = slopeCotangent;
      if (tableau.a(i, i) != 0) {
        transposed.solve(equation, states[i], slopeCotangent, mu);
        atSlope = mu;
      }
      equation.pullback(atSlope, cotangent, parameterCotangent);
    }
    StateVector initial = trail.cotangent(0);
    initial.add(1, resultCotangent);
    for (int m = 0; m < outputs.count(); m++) {
      initial.add(1, outputs.cotangent(m));
    }
    for (int i = 0; i <= last; i++) {
      initial.add(1, stageCotangents[i]);
    }
  }

  /** Writes K(i); false if nothing depends on the slope. */
  private boolean collect(int i, RowScalar h, StateVector resultCotangent, Outputs outputs) {
    ButcherTableau tableau = scheme.tableau();
    slopeCotangent.fill(0);
    boolean used = add(h, tableau.b(i), resultCotangent);
    for (int j = i + 1; j < tableau.stages(); j++) {
      used |= add(h, tableau.a(j, i), stageCotangents[j]);
    }
    if (scheme.extension().ignores(i)) {
      return used;
    }
    for (int m = 0; m < outputs.count(); m++) {
      RowScalar theta = outputs.theta(m);
      for (int k = 0; k < factor.size(); k++) {
        factor.set(k, h.get(k) * scheme.extension().weight(i, theta.get(k)));
      }
      slopeCotangent.add(factor, outputs.cotangent(m));
    }
    return used || outputs.count() > 0;
  }

  private boolean add(RowScalar h, double weight, StateVector cotangent) {
    if (weight == 0) {
      return false;
    }
    for (int k = 0; k < factor.size(); k++) {
      factor.set(k, weight * h.get(k));
    }
    slopeCotangent.add(factor, cotangent);
    return true;
  }
}
