// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.implicit.StageEquation;
import dev.impetus.solver.implicit.TransposedSolve;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;

/**
 * The implicit function theorem in each step, with the formula that it was taken with: for {@code z
 * - γ h f(t + h, z) = Σ_j w(j) y(n-j)} and outputs {@code o(m) = q(m) z + Σ_j q(m,j) y(n-j)},
 *
 * <pre>{@code
 * solve (I - γ h ∂f/∂y)ᵀ μ = z̄ + Σ_m q(m) ō(m)
 * ȳ(n-j) += w(j) μ + Σ_m q(m,j) ō(m)        θ̄ += γ h (∂f/∂θ)ᵀ μ
 * }</pre>
 *
 * <p>The first steps of fixed length go back through each part of each extrapolated chain.
 */
final class BdfPullback implements StepPullback {

  private final BackwardDifferentiation method;
  private final StepContext context;
  private final BdfEquation equation;
  private final ExtrapolatedEuler euler;
  private final TransposedSolve transposed;
  private final StateVector[] past;
  private final double[] tau;
  private final double[] inside;
  private final double[] weights;
  private final StateVector z;
  private final StateVector incoming;
  private final StateVector mu;
  private final StateVector scaledMu;
  private final StateVector unwanted;
  private final StateVector toPart;
  private int formula;

  BdfPullback(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    this.context = context;
    equation = new BdfEquation(method, context);
    euler = ExtrapolatedEuler.ifNeeded(method, context);
    z = equation.equation().base().newLike();
    incoming = z.newLike();
    mu = z.newLike();
    scaledMu = z.newLike();
    unwanted = z.newLike();
    toPart = euler == null ? null : z.newLike();
    transposed = new TransposedSolve(z, context.field().traits());
    int capacity = method.highestOrder() + 1;
    past = new StateVector[capacity];
    tau = new double[capacity];
    inside = new double[capacity + 1];
    weights = new double[capacity];
  }

  @Override
  public void begin() {
    equation.beginSolve();
    if (euler != null) {
      euler.beginSolve();
    }
    transposed.forget();
  }

  @Override
  public void replay(StepTrail trail, StateVector result) {
    formula = trail.formula(0);
    double t = trail.time(0).get(0);
    double h = trail.step(0).get(0);
    for (int j = 0; j < Math.min(trail.available(), past.length); j++) {
      past[j] = trail.state(j);
      tau[j] = (trail.time(j).get(0) - t) / h - 1;
    }
    StepOutcome outcome = Formula.isExtrapolated(formula) ? extrapolate(t, h) : solve(t, h, trail);
    if (outcome != StepOutcome.OK) {
      throw StageEquation.notRepeated(method.info().name(), trail, outcome, "");
    }
    if (result != null) {
      result.copyFrom(z);
    }
  }

  private StepOutcome extrapolate(double t, double h) {
    StepOutcome outcome = euler.solve(t, h, past[0], Formula.order(formula)).outcome();
    if (outcome == StepOutcome.OK) {
      euler.combine(Formula.order(formula), z, null);
    }
    return outcome;
  }

  private StepOutcome solve(double t, double h, StepTrail trail) {
    equation.pose(formula, t, h, past[0], tau);
    equation.equation().base().setToSum(equation.weights(), past, Formula.pastValues(formula));
    if (trail.end() != null) {
      z.copyFrom(trail.end());
      return StepOutcome.OK;
    }
    guess(trail);
    return equation.solve(z).outcome();
  }

  /** Begins where the stepper began: another guess may need more iterations than are allowed. */
  private void guess(StepTrail trail) {
    int degree = Math.min(Formula.order(formula), trail.available() - 1);
    if (method.guessesState()) {
      z.copyFrom(past[0]);
    } else if (degree > 0) {
      HistoryWeights.extrapolation(tau, degree + 1, weights);
      z.setToSum(weights, past, degree + 1);
    } else if (context.adaptive()) {
      context.field().evaluate(trail.time(0), past[0], z);
      z.scale(trail.step(0).get(0));
      z.add(1, past[0]);
    } else {
      z.copyFrom(past[0]);
    }
  }

  @Override
  public void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent) {
    incoming.copyFrom(resultCotangent);
    int degree = Formula.degree(formula);
    for (int m = 0; m < outputs.count(); m++) {
      HistoryWeights.inside(tau, degree, outputs.theta(m).get(0) - 1, inside);
      incoming.add(inside[0], outputs.cotangent(m));
      for (int j = 0; j < degree; j++) {
        trail.cotangent(j).add(inside[j + 1], outputs.cotangent(m));
      }
    }
    if (Formula.isExtrapolated(formula)) {
      pullbackExtrapolation(trail, parameterCotangent);
      return;
    }
    pullback(equation.equation(), equation.scaledStep(), z, incoming, parameterCotangent);
    for (int j = 0; j < Formula.pastValues(formula); j++) {
      trail.cotangent(j).add(equation.weights()[j], mu);
    }
  }

  private void pullbackExtrapolation(StepTrail trail, StateVector parameterCotangent) {
    double t = trail.time(0).get(0);
    double h = trail.step(0).get(0);
    int p = Formula.order(formula);
    for (int j = 1; j <= p; j++) {
      mu.copyFrom(incoming);
      mu.scale(ExtrapolatedEuler.weight(p, j));
      for (int m = j - 1; m >= 0; m--) {
        euler.pose(t, h, past[0], j, m);
        toPart.copyFrom(mu);
        pullback(euler.equation(), euler.part(), euler.state(j, m), toPart, parameterCotangent);
      }
      trail.cotangent(0).add(1, mu);
    }
  }

  /** Solves for μ at a solution, and adds what the parameters get. */
  private void pullback(
      StageEquation system,
      RowScalar scaledStep,
      StateVector solution,
      StateVector cotangent,
      StateVector parameterCotangent) {
    system.linearizeForPullback(solution);
    transposed.solve(system, solution, cotangent, mu);
    if (parameterCotangent != null) {
      scaledMu.fill(0);
      scaledMu.add(scaledStep, mu);
      system.pullback(scaledMu, unwanted, parameterCotangent);
    }
  }
}
