// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.Stepper;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Set;
import org.apache.commons.math3.ode.MultistepIntegrator;
import org.apache.commons.math3.ode.nonstiff.AdamsBashforthIntegrator;
import org.apache.commons.math3.ode.nonstiff.AdamsMoultonIntegrator;
import org.apache.commons.math3.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.ode.nonstiff.GraggBulirschStoerIntegrator;

/**
 * An integrator of Apache Commons Math 3.6 as a stepping method that chooses its own steps: it is
 * asked for the whole interval at once (or for a window of a fixed length), and its steps are the
 * driver's.
 */
public final class CommonsIntegrator implements SteppingMethod {

  /** Makes the library's integrator. */
  @FunctionalInterface
  interface Factory {

    /**
     * An integrator.
     *
     * @param shortest its shortest step
     * @param longest its longest step
     */
    AdaptiveStepsizeIntegrator create(
        double shortest, double longest, double absoluteTolerance, double relativeTolerance);
  }

  private static final int START_STEPS = 4;

  private final MethodInfo info;
  private final Factory factory;

  private CommonsIntegrator(
      String name, int order, int denseOrder, String citation, Factory factory) {
    info = new MethodInfo(name, order, 0, denseOrder, 0, 0, false, Set.of(), citation);
    this.factory = factory;
  }

  /** {@link DormandPrince853Integrator}. */
  public static CommonsIntegrator dormandPrince853() {
    return new CommonsIntegrator(
        "Commons Math Dormand-Prince 8(5,3)",
        8,
        7,
        "E. Hairer, S. P. Norsett, G. Wanner, Solving Ordinary Differential Equations I, 2nd ed. 1993",
        DormandPrince853Integrator::new);
  }

  /** {@link GraggBulirschStoerIntegrator}; its order varies up to 18. */
  public static CommonsIntegrator graggBulirschStoer() {
    return new CommonsIntegrator(
        "Commons Math Gragg-Bulirsch-Stoer",
        18,
        4,
        "E. Hairer, S. P. Norsett, G. Wanner, Solving Ordinary Differential Equations I, 2nd ed. 1993",
        // It begins with steps far below the resolution of the window's end and recovers from them.
        (shortest, longest, atol, rtol) ->
            new GraggBulirschStoerIntegrator(1e-6 * shortest, longest, atol, rtol));
  }

  /**
   * {@link AdamsBashforthIntegrator}.
   *
   * @param steps steps that a step depends on, the order
   */
  public static CommonsIntegrator adamsBashforth(int steps) {
    return new CommonsIntegrator(
        "Commons Math Adams-Bashforth of " + steps + " steps",
        steps,
        steps,
        "A. Nordsieck, On numerical integration of ordinary differential equations, Math. Comput. 16,"
            + " 1962, 22-49",
        (shortest, longest, atol, rtol) ->
            started(
                new AdamsBashforthIntegrator(steps, shortest, longest, atol, rtol),
                shortest,
                longest,
                atol,
                rtol));
  }

  /**
   * {@link AdamsMoultonIntegrator}.
   *
   * @param steps steps that a step depends on, the order less 1
   */
  public static CommonsIntegrator adamsMoulton(int steps) {
    return new CommonsIntegrator(
        "Commons Math Adams-Moulton of " + steps + " steps",
        steps + 1,
        steps,
        "A. Nordsieck, On numerical integration of ordinary differential equations, Math. Comput. 16,"
            + " 1962, 22-49",
        (shortest, longest, atol, rtol) ->
            started(
                new AdamsMoultonIntegrator(steps, shortest, longest, atol, rtol),
                shortest,
                longest,
                atol,
                rtol));
  }

  /**
   * The same integrator with a starter whose steps are short enough for the window: the library's
   * own gives up when it reaches the end before it has taken as many as are needed.
   */
  private static MultistepIntegrator started(
      MultistepIntegrator integrator, double shortest, double longest, double atol, double rtol) {
    double ofStart = longest / (START_STEPS * integrator.getNSteps());
    integrator.setStarterIntegrator(
        new DormandPrince853Integrator(Math.min(shortest, ofStart), ofStart, atol, rtol));
    return integrator;
  }

  @Override
  public MethodInfo info() {
    return info;
  }

  /** The whole interval in one window, in which the integrator has its own way. */
  @Override
  public StepController suitedController() {
    return FixedStep.steps(1);
  }

  Factory factory() {
    return factory;
  }

  @Override
  public Stepper newStepper(StepContext context) {
    return new CommonsStepper(this, context);
  }

  @Override
  public String toString() {
    return info.name();
  }
}
