// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.Capability;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The continuous adjoint by backward integration ("backsolve"): from each output to the one before
 * it, the augmented system
 *
 * <pre>{@code y' = f(t, y),   a' = -(∂f/∂y)ᵀ a,   g' = -(∂f/∂θ)ᵀ a }</pre>
 *
 * <p>is solved backwards; y starts at the stored output, a takes up that output's cotangent, g ends
 * as the parameter cotangent (Chen, Rubanova, Bettencourt, Duvenaud, "Neural ordinary differential
 * equations", NeurIPS 2018). Memory does not grow with the number of steps, but the gradient is
 * that of the exact solution, to the tolerance, and y is re-integrated in the direction in which a
 * dissipative field is unstable.
 *
 * <p>The backward solve takes common steps for all rows, also where the forward solve gave each row
 * its own: else each row would carry a copy of g.
 *
 * <p>The error norm is torchdiffeq's: the largest root mean square among y, a and each parameter
 * array. The seminorm leaves the parameter arrays out, which saves evaluations and costs nothing,
 * since g does not feed back (Kidger, Chen, Lyons, "Hey, that's not an ODE", ICML 2021).
 */
public final class ContinuousAdjoint implements GradientMode {

  private final boolean seminorm;
  private final Tolerances tolerances;

  private ContinuousAdjoint(boolean seminorm, Tolerances tolerances) {
    this.seminorm = seminorm;
    this.tolerances = tolerances;
  }

  /** With the forward solve's tolerances, and the parameters in the error norm. */
  public static ContinuousAdjoint backsolve() {
    return new ContinuousAdjoint(false, null);
  }

  /** The same without the parameters in the error norm. */
  public ContinuousAdjoint withSeminorm() {
    return new ContinuousAdjoint(true, tolerances);
  }

  /** The same with tolerances of its own for the backward solve. */
  public ContinuousAdjoint withTolerances(double relative, double absolute) {
    return new ContinuousAdjoint(seminorm, new Tolerances(relative, absolute));
  }

  @Override
  public String name() {
    return "adjoint";
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.VJP);
  }

  @Override
  public Optional<String> refusal(SolvePlan plan) {
    if (plan.batchPolicy().isPerSample()
        && plan.events().stream().anyMatch(EventDetector::terminal)) {
      return Optional.of(
          "the continuous adjoint solves all rows backwards from the same outputs, which terminal events"
              + " of rows with their own steps may leave out: take the discrete gradient");
    }
    return plan.method().info().implicit()
        ? Optional.of(
            "the continuous adjoint re-integrates the state backwards, where a field that needs the"
                + " implicit method "
                + plan.method().info().name()
                + " is unstable: take the discrete gradient")
        : Optional.empty();
  }

  /** Only a solve knows its outputs, on which it depends, so that this always warns of them. */
  @Override
  public Optional<String> warning() {
    return Optional.of(
        "the continuous adjoint re-integrates the state backwards from each output: over a long interval"
            + " without outputs, or with a dissipative field, its gradient can be wrong by tens of percent at"
            + " any tolerance that the forward solve meets; ask for outputs along the way or take the discrete"
            + " gradient");
  }

  /** Names what the plan makes worse: a field that says what it is like, steps without control. */
  @Override
  public Optional<String> warning(SolvePlan plan) {
    StringBuilder warning = new StringBuilder(warning().orElseThrow());
    if (plan.field().traits().symmetricJacobian()) {
      warning.append(
          "; this field declares a symmetric Jacobian, as a gradient flow has: what such a flow damps"
              + " forwards grows exponentially backwards");
    }
    if (!plan.controller().needsErrorEstimate()) {
      warning
          .append("; with ")
          .append(plan.controller())
          .append(" no tolerance holds the backward solve's error");
    }
    return Optional.of(warning.toString());
  }

  @Override
  public GradientTape newTape(SolvePlan plan) {
    return new AdjointTape(
        plan, seminorm, Objects.requireNonNullElse(tolerances, plan.tolerances()));
  }
}
