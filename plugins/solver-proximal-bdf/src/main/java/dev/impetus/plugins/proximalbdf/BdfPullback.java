// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
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
  private final BdfStep step;
  private final ExtrapolatedEuler euler;
  private final TransposedSolve transposed;
  private final RowSum weights;
  private final RowSum inside;
  private final StateVector z;
  private final StateVector cotangent;
  private final StateVector mu;
  private final StateVector scaledMu;
  private final StateVector unwanted;
  private final StateVector incoming;
  private final double[] scratch;
  private double[][] tau = {};
  private int[] formulas = {};

  BdfPullback(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    VectorField field = context.field();
    step = new BdfStep(method, context);
    euler =
        context.adaptive() || method.highestOrder() < 3
            ? null
            : new ExtrapolatedEuler(method, context);
    z = step.equation().base().newLike();
    cotangent = z.newLike();
    mu = z.newLike();
    scaledMu = z.newLike();
    unwanted = z.newLike();
    incoming = z.newLike();
    transposed = new TransposedSolve(z, field.traits());
    int terms = method.highestOrder() + 2;
    weights = new RowSum(terms);
    inside = new RowSum(terms);
    scratch = new double[terms];
  }

  @Override
  public void replay(StepTrail trail, StateVector result) {
    RowScalar h = trail.step(0);
    place(trail);
    InnerSolver.Result solved;
    if (Formula.isExtrapolated(formulas[0])) {
      solved = euler.solve(trail.time(0), h, trail.state(0), Formula.order(formulas[0]));
      euler.combine(Formula.order(formulas[0]), z, null);
    } else {
      solved = solve(trail);
    }
    if (solved.outcome() != StepOutcome.OK) {
      throw notRepeated(trail, solved.outcome());
    }
    if (result != null) {
      result.copyFrom(z);
    }
  }

  private void place(StepTrail trail) {
    RowScalar h = trail.step(0);
    if (tau.length != h.size()) {
      tau = new double[h.size()][method.highestOrder() + 1];
      formulas = new int[h.size()];
    }
    for (int i = 0; i < formulas.length; i++) {
      formulas[i] = trail.formula(i);
      double now = trail.time(0).get(i);
      for (int j = 0; j < Math.min(trail.available(), tau[i].length); j++) {
        tau[i][j] = (trail.time(j).get(i) - now) / h.get(i) - 1;
      }
    }
  }

  private InnerSolver.Result solve(StepTrail trail) {
    RowScalar h = trail.step(0);
    step.begin(trail.time(0), h);
    weights.begin(h);
    for (int j = 0; j < Math.min(trail.available(), method.highestOrder() + 1); j++) {
      weights.term(j + 1, trail.state(j));
    }
    for (int i = 0; i < formulas.length; i++) {
      step.formula(i, formulas[i], h.get(i), tau[i], scratch, weights.weights(i));
    }
    weights.writeTo(step.equation().base());
    step.pose(trail.state(0));
    if (trail.end() != null) {
      z.copyFrom(trail.end());
      return new InnerSolver.Result(StepOutcome.OK, 0, 0, -1);
    }
    z.copyFrom(trail.state(0));
    return step.solve(z);
  }

  private ImpetusException notRepeated(StepTrail trail, StepOutcome outcome) {
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "an accepted step of "
                + method.info().name()
                + " could not be repeated for its gradient",
            "t = " + trail.time(0) + ", step " + trail.step(0),
            "the inner solver ended with " + outcome + " although it had succeeded once",
            "allow more inner iterations"));
  }

  @Override
  public void pullback(
      StepTrail trail,
      StateVector resultCotangent,
      Outputs outputs,
      StateVector parameterCotangent) {
    cotangent.copyFrom(resultCotangent);
    pullbackOutputs(trail, outputs);
    if (Formula.isExtrapolated(formulas[0])) {
      pullbackExtrapolation(trail, parameterCotangent);
      return;
    }
    pullback(step.equation(), step.scaled(), z, cotangent, parameterCotangent);
    for (int j = 0; j < known(); j++) {
      weights.addTo(trail.cotangent(j), j + 1, mu);
    }
  }

  /** How many past values the step or its outputs can have used. */
  private int known() {
    int most = 0;
    for (int formula : formulas) {
      most =
          Math.max(most, Formula.degree(formula) + (Formula.isFixedLeading(formula) ? 1 : 0));
    }
    return most;
  }

  /** Solves for μ at z, and adds what the parameters get. */
  private void pullback(
      StageEquation equation,
      RowScalar scaled,
      StateVector at,
      StateVector incoming,
      StateVector parameterCotangent) {
    equation.linearizeForPullback(at);
    transposed.solve(equation, at, incoming, mu);
    if (parameterCotangent != null) {
      scaledMu.fill(0);
      scaledMu.add(scaled, mu);
      equation.pullback(scaledMu, unwanted, parameterCotangent);
    }
  }

  private void pullbackOutputs(StepTrail trail, Outputs outputs) {
    RowScalar h = trail.step(0);
    for (int m = 0; m < outputs.count(); m++) {
      inside.begin(h);
      for (int i = 0; i < formulas.length; i++) {
        int degree = h.get(i) == 0 ? 0 : Formula.degree(formulas[i]);
        HistoryWeights.inside(
            tau[i], degree, outputs.theta(m).get(i) - 1, inside.weights(i));
      }
      inside.addTo(cotangent, 0, outputs.cotangent(m));
      for (int j = 0; j < known(); j++) {
        inside.addTo(trail.cotangent(j), j + 1, outputs.cotangent(m));
      }
    }
  }

  private void pullbackExtrapolation(StepTrail trail, StateVector parameterCotangent) {
    int p = Formula.order(formulas[0]);
    for (int j = 1; j <= p; j++) {
      mu.copyFrom(cotangent);
      mu.scale(ExtrapolatedEuler.weight(p, j));
      for (int m = j - 1; m >= 0; m--) {
        euler.pose(trail.time(0), trail.step(0), trail.state(0), j, m);
        incoming.copyFrom(mu);
        pullback(
            euler.equation(), euler.part(), euler.state(j, m), incoming, parameterCotangent);
      }
      trail.cotangent(0).add(1, mu);
    }
  }
}
