// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Set;

/**
 * Any explicit Runge–Kutta method, made from its data: one evaluation of the field a stage, one
 * less where the last slope is the next step's first.
 */
public final class ExplicitRungeKutta implements SteppingMethod {

  private final MethodInfo info;
  private final ButcherTableau tableau;
  private final ContinuousExtension extension;

  private ExplicitRungeKutta(
      MethodInfo info, ButcherTableau tableau, ContinuousExtension extension) {
    this.info = info;
    this.tableau = tableau;
    this.extension = extension;
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
    return new ExplicitRungeKutta(info, tableau, extension);
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

  @Override
  public Stepper newStepper(StepContext context) {
    return new ExplicitStepper(tableau, extension, context);
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
