// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

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
 * The backward differentiation formulas of orders 1 to 5 in fixed-leading-coefficient form. With
 * {@code P} the polynomial of degree k through the last k+1 accepted values, {@code y⁰ = P(t + h)}
 * and {@code ẏ⁰ = P'(t + h)}, a step solves the one equation
 *
 * <pre>{@code
 * α z - h f(t + h, z) = α y⁰ - h ẏ⁰        α = (1 - κ(k)) (1 + 1/2 + … + 1/k)
 * }</pre>
 *
 * <p>whatever the earlier steps were; for {@code f = -∇E} it is one proximal problem, strongly
 * convex with constant α. κ = 0 gives BDF, Klopfenstein's and Shampine's κ gives NDF. The local
 * error is {@code |h Σ 1/(t + h - t(n-j)) - α| (z - y⁰)}, j from 0 to k; with equal steps and κ = 0
 * that is {@code (z - y⁰)/(k+1)}.
 *
 * <p>Under error control a solve begins with order 1 and a small step; step and order are chosen
 * together. With fixed steps every step has the full order k: the first k-1 are taken with backward
 * Euler extrapolated to order k (plain for order 2, which loses nothing), the k-th with the formula
 * whose coefficients follow from k values. The interpolant is the polynomial through the result and
 * k past values; in the step j of the first k-1 there are j of them, so that inside it the
 * interpolant has order j, while its ends have order k.
 *
 * <p>Jackson, Sacks-Davis, "An alternative implementation of variable step-size multistep formulas
 * for stiff ODEs", ACM Transactions on Mathematical Software 6, 1980, pages 295–318; Brown, Byrne,
 * Hindmarsh, "VODE", SIAM Journal on Scientific and Statistical Computing 10, 1989, pages
 * 1038–1051; Shampine, Reichelt, "The MATLAB ODE suite", SIAM Journal on Scientific Computing 18,
 * 1997, pages 1–22; as proximal steps: Baker et al., arXiv 2204.08621, 2022.
 */
public final class BackwardDifferentiation implements SteppingMethod {

  /** Formulas of order 6 are stable in a sector of 18° only, those above in none. */
  public static final int HIGHEST_ORDER = 5;

  private static final double[] KAPPA = {0, -0.185, -1 / 9.0, -0.0823, -0.0415, 0};

  private final int highestOrder;
  private final boolean numerical;
  private final boolean guessesState;
  private final InnerSolver inner;
  private final StoppingRule rule;
  private final MethodInfo info;

  private BackwardDifferentiation(
      int highestOrder,
      boolean numerical,
      boolean guessesState,
      InnerSolver inner,
      StoppingRule rule) {
    this.highestOrder = highestOrder;
    this.numerical = numerical;
    this.guessesState = guessesState;
    this.inner = inner;
    this.rule = rule;
    info =
        new MethodInfo(
            (numerical ? "proximal NDF" : "proximal BDF") + " up to order " + highestOrder,
            highestOrder,
            2,
            highestOrder,
            0,
            highestOrder,
            true,
            Set.of(),
            "K. R. Jackson, R. Sacks-Davis, An alternative implementation of variable step-size multistep"
                + " formulas for stiff ODEs, ACM Trans. Math. Softw. 6, 1980, 295-318");
  }

  /**
   * BDF with the inner solver that suits the field.
   *
   * @param order the highest order, 1 to 5; with fixed steps the order
   */
  public static BackwardDifferentiation upToOrder(int order) {
    if (order < 1 || order > HIGHEST_ORDER) {
      throw new IllegalArgumentException(
          "backward differentiation has orders 1 to " + HIGHEST_ORDER + ", not " + order);
    }
    return new BackwardDifferentiation(order, false, false, null, StoppingRule.DEFAULT);
  }

  /** The same orders with NDF's κ. */
  public BackwardDifferentiation numerical() {
    return new BackwardDifferentiation(highestOrder, true, guessesState, inner, rule);
  }

  /**
   * The same method whose inner iterations begin at the state instead of the extrapolation of the
   * history, which amplifies what an iterative solver has left of stiff components.
   */
  public BackwardDifferentiation withStateAsGuess() {
    return new BackwardDifferentiation(highestOrder, numerical, true, inner, rule);
  }

  /** The same method with an inner solver, which is refused for fields that do not suit it. */
  public BackwardDifferentiation withInnerSolver(InnerSolver solver) {
    Objects.requireNonNull(solver, "solver");
    return new BackwardDifferentiation(highestOrder, numerical, guessesState, solver, rule);
  }

  /** The same method with the inner solver that suits the field, stopped by this rule. */
  public BackwardDifferentiation withStoppingRule(StoppingRule newRule) {
    Objects.requireNonNull(newRule, "newRule");
    return new BackwardDifferentiation(highestOrder, numerical, guessesState, null, newRule);
  }

  @Override
  public MethodInfo info() {
    return info;
  }

  @Override
  public Optional<String> refusal(VectorField field) {
    return inner == null ? Optional.empty() : InnerSolverChoice.refusal(inner, field);
  }

  int highestOrder() {
    return highestOrder;
  }

  boolean guessesState() {
    return guessesState;
  }

  /** The leading coefficient α of order k. */
  double leadingCoefficient(int k) {
    double harmonic = 0;
    for (int j = 1; j <= k; j++) {
      harmonic += 1.0 / j;
    }
    return numerical ? (1 - KAPPA[k]) * harmonic : harmonic;
  }

  InnerSolver.Session newInnerSession(StepContext context) {
    return InnerSolverChoice.newSession(inner, rule, context);
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new BdfStepper(this, context);
  }

  @Override
  public StepPullback newPullback(StepContext context) {
    return new BdfPullback(this, context);
  }

  @Override
  public String toString() {
    return info.name();
  }
}
