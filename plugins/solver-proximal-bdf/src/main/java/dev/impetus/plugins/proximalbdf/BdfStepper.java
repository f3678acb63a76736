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
import java.util.Arrays;

/**
 * Takes steps of backward differentiation formulas. Terms of its sums: the result, the past values
 * from the latest on, the slope at the start.
 */
final class BdfStepper implements Stepper {

  private static final int RESULT = 0;
  private static final int PAST = 1;

  private final BackwardDifferentiation method;
  private final StepContext context;
  private final BdfStep step;
  private final ExtrapolatedEuler euler;
  private final History history;
  private final RowSum sum;
  private final int slopeTerm;
  private final StateVector slope;
  private final StateVector candidate;
  private final double[] scratch;
  private OrderSelection[] selections = {};
  private double[][] tau = {};
  private int[] formulas = {};
  private RowScalar same;
  private RowScalar lower;
  private RowScalar higher;
  private RowScalar h;
  private StateVector z;

  BdfStepper(BackwardDifferentiation method, StepContext context) {
    this.method = method;
    this.context = context;
    step = new BdfStep(method, context);
    euler =
        context.adaptive() || method.highestOrder() < 3
            ? null
            : new ExtrapolatedEuler(method, context);
    slope = step.equation().base().newLike();
    candidate = slope.newLike();
    int capacity = method.highestOrder() + 1;
    history = new History(capacity, slope);
    slopeTerm = PAST + capacity;
    sum = new RowSum(slopeTerm + 1);
    sum.term(slopeTerm, slope);
    scratch = new double[capacity + 1];
  }

  @Override
  public void start(RowScalar t, StateVector y, StateVector newSlope) {
    int lanes = t.size();
    if (selections.length != lanes) {
      selections = new OrderSelection[lanes];
      for (int i = 0; i < lanes; i++) {
        selections[i] = new OrderSelection(method.highestOrder());
      }
      tau = new double[lanes][method.highestOrder() + 1];
      formulas = new int[lanes];
      same = t.newLike();
      lower = t.newLike();
      higher = t.newLike();
    }
    for (OrderSelection selection : selections) {
      selection.begin();
    }
    history.begin(lanes);
    slope.copyFrom(newSlope);
    reset();
  }

  private void reset() {
    step.reset();
    if (euler != null) {
      euler.reset();
    }
  }

  @Override
  public void attempt(RowScalar t, StateVector y, RowScalar newH, StepAttempt result) {
    h = newH;
    z = result.result();
    history.place(t, y);
    sum.term(RESULT, z);
    for (int back = 0; PAST + back < slopeTerm; back++) {
      sum.term(PAST + back, history.value(back));
    }
    chooseFormulas(result);
    InnerSolver.Result solved =
        Formula.isExtrapolated(formulas[0]) ? extrapolate(t, y, result) : solve(t, y);
    result.addInnerIterations(solved.iterations());
    if (solved.outcome() != StepOutcome.OK) {
      reset();
      result.fail(solved.outcome(), solved.row());
      return;
    }
    if (Formula.isExtrapolated(formulas[0])) {
      return;
    }
    writeError(result);
    if (context.adaptive()) {
      propose(y, result);
    }
  }

  private void chooseFormulas(StepAttempt result) {
    int highest = method.highestOrder();
    for (int i = 0; i < formulas.length; i++) {
      if (h.get(i) != 0) {
        selections[i].attempt();
        history.places(i, h.get(i), tau[i]);
      }
      int known = history.count(i);
      int k = context.adaptive() ? selections[i].order() : highest;
      if (known > k) {
        formulas[i] = Formula.fixedLeading(k);
      } else if (known == k || highest == 2) {
        formulas[i] = Formula.variable(known);
      } else {
        formulas[i] = Formula.extrapolated(highest - 1, known);
      }
      result.setFormula(i, formulas[i]);
      result.setErrorOrder(i, Formula.order(formulas[i]) + 1);
    }
  }

  private InnerSolver.Result extrapolate(RowScalar t, StateVector y, StepAttempt result) {
    int p = Formula.order(formulas[0]);
    InnerSolver.Result solved = euler.solve(t, h, y, p);
    if (solved.outcome() == StepOutcome.OK) {
      euler.combine(p, z, result.error());
      result.setErrorOrder(p);
    }
    return solved;
  }

  private InnerSolver.Result solve(RowScalar t, StateVector y) {
    step.begin(t, h);
    sum.begin(h);
    for (int i = 0; i < formulas.length; i++) {
      step.formula(i, formulas[i], h.get(i), tau[i], scratch, sum.weights(i));
    }
    sum.writeTo(step.equation().base());
    step.pose(y);
    sum.begin(h);
    for (int i = 0; i < formulas.length; i++) {
      addPrediction(i, degree(i), 1);
    }
    sum.writeTo(z);
    return step.solve(z);
  }

  /** The degree of the predictor of the present order, as far as there are values. */
  private int degree(int lane) {
    return Math.min(Formula.order(formulas[lane]), history.count(lane) - 1);
  }

  /** Adds the weights of the extrapolation of some degree to the end of the step. */
  private void addPrediction(int lane, int degree, double factor) {
    double[] weights = sum.weights(lane);
    double length = h.get(lane);
    if (degree == 0 || length == 0) {
      weights[PAST] += factor;
      // The slope at the start says where a step under error control goes, but not a long one.
      weights[slopeTerm] += context.adaptive() ? factor * length : 0;
      return;
    }
    HistoryWeights.extrapolation(tau[lane], degree + 1, scratch);
    for (int j = 0; j <= degree; j++) {
      weights[PAST + j] += factor * scratch[j];
    }
  }

  private void writeError(StepAttempt result) {
    sum.begin(h);
    for (int i = 0; i < formulas.length; i++) {
      addError(i, degree(i));
    }
    sum.writeTo(result.error());
  }

  /** Adds the weights of the local error of some order. */
  private void addError(int lane, int order) {
    if (h.get(lane) == 0) {
      return;
    }
    double constant =
        order == 0
            ? 0.5
            : HistoryWeights.errorConstant(order, method.leadingCoefficient(order), tau[lane]);
    sum.weights(lane)[RESULT] += constant;
    addPrediction(lane, order, -constant);
  }

  /** Proposes the next step together with the next order. */
  private void propose(StateVector y, StepAttempt result) {
    measure(result.error(), y, same);
    boolean neighbours = false;
    for (int i = 0; i < formulas.length; i++) {
      neighbours |= same.get(i) <= 1 && selections[i].considersNeighbours();
    }
    lower.setAll(Double.POSITIVE_INFINITY);
    higher.setAll(Double.POSITIVE_INFINITY);
    if (neighbours) {
      measureNeighbour(-1, y, lower);
      measureNeighbour(1, y, higher);
    }
    for (int i = 0; i < formulas.length; i++) {
      if (same.get(i) <= 1 && h.get(i) != 0) {
        result.proposeFactor(i, selections[i].factor(same.get(i), lower.get(i), higher.get(i)));
      }
    }
  }

  private void measureNeighbour(int difference, StateVector y, RowScalar out) {
    sum.begin(h);
    boolean any = false;
    for (int i = 0; i < formulas.length; i++) {
      int order = selections[i].order() + difference;
      if (isCandidate(i, order)) {
        addError(i, order);
        any = true;
      }
    }
    if (!any) {
      return;
    }
    sum.writeTo(candidate);
    measure(candidate, y, out);
    for (int i = 0; i < formulas.length; i++) {
      if (!isCandidate(i, selections[i].order() + difference)) {
        out.set(i, Double.POSITIVE_INFINITY);
      }
    }
  }

  private boolean isCandidate(int lane, int order) {
    return selections[lane].considersNeighbours()
        && order >= 1
        && order <= method.highestOrder()
        && order < history.count(lane);
  }

  private void measure(StateVector error, StateVector y, RowScalar out) {
    context.norm().measure(error, y, z, context.tolerances(), out);
  }

  @Override
  public void interpolate(RowScalar theta, StateVector out) {
    sum.begin(h);
    for (int i = 0; i < formulas.length; i++) {
      HistoryWeights.inside(tau[i], degree(i, formulas[i]), theta.get(i) - 1, sum.weights(i));
    }
    sum.writeTo(out);
  }

  /** The degree of the interpolant; a row that stands still has the constant one. */
  private int degree(int lane, int formula) {
    return h.get(lane) == 0 ? 0 : Formula.degree(formula);
  }

  @Override
  public StepInterpolant capture() {
    double[][] places = new double[formulas.length][];
    int most = 0;
    for (int i = 0; i < formulas.length; i++) {
      places[i] = Arrays.copyOf(tau[i], degree(i, formulas[i]));
      most = Math.max(most, places[i].length);
    }
    StateVector[] values = new StateVector[most + 1];
    for (int j = 0; j <= most; j++) {
      values[j] = z.newLike();
      values[j].copyFrom(j == 0 ? z : history.value(j - 1));
    }
    return (theta, out) -> {
      RowSum polynomial = new RowSum(values.length);
      polynomial.begin(theta);
      for (int j = 0; j < values.length; j++) {
        polynomial.term(j, values[j]);
      }
      for (int i = 0; i < theta.size(); i++) {
        HistoryWeights.inside(places[i], places[i].length, theta.get(i) - 1, polynomial.weights(i));
      }
      polynomial.writeTo(out);
    };
  }

  @Override
  public void commit(RowMask accepted) {
    for (int i = 0; i < selections.length; i++) {
      if (accepted.get(i)) {
        selections[i].accepted();
      }
    }
    history.advance(accepted);
  }
}
