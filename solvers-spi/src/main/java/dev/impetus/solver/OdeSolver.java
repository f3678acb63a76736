// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.MethodInfo;
import dev.impetus.solver.step.SteppingMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A stepping method, a step controller and a gradient mode put together: the front door of the
 * library. Immutable; any number of threads may solve with it.
 *
 * <pre>{@code
 * OdeSolver solver = OdeSolver.with(dormandPrince54).tolerances(1e-8, 1e-10).build();
 * VectorField decay = VectorField.ofRows(1, (t, y, dy) -> dy[0] = -y[0]);
 * Solution solution = solver.solve(decay, StateVector.of(new double[] {1}), 0, 1).orThrow();
 * }</pre>
 */
public final class OdeSolver {

  private final SteppingMethod method;
  private final StepController controller;
  private final ErrorNorm norm;
  private final Tolerances tolerances;
  private final BatchPolicy batchPolicy;
  private final StepLimits limits;
  private final OutputPolicy outputPolicy;
  private final GradientMode gradientMode;
  private final List<EventDetector> events;
  private final boolean dense;

  private OdeSolver(Builder builder) {
    method = builder.method;
    controller = builder.controller;
    tolerances = builder.tolerances;
    batchPolicy = builder.batchPolicy;
    norm = builder.norm != null ? builder.norm : ErrorNorms.of(batchPolicy);
    limits = builder.limits;
    outputPolicy = builder.outputPolicy;
    gradientMode = builder.gradientMode;
    events = List.copyOf(builder.events);
    dense = builder.dense;
  }

  /** Starts from a method; all else has defaults. */
  public static Builder with(SteppingMethod method) {
    return new Builder(method);
  }

  /** A builder with everything as in this solver. */
  public Builder toBuilder() {
    Builder builder = new Builder(method);
    builder.controller = controller;
    builder.tolerances = tolerances;
    builder.batchPolicy = batchPolicy;
    builder.norm = norm;
    builder.limits = limits;
    builder.outputPolicy = outputPolicy;
    builder.gradientMode = gradientMode;
    builder.events.addAll(events);
    builder.dense = dense;
    return builder;
  }

  /** The method. */
  public SteppingMethod method() {
    return method;
  }

  /** The tolerances. */
  public Tolerances tolerances() {
    return tolerances;
  }

  /** The gradient mode. */
  public GradientMode gradientMode() {
    return gradientMode;
  }

  /**
   * What one ought to know before trusting this solver's gradients, whatever the field; each a
   * sentence. More is known with the field: {@link #warnings(VectorField, Precision, int)}.
   */
  public List<String> warnings() {
    return gradientMode.warning().stream().toList();
  }

  /**
   * What one ought to know before trusting the gradients of sessions with that field.
   *
   * @throws ImpetusException if field and method do not fit each other
   */
  public List<String> warnings(VectorField field, Precision precision, int rows) {
    return gradientMode.warning(plan(field, precision, rows)).stream().toList();
  }

  /**
   * Solves once, from {@code (t0, y0)} through the output times. No gradient is recorded.
   *
   * @return the result; its vectors are the caller's own
   */
  public Solution solve(VectorField field, StateVector y0, double t0, double... outputTimes) {
    return new Driver(plan(field, y0.precision(), y0.rows()), null, dense)
        .solve(y0, t0, outputTimes);
  }

  /**
   * Prepares repeated, differentiable solves with one field and one shape.
   *
   * @throws ImpetusException if field, method, controller and gradient mode do not fit each other,
   *     in one sentence that names the pair
   */
  public OdeSession newSession(VectorField field, Precision precision, int rows) {
    SolvePlan plan = plan(field, precision, rows);
    missing(field, gradientMode.needs(), "gradient mode", gradientMode.name());
    gradientMode
        .refusal(plan)
        .ifPresent(
            sentence -> {
              throw misfit(
                  "gradient mode " + gradientMode.name() + " does not fit",
                  sentence,
                  "take another gradient mode");
            });
    return new Driver(plan, gradientMode, dense);
  }

  /**
   * Prepares repeated solves with one field and one shape that are not differentiated.
   *
   * @throws ImpetusException if field and method do not fit each other
   */
  public OdeSession newForwardSession(VectorField field, Precision precision, int rows) {
    return new Driver(plan(field, precision, rows), null, dense);
  }

  private SolvePlan plan(VectorField field, Precision precision, int rows) {
    missing(field, method.info().needs(), "method", method.info().name());
    method
        .refusal(field)
        .ifPresent(
            sentence -> {
              throw misfit(
                  "method " + method.info().name() + " does not fit the field",
                  sentence,
                  "declare the trait if the field has it, or take another solver");
            });
    method
        .refusal(batchPolicy)
        .ifPresent(
            sentence -> {
              throw misfit(
                  "method " + method.info().name() + " does not fit batch policy " + batchPolicy,
                  sentence,
                  "take an explicit method or a batch policy with common steps");
            });
    if (batchPolicy.isPerSample() && rows > 1 && !field.traits().rowsIndependent()) {
      throw misfit(
          "batch policy " + batchPolicy + " does not fit the field",
          "rows can only have steps of their own if none depends on another, which the field does"
              + " not declare",
          "declare the trait rowsIndependent if it has it, or take a batch policy with common steps");
    }
    if (batchPolicy.isPerSample() && dense) {
      throw misfit(
          "batch policy " + batchPolicy + " does not fit dense output",
          "dense output is kept step by step, and rows with steps of their own have none in common",
          "ask for output times instead, or take a batch policy with common steps");
    }
    return new SolvePlan(
        field,
        method,
        controller,
        norm,
        tolerances,
        batchPolicy,
        precision,
        rows,
        limits,
        outputPolicy,
        events);
  }

  private static void missing(VectorField field, Set<Capability> needs, String part, String name) {
    Set<Capability> missing = EnumSet.noneOf(Capability.class);
    missing.addAll(needs);
    missing.removeAll(field.capabilities());
    if (!missing.isEmpty()) {
      throw misfit(
          part + " " + name + " does not fit the field",
          part + " " + name + " needs " + missing + ", which the field does not offer",
          "give the field this capability or take another " + part);
    }
  }

  private static ImpetusException misfit(String what, String why, String fix) {
    return new ImpetusException(new Problem(ErrorKind.CONFIGURATION, what, "solver", why, fix));
  }

  /** Collects the parts of a solver. */
  public static final class Builder {

    private final SteppingMethod method;
    private StepController controller;
    private Tolerances tolerances = new Tolerances(1e-6, 1e-9);
    private BatchPolicy batchPolicy = BatchPolicy.SHARED_MAX;
    private ErrorNorm norm;
    private StepLimits limits = StepLimits.DEFAULT;
    private OutputPolicy outputPolicy = OutputPolicy.INTERPOLATE;
    private GradientMode gradientMode = CheckpointedDiscrete.everyStep();
    private final List<EventDetector> events = new ArrayList<>();
    private boolean dense;

    private Builder(SteppingMethod method) {
      this.method = Objects.requireNonNull(method, "method");
    }

    /** Relative and absolute tolerance; 1e-6 and 1e-9 unless set. */
    public Builder tolerances(double relative, double absolute) {
      tolerances = new Tolerances(relative, absolute);
      return this;
    }

    /** The step controller; that of {@link SteppingMethod#suitedController} unless set. */
    public Builder controller(StepController newController) {
      controller = Objects.requireNonNull(newController, "controller");
      return this;
    }

    /** How rows share the step; {@link BatchPolicy#SHARED_MAX} unless set. */
    public Builder batchPolicy(BatchPolicy policy) {
      batchPolicy = Objects.requireNonNull(policy, "batchPolicy");
      norm = null;
      return this;
    }

    /** An error norm other than the batch policy's own. */
    public Builder norm(ErrorNorm newNorm) {
      norm = Objects.requireNonNull(newNorm, "norm");
      return this;
    }

    /** When to give up. */
    public Builder limits(StepLimits newLimits) {
      limits = Objects.requireNonNull(newLimits, "limits");
      return this;
    }

    /** How output times are met; {@link OutputPolicy#INTERPOLATE} unless set. */
    public Builder outputPolicy(OutputPolicy policy) {
      outputPolicy = Objects.requireNonNull(policy, "outputPolicy");
      return this;
    }

    /** How sessions differentiate; {@link CheckpointedDiscrete#everyStep} unless set. */
    public Builder gradientMode(GradientMode mode) {
      gradientMode = Objects.requireNonNull(mode, "gradientMode");
      return this;
    }

    /** Adds an event. */
    public Builder event(EventDetector detector) {
      events.add(Objects.requireNonNull(detector, "detector"));
      return this;
    }

    /** Asks for the solution as a continuous function, at the cost of keeping every step. */
    public Builder dense(boolean wanted) {
      dense = wanted;
      return this;
    }

    /**
     * The solver.
     *
     * @throws ImpetusException if method and controller do not fit each other
     */
    public OdeSolver build() {
      MethodInfo info = method.info();
      StepController suited = method.suitedController();
      if (controller == null && (info.hasErrorEstimate() || !suited.needsErrorEstimate())) {
        controller = suited;
      }
      Optional<String> misfit = Optional.empty();
      if (controller == null) {
        misfit = Optional.of(info.name() + " has no error estimate, so it needs a step size");
      } else if (controller.needsErrorEstimate() && !info.hasErrorEstimate()) {
        misfit =
            Optional.of(
                info.name() + " has no error estimate, which an adaptive step controller needs");
      }
      if (misfit.isPresent()) {
        throw misfit(
            "method and step controller do not fit",
            misfit.get(),
            "give a fixed step size, or take a method with an embedded error estimate");
      }
      return new OdeSolver(this);
    }
  }
}
