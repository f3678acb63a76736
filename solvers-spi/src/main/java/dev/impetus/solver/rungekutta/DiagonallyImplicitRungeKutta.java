// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.control.PidController;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.InnerSolverChoice;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Any diagonally implicit Runge–Kutta method whose last stage is its result, made from its data:
 * backward Euler, the trapezoidal rule, ESDIRK methods. Stage i solves
 *
 * <pre>{@code
 * Y(i) - a(i,i) h f(t + c(i) h, Y(i)) = B(i) = y + h Σ_{j<i} a(i,j) k(j)
 * k(i) = (Y(i) - B(i)) / (a(i,i) h)
 * }</pre>
 *
 * <p>with an {@link InnerSolver}. The slope comes from the equation, not from the field, which
 * would enlarge the solver's error by the stiffness (Shampine, "Implementation of implicit formulas
 * for the solution of ODEs", SIAM Journal on Scientific and Statistical Computing 1, 1980, pages
 * 103–118). A stage that cannot be solved is a failed attempt.
 */
public final class DiagonallyImplicitRungeKutta implements SteppingMethod {

  private final MethodInfo info;
  private final DiagonallyImplicitScheme scheme;
  private final DiagonallyImplicitScheme startScheme;
  private final int startSteps;
  private final boolean trapezoidalError;
  private final Predictor predictor;
  private final InnerSolver inner;
  private final StoppingRule rule;

  private DiagonallyImplicitRungeKutta(
      MethodInfo info,
      DiagonallyImplicitScheme scheme,
      DiagonallyImplicitScheme startScheme,
      int startSteps,
      boolean trapezoidalError,
      Predictor predictor,
      InnerSolver inner,
      StoppingRule rule) {
    this.info = info;
    this.scheme = scheme;
    this.startScheme = startScheme;
    this.startSteps = startSteps;
    this.trapezoidalError = trapezoidalError;
    this.predictor = predictor;
    this.inner = inner;
    this.rule = rule;
  }

  /**
   * A method from its data, with the inner solver that suits the field and {@link Predictor#SLOPE}.
   *
   * @param name the name in the literature
   * @param order order of the step's result
   * @param tableau a tableau whose first stage is explicit at node 0 (with weight 0 if the method
   *     has none), whose others are implicit, and whose last one is the result
   * @param extension the interpolant inside a step
   * @param citation authors, title or journal, year, pages
   * @throws IllegalArgumentException if the tableau is not of that kind, has not this order (as far
   *     as the conditions up to order 4 can tell), or does not fit the extension
   */
  public static DiagonallyImplicitRungeKutta of(
      String name,
      int order,
      ButcherTableau tableau,
      ContinuousExtension extension,
      String citation) {
    DiagonallyImplicitScheme scheme = new DiagonallyImplicitScheme(tableau, extension);
    if (tableau.orderUpToFour() < Math.min(order, OrderConditions.HIGHEST)) {
      throw new IllegalArgumentException(
          name + ": the tableau has order " + tableau.orderUpToFour() + ", not " + order);
    }
    MethodInfo info = info(name, order, scheme.errorOrder(order), extension.order(), citation);
    return new DiagonallyImplicitRungeKutta(
        info, scheme, null, 0, false, Predictor.SLOPE, null, StoppingRule.DEFAULT);
  }

  private static MethodInfo info(
      String name, int order, int errorOrder, int denseOrder, String citation) {
    return new MethodInfo(name, order, errorOrder, denseOrder, 0, 0, true, Set.of(), citation);
  }

  /** The same method with an inner solver, which is refused for fields that do not suit it. */
  public DiagonallyImplicitRungeKutta withInnerSolver(InnerSolver solver) {
    Objects.requireNonNull(solver, "solver");
    return new DiagonallyImplicitRungeKutta(
        info, scheme, startScheme, startSteps, trapezoidalError, predictor, solver, rule);
  }

  /** The same method with the inner solver that suits the field, stopped by this rule. */
  public DiagonallyImplicitRungeKutta withStoppingRule(StoppingRule newRule) {
    Objects.requireNonNull(newRule, "newRule");
    return new DiagonallyImplicitRungeKutta(
        info, scheme, startScheme, startSteps, trapezoidalError, predictor, null, newRule);
  }

  /** The same method with another first guess. */
  public DiagonallyImplicitRungeKutta withPredictor(Predictor newPredictor) {
    Objects.requireNonNull(newPredictor, "newPredictor");
    return new DiagonallyImplicitRungeKutta(
        info, scheme, startScheme, startSteps, trapezoidalError, newPredictor, inner, rule);
  }

  /**
   * The same method whose first steps of a solve are taken with another tableau, of the same kind,
   * that damps what the method itself does not.
   *
   * @param steps how many
   */
  public DiagonallyImplicitRungeKutta withStart(
      int steps, ButcherTableau tableau, ContinuousExtension extension) {
    if (steps < 1) {
      throw new IllegalArgumentException("a start has at least one step, not " + steps);
    }
    DiagonallyImplicitScheme start = new DiagonallyImplicitScheme(tableau, extension);
    if (info.hasErrorEstimate() && !tableau.hasErrorEstimate()) {
      throw new IllegalArgumentException("the start of an adaptive method needs an estimate");
    }
    return new DiagonallyImplicitRungeKutta(
        info, scheme, start, steps, trapezoidalError, predictor, inner, rule);
  }

  /**
   * The same method with the error estimate of the trapezoidal rule, a twelfth of {@code h³} times
   * the third derivative, which is a divided difference of the slopes at the last three accepted
   * states; the first step has the tableau's estimate. Shampine, Reichelt, "The MATLAB ODE suite",
   * SIAM Journal on Scientific Computing 18, 1997, pages 1–22 (ode23t).
   */
  public DiagonallyImplicitRungeKutta withTrapezoidalError() {
    if (info.order() != 2 || !scheme.tableau().hasErrorEstimate()) {
      throw new IllegalArgumentException(
          info.name() + " is not the trapezoidal rule with an estimate for its first step");
    }
    return new DiagonallyImplicitRungeKutta(
        info(info.name(), 2, 3, info.denseOrder(), info.citation()),
        scheme,
        startScheme,
        startSteps,
        true,
        predictor,
        inner,
        rule);
  }

  @Override
  public MethodInfo info() {
    return info;
  }

  /**
   * {@link PidController#proportionalIntegral}: the errors of implicit steps change faster than
   * stability would let an explicit method's, so that the integral controller alone has up to a
   * third of the steps rejected (van der Pol's oscillator, ε = 1e-6, rtol 1e-6: 195 of 694, with
   * this one 21 of 641).
   */
  @Override
  public StepController suitedController() {
    return PidController.proportionalIntegral();
  }

  /** The coefficients. */
  public ButcherTableau tableau() {
    return scheme.tableau();
  }

  /** The interpolant. */
  public ContinuousExtension extension() {
    return scheme.extension();
  }

  @Override
  public Optional<String> refusal(VectorField field) {
    return inner == null ? Optional.empty() : InnerSolverChoice.refusal(inner, field);
  }

  /** The scheme of a step, counted from 0. */
  DiagonallyImplicitScheme schemeOf(long step) {
    return step < startSteps ? startScheme : scheme;
  }

  /** The largest number of stages of a step. */
  int mostStages() {
    int stages = scheme.tableau().stages();
    return startScheme == null ? stages : Math.max(stages, startScheme.tableau().stages());
  }

  /** Whether a step, counted from 0, has the trapezoidal rule's estimate. */
  boolean hasTrapezoidalError(long step) {
    return trapezoidalError && step > 0 && step >= startSteps;
  }

  Predictor predictor() {
    return predictor;
  }

  InnerSolver.Session newInnerSession(StepContext context) {
    return InnerSolverChoice.newSession(inner, rule, context);
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new DiagonallyImplicitStepper(this, context);
  }

  @Override
  public StepPullback newPullback(StepContext context) {
    return new DiagonallyImplicitPullback(this, context);
  }

  @Override
  public String toString() {
    return info.name();
  }
}
