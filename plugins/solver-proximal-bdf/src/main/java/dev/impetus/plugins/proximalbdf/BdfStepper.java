// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepInterpolant;
import dev.impetus.solver.step.StepOutcome;
import dev.impetus.solver.step.Stepper;

/** Takes steps of backward differentiation formulas. */
final class BdfStepper implements Stepper {

  private final BackwardDifferentiation method;
  private final StepContext context;
  private final BdfEquation equation;
  private final ExtrapolatedEuler euler;
  private final OrderSelection selection;
  private final History history;
  private final StateVector slope;
  private final StateVector candidate;
  private final double[] tau;
  private final double[] weights;
  private final RowScalar norm = RowScalar.shared(0);
  private final HistoryPolynomial polynomial;
  private double h;
  private int formula;
  private StateVector z;

  BdfStepper(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    this.context = context;
    equation = new BdfEquation(method, context);
    euler = ExtrapolatedEuler.ifNeeded(method, context);
    selection = new OrderSelection(method.highestOrder());
    slope = equation.equation().base().newLike();
    candidate = slope.newLike();
    int capacity = method.highestOrder() + 1;
    history = new History(capacity, slope);
    polynomial = new HistoryPolynomial(capacity);
    tau = new double[capacity];
    weights = new double[capacity];
  }

  @Override
  public void start(RowScalar t, StateVector y, StateVector newSlope) {
    selection.begin();
    history.begin();
    slope.copyFrom(newSlope);
    equation.beginSolve();
    if (euler != null) {
      euler.beginSolve();
    }
  }

  @Override
  public void attempt(RowScalar t, StateVector y, RowScalar step, StepAttempt result) {
    h = step.get(0);
    z = result.result();
    history.place(t.get(0), y);
    history.places(h, tau);
    selection.attempt();
    formula = nextFormula();
    result.setFormula(0, formula);
    result.setErrorOrder(Formula.order(formula) + (Formula.isExtrapolated(formula) ? 0 : 1));
    InnerSolver.Result solved =
        Formula.isExtrapolated(formula)
            ? euler.solve(t.get(0), h, y, Formula.order(formula))
            : solve(t.get(0));
    result.addInnerIterations(solved.iterations());
    if (solved.outcome() != StepOutcome.OK) {
      equation.reset();
      if (euler != null) {
        euler.reset();
      }
      result.fail(solved.outcome(), solved.row());
    } else if (Formula.isExtrapolated(formula)) {
      euler.combine(Formula.order(formula), z, result.error());
    } else {
      writeError(predictorDegree(), result.error());
      if (context.adaptive()) {
        propose(result);
      }
    }
  }

  private int nextFormula() {
    int highest = method.highestOrder();
    int known = history.count();
    int k = context.adaptive() ? selection.order() : highest;
    if (known > k) {
      return Formula.fixedLeading(k);
    }
    return known == k || highest == 2
        ? Formula.variable(known)
        : Formula.extrapolated(highest, known);
  }

  private InnerSolver.Result solve(double t) {
    equation.pose(formula, t, h, history.latest(), tau);
    history.sum(equation.weights(), Formula.pastValues(formula), equation.equation().base());
    if (method.guessesState()) {
      z.copyFrom(history.latest());
    } else {
      predict(predictorDegree(), z);
    }
    return equation.solve(z);
  }

  /** The degree of the extrapolation that belongs to the formula, as far as there are values. */
  private int predictorDegree() {
    return Math.min(Formula.order(formula), history.count() - 1);
  }

  /** Writes the extrapolation of some degree to the end of the step. */
  private void predict(int degree, StateVector out) {
    HistoryWeights.extrapolation(tau, degree + 1, weights);
    history.sum(weights, degree + 1, out);
    // The slope at the start says where a step under error control goes, but not a long one.
    if (degree == 0 && context.adaptive()) {
      out.add(h, slope);
    }
  }

  /** Writes the local error of some order; of order 1 in the first step. */
  private void writeError(int order, StateVector out) {
    predict(order, out);
    double constant =
        order == 0
            ? HistoryWeights.FIRST_ERROR_CONSTANT
            : HistoryWeights.errorConstant(order, method.leadingCoefficient(order), tau);
    out.scale(-constant);
    out.add(constant, z);
  }

  /** Proposes the next step together with the next order. */
  private void propose(StepAttempt result) {
    double same = norm(result.error());
    if (!(same <= 1)) {
      return;
    }
    int order = selection.order();
    double lower =
        selection.considersNeighbours() ? neighbour(order - 1) : Double.POSITIVE_INFINITY;
    double higher =
        selection.considersNeighbours() ? neighbour(order + 1) : Double.POSITIVE_INFINITY;
    result.proposeFactor(0, selection.factor(same, lower, higher));
  }

  private double neighbour(int order) {
    if (order < 1 || order > method.highestOrder() || order >= history.count()) {
      return Double.POSITIVE_INFINITY;
    }
    writeError(order, candidate);
    return norm(candidate);
  }

  private double norm(StateVector error) {
    context.norm().measure(error, history.latest(), z, context.tolerances(), norm);
    return norm.get(0);
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    polynomial.through(z, history, tau, Formula.degree(formula));
    polynomial.interpolate(theta, out);
  }

  @Override
  public StepInterpolant capture() {
    HistoryPolynomial captured = new HistoryPolynomial(tau.length);
    captured.through(z, history, tau, Formula.degree(formula));
    captured.keep();
    return captured;
  }

  @Override
  public void commit(RowMask accepted) {
    selection.accepted();
    history.advance();
  }
}
