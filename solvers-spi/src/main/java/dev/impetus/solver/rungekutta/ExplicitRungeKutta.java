// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Optional;
import java.util.Set;

/**
 * Any explicit Runge–Kutta method, made from its data: one evaluation of the field a stage, one
 * less where the last slope is the next step's first.
 */
public final class ExplicitRungeKutta implements SteppingMethod {

  private final MethodInfo info;
  private final ButcherTableau tableau;
  private final ContinuousExtension extension;
  private final double[] dampingWeights;

  private ExplicitRungeKutta(
      MethodInfo info,
      ButcherTableau tableau,
      ContinuousExtension extension,
      double[] dampingWeights) {
    this.info = info;
    this.tableau = tableau;
    this.extension = extension;
    this.dampingWeights = dampingWeights;
  }

  /**
   * A method from its data.
   *
   * @param name the name in the literature
   * @param order order of the step's result
   * @param tableau an explicit tableau, with an embedded formula if the step is to be adapted
   * @param extension the interpolant inside a step
   * @param citation authors, title or journal, year, pages
   * @throws IllegalArgumentException if the tableau is not explicit, has not this order (as far as
   *     the conditions up to order 4 can tell), or does not fit the extension
   */
  public static ExplicitRungeKutta of(
      String name,
      int order,
      ButcherTableau tableau,
      ContinuousExtension extension,
      String citation) {
    if (!tableau.isExplicit()) {
      throw new IllegalArgumentException(name + ": a stage depends on itself or on a later one");
    }
    if (tableau.orderUpToFour() < Math.min(order, OrderConditions.HIGHEST)) {
      throw new IllegalArgumentException(
          name + ": the tableau has order " + tableau.orderUpToFour() + ", not " + order);
    }
    extension.requireFits(tableau);
    int stages = tableau.stages();
    MethodInfo info =
        new MethodInfo(
            name,
            order,
            tableau.hasErrorEstimate() ? Math.min(order, tableau.embeddedOrder()) + 1 : 0,
            extension.order(),
            tableau.isFirstSameAsLast() ? stages - 1 : stages,
            0,
            false,
            Set.of(),
            citation);
    return new ExplicitRungeKutta(info, tableau, extension, null);
  }

  /**
   * The same method with two error estimates combined as in Hairer's DOP853: with the tableau's
   * estimate {@code e} and a second one {@code d} of lower order, the error is {@code e · ‖e‖ /
   * √(‖e‖² + 0.01 ‖d‖²)}, whose order is twice that of e less that of d.
   *
   * @param weights the weights of {@code d}, one a stage; their sum is 0
   * @param order order of the embedded formula to which {@code d} belongs
   */
  public ExplicitRungeKutta withDampedError(double[] weights, int order) {
    if (weights.length != tableau.stages() || order >= tableau.embeddedOrder() || order < 1) {
      throw new IllegalArgumentException(
          info.name()
              + ": "
              + weights.length
              + " weights of order "
              + order
              + " do not damp an estimate of order "
              + tableau.embeddedOrder()
              + " with "
              + tableau.stages()
              + " stages");
    }
    ButcherTableau.requireSum("the second error weights", weights, 0);
    MethodInfo combined =
        new MethodInfo(
            info.name(),
            info.order(),
            2 * (tableau.embeddedOrder() + 1) - (order + 1),
            info.denseOrder(),
            info.evaluationsPerStep(),
            info.historyLength(),
            info.implicit(),
            info.needs(),
            info.citation());
    return new ExplicitRungeKutta(combined, tableau, extension, weights.clone());
  }

  @Override
  public MethodInfo info() {
    return info;
  }

  /** The coefficients. */
  public ButcherTableau tableau() {
    return tableau;
  }

  /** The interpolant. */
  public ContinuousExtension extension() {
    return extension;
  }

  /** None: every stage is row by row, and a step of 0 leaves a row as it is. */
  @Override
  public Optional<String> refusal(BatchPolicy policy) {
    return Optional.empty();
  }

  @Override
  public boolean storesStages() {
    return true;
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new ExplicitStepper(tableau, extension, dampingWeights, context);
  }

  @Override
  public StepPullback newPullback(StepContext context) {
    return new ExplicitPullback(tableau, extension, context);
  }

  @Override
  public String toString() {
    return info.name();
  }
}
