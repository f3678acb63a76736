// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.SteppingMethod;
import java.util.Map;
import org.testng.SkipException;

/**
 * What every rule needs: the solver under test, and the numbers that a subclass may change. Only
 * {@link #provider} must be written; the rest follows from the method's own facts.
 */
public abstract class SolverRules {

  /** Tight enough for inner solvers to be exact beside any error that is measured. */
  static final double EXACT = 1e-12;

  /** The plugin under test. */
  protected abstract SolverProvider provider();

  /** The options with which it is tested; its defaults unless overridden. */
  protected Map<String, ?> options() {
    return Map.of();
  }

  /** The method under test; made by {@link #provider} from {@link #options}. */
  protected SteppingMethod method() {
    SolverProvider provider = provider();
    return provider.create(provider.schema().resolve(options(), "solver"));
  }

  /** How far an observed order may be from the declared one. */
  protected double orderTolerance() {
    return 0.2;
  }

  /**
   * The relative error below which rounding, or the inner solver of an implicit method, hides the
   * order.
   */
  protected double roundingFloor() {
    return facts().implicit() ? 1e-10 : 1e-13;
  }

  /** The tolerance at which adaptive steps of this order make a few hundred steps. */
  protected double tolerance() {
    return switch (facts().order()) {
      case 1 -> 1e-3;
      case 2 -> 1e-4;
      case 3 -> 1e-5;
      default -> 1e-6;
    };
  }

  /** The method's own facts. */
  protected final MethodInfo facts() {
    return method().info();
  }

  /** A solver with equal steps, whose inner iterations are as exact as they can be. */
  final OdeSolver.Builder fixed(long steps) {
    requireStepsAsAsked();
    return fixed(method(), steps);
  }

  static OdeSolver.Builder fixed(SteppingMethod method, long steps) {
    return OdeSolver.with(method)
        .controller(FixedStep.steps(steps))
        .limits(new StepLimits(steps + 2, 0, Double.POSITIVE_INFINITY))
        .tolerances(EXACT, EXACT);
  }

  /** A solver that chooses its steps. */
  final OdeSolver.Builder adaptive(double tolerance) {
    if (!adapts()) {
      requireErrorEstimate();
    }
    return OdeSolver.with(method())
        .controller(method().suitedController())
        .tolerances(tolerance, tolerance)
        .limits(new StepLimits(200_000, 0, Double.POSITIVE_INFINITY));
  }

  /**
   * Whether the method takes the interval it is given in steps of its own choice, as an integrator
   * of another library does; then its suited controller needs no error estimate.
   */
  private boolean choosesItsSteps() {
    return !facts().hasErrorEstimate() && !method().suitedController().needsErrorEstimate();
  }

  /** Whether steps follow the tolerance. */
  final boolean adapts() {
    return facts().hasErrorEstimate() || choosesItsSteps();
  }

  final void requireStepsAsAsked() {
    if (choosesItsSteps()) {
      throw new SkipException(facts().name() + " chooses its steps itself");
    }
  }

  final void requireErrorEstimate() {
    if (!facts().hasErrorEstimate()) {
      throw new SkipException(facts().name() + " has no error estimate");
    }
  }

  /** How far two solves may differ that do the same arithmetic but for inner iterations. */
  final double sameness() {
    return facts().implicit() ? 1e-10 : 0;
  }
}
