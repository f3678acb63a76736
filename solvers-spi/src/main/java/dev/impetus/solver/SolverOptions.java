// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.control.PidController;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.step.SteppingMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options that every solver has, whatever its method, and how a solver is put together from
 * them. A method's own options stand beside them: {@code
 * SolverOptions.schema().and(provider.schema())}.
 */
public final class SolverOptions {

  private static final Option<Double> RTOL =
      Option.decimal("rtol", "relative tolerance of one step").atLeast(0).byDefault(1e-6);
  private static final Option<Double> ATOL =
      Option.decimal("atol", "absolute tolerance of one step, in the units of the state")
          .atLeast(0)
          .byDefault(1e-9);
  private static final Option<String> STEP_CONTROL =
      Option.choice(
              "step-control",
              "how steps are chosen: integral, pi or pid from the error estimate, or fixed; without it"
                  + " fixed where a step size or a number of steps is given, else what suits the"
                  + " method (integral for explicit, pi for implicit ones)",
              "integral",
              "pi",
              "pid",
              "fixed")
          .optional();
  private static final Option<List<Double>> PID_COEFFICIENTS =
      Option.decimals("pid-coefficients", "P, I and D of step-control pid").atLeast(0).optional();
  private static final Option<Double> STEP_SIZE =
      Option.decimal("step-size", "length of a fixed step, in the units of time")
          .above(0)
          .optional();
  private static final Option<Long> STEPS =
      Option.integer("steps", "number of fixed steps in the whole interval").atLeast(1).optional();
  private static final Option<Long> MAX_STEPS =
      Option.integer("max-steps", "attempts of steps after which a solve gives up")
          .atLeast(1)
          .byDefault(StepLimits.DEFAULT.maxSteps());
  private static final Option<Double> MIN_STEP =
      Option.decimal(
              "min-step",
              "length below which a solve gives up, in the units of time; 0 leaves what time resolves")
          .atLeast(0)
          .byDefault(0.0);
  private static final Option<Double> MAX_STEP =
      Option.decimal("max-step", "largest length of a step, in the units of time")
          .above(0)
          .optional();
  private static final Option<String> OUTPUTS =
      Option.choice(
              "outputs",
              "whether outputs inside a step are interpolated, every output ends a step, or the last step also"
                  + " passes the end as in torchdiffeq (overshoot)",
              "interpolate",
              "exact",
              "overshoot")
          .byDefault("interpolate");
  private static final Option<String> BATCH_POLICY =
      Option.choice(
              "batch-policy",
              "what of a batch's error counts for the common step: its root mean square (shared) or its worst"
                  + " row (shared-max); or a step of its own for each row (per-sample)",
              "shared",
              "shared-max",
              "per-sample")
          .byDefault("shared-max");
  private static final Option<String> GRADIENT =
      Option.choice(
              "gradient",
              "the exact gradient of the discrete solution, from accepted states (discrete) or with every stage of"
                  + " every step kept, faster and for more memory (full-storage), or the continuous adjoint"
                  + " solved backwards",
              "discrete",
              "full-storage",
              "adjoint")
          .byDefault("discrete");
  private static final Option<Long> CHECKPOINTS =
      Option.integer(
              "checkpoints",
              "states that the discrete gradient keeps; without it every accepted state")
          .atLeast(2)
          .optional();
  private static final Option<String> CHECKPOINT_PLACES =
      Option.choice(
              "checkpoint-places",
              "where those states are: evenly spaced, no step repeated more than once, or binomial, which"
                  + " needs memory for them alone",
              "even",
              "binomial")
          .optional();
  private static final Option<Long> STORAGE_LIMIT =
      Option.integer(
              "storage-limit",
              "MiB that full-storage may keep of a solve, which ends where it would need more; without it half"
                  + " of the largest heap")
          .atLeast(1)
          .optional();
  private static final Option<Boolean> ADJOINT_SEMINORM =
      Option.bool(
              "adjoint-seminorm",
              "leave the parameters out of the adjoint's error norm: fewer steps")
          .optional();
  private static final Option<Double> ADJOINT_RTOL =
      Option.decimal("adjoint-rtol", "relative tolerance of the adjoint solve; without it rtol")
          .atLeast(0)
          .optional();
  private static final Option<Double> ADJOINT_ATOL =
      Option.decimal("adjoint-atol", "absolute tolerance of the adjoint solve; without it atol")
          .atLeast(0)
          .optional();

  private static final ConfigSchema SCHEMA =
      ConfigSchema.of(
          RTOL,
          ATOL,
          STEP_CONTROL,
          PID_COEFFICIENTS,
          STEP_SIZE,
          STEPS,
          MAX_STEPS,
          MIN_STEP,
          MAX_STEP,
          OUTPUTS,
          BATCH_POLICY,
          GRADIENT,
          CHECKPOINTS,
          CHECKPOINT_PLACES,
          STORAGE_LIMIT,
          ADJOINT_SEMINORM,
          ADJOINT_RTOL,
          ADJOINT_ATOL);

  private final SteppingMethod method;
  private final ConfigView config;
  private final List<Problem> problems = new ArrayList<>();

  private SolverOptions(SteppingMethod method, ConfigView config) {
    this.method = method;
    this.config = config;
  }

  /** The options, in the order in which people should read them. */
  public static ConfigSchema schema() {
    return SCHEMA;
  }

  /**
   * Puts a solver together.
   *
   * @param method the stepping method, already configured
   * @param config checked values of {@link #schema()}, with or without other options beside them
   * @throws ImpetusException of kind {@link ErrorKind#CONFIGURATION} with every combination of
   *     options that does not fit
   */
  public static OdeSolver assemble(SteppingMethod method, ConfigView config) {
    return new SolverOptions(method, config).assemble();
  }

  private OdeSolver assemble() {
    OdeSolver.Builder builder =
        OdeSolver.with(method)
            .batchPolicy(
                BatchPolicy.valueOf(
                    config.get(BATCH_POLICY).toUpperCase(Locale.ROOT).replace('-', '_')))
            .outputPolicy(OutputPolicy.valueOf(config.get(OUTPUTS).toUpperCase(Locale.ROOT)));
    tolerances("tolerances", config.get(RTOL), config.get(ATOL))
        .ifPresent(found -> builder.tolerances(found.relative(), found.absolute()));
    limits().ifPresent(builder::limits);
    controller().ifPresent(builder::controller);
    gradient().ifPresent(builder::gradientMode);
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return builder.build();
  }

  private Optional<Tolerances> tolerances(String what, double relative, double absolute) {
    if (relative + absolute == 0) {
      problem(what + " are both zero", "rtol", "no step could meet them", "set one above 0");
      return Optional.empty();
    }
    return Optional.of(new Tolerances(relative, absolute));
  }

  private Optional<StepLimits> limits() {
    double smallest = config.get(MIN_STEP);
    double largest = config.find(MAX_STEP).orElse(Double.POSITIVE_INFINITY);
    if (smallest >= largest) {
      problem(
          "min-step is not below max-step",
          "min-step",
          "they are " + smallest + " and " + largest,
          "lower min-step or raise max-step");
      return Optional.empty();
    }
    return Optional.of(new StepLimits(config.get(MAX_STEPS), smallest, largest));
  }

  private Optional<StepController> controller() {
    boolean sized = config.find(STEP_SIZE).isPresent() || config.find(STEPS).isPresent();
    Optional<String> asked = config.find(STEP_CONTROL);
    StepController suited = method.suitedController();
    if (asked.isEmpty() && !sized && !suited.needsErrorEstimate()) {
      return Optional.of(suited);
    }
    String control = asked.orElse(sized ? "fixed" : "integral");
    if (!control.equals("fixed") && !method.info().hasErrorEstimate()) {
      problem(
          "step-control " + control + " does not fit",
          "step-control",
          method.info().name() + " has no error estimate from which steps could be chosen",
          "give step-size or steps, or take a method with an error estimate");
      return Optional.empty();
    }
    if (!control.equals("fixed") && sized) {
      String given = config.find(STEPS).isPresent() ? "steps" : "step-size";
      problem(
          given + " does not fit step-control " + control,
          given,
          "step-control " + control + " chooses the steps itself",
          "leave " + given + " out or set step-control to fixed");
    }
    if (!control.equals("pid") && config.find(PID_COEFFICIENTS).isPresent()) {
      problem(
          "pid-coefficients do not fit step-control " + control,
          "pid-coefficients",
          "only step-control pid reads them",
          "leave them out or set step-control to pid");
    }
    return switch (control) {
      case "integral" ->
          Optional.of(asked.isPresent() ? PidController.integral() : method.suitedController());
      case "pi" -> Optional.of(PidController.proportionalIntegral());
      case "pid" -> pid();
      default -> fixed();
    };
  }

  private Optional<StepController> pid() {
    List<Double> pid = config.find(PID_COEFFICIENTS).orElse(List.of());
    if (pid.size() != 3 || pid.stream().mapToDouble(x -> x).sum() == 0) {
      problem(
          "step-control pid needs pid-coefficients",
          "pid-coefficients",
          "they must be three numbers, not all zero, but are " + pid,
          "give P, I and D, for example [0.4, 0.3, 0]");
      return Optional.empty();
    }
    return Optional.of(PidController.of(pid.get(0), pid.get(1), pid.get(2)));
  }

  private Optional<StepController> fixed() {
    Optional<Double> size = config.find(STEP_SIZE);
    Optional<Long> steps = config.find(STEPS);
    if (size.isPresent() == steps.isPresent()) {
      problem(
          "step-control fixed needs step-size or steps",
          "step-size",
          size.isPresent() ? "both are given" : "neither is given",
          "give one of them");
      return Optional.empty();
    }
    return Optional.of(size.map(FixedStep::of).orElseGet(() -> FixedStep.steps(steps.get())));
  }

  private Optional<GradientMode> gradient() {
    String gradient = config.get(GRADIENT);
    requireReader(gradient, "discrete", CHECKPOINTS, CHECKPOINT_PLACES);
    requireReader(gradient, "full-storage", STORAGE_LIMIT);
    requireReader(gradient, "adjoint", ADJOINT_SEMINORM, ADJOINT_RTOL, ADJOINT_ATOL);
    return switch (gradient) {
      case "adjoint" -> adjoint();
      case "full-storage" -> fullStorage();
      default -> discrete();
    };
  }

  /** Reports options that are given although only another gradient mode reads them. */
  private void requireReader(String gradient, String reader, Option<?>... options) {
    for (Option<?> option : options) {
      if (!gradient.equals(reader) && config.find(option).isPresent()) {
        problem(
            option.name() + " does not fit gradient " + gradient,
            option.name(),
            "only gradient " + reader + " reads it",
            "leave it out or set gradient to " + reader);
      }
    }
  }

  private Optional<GradientMode> discrete() {
    Optional<Long> states = config.find(CHECKPOINTS);
    if (states.isEmpty()) {
      if (config.find(CHECKPOINT_PLACES).isPresent()) {
        problem(
            "checkpoint-places needs checkpoints",
            "checkpoint-places",
            "every accepted state is kept where no number of checkpoints is given",
            "give checkpoints or leave checkpoint-places out");
      }
      return Optional.of(CheckpointedDiscrete.everyStep());
    }
    if (states.get() > Integer.MAX_VALUE) {
      problem(
          "checkpoints is too large",
          "checkpoints",
          "it is " + states.get() + ", and at most " + Integer.MAX_VALUE + " states can be kept",
          "lower it, or leave it out to keep every accepted state");
      return Optional.empty();
    }
    return Optional.of(checkpointed(states.get().intValue()));
  }

  private Optional<GradientMode> fullStorage() {
    FullStorage everyStage = FullStorage.everyStage();
    Optional<Long> limit = config.find(STORAGE_LIMIT);
    return Optional.of(
        limit.isEmpty()
            ? everyStage
            : everyStage.atMost(Math.min(limit.get(), Long.MAX_VALUE >> 20) << 20));
  }

  private Optional<GradientMode> adjoint() {
    ContinuousAdjoint mode = ContinuousAdjoint.backsolve();
    if (config.find(ADJOINT_SEMINORM).orElse(false)) {
      mode = mode.withSeminorm();
    }
    Optional<Tolerances> own =
        tolerances(
            "the adjoint's tolerances",
            config.find(ADJOINT_RTOL).orElse(config.get(RTOL)),
            config.find(ADJOINT_ATOL).orElse(config.get(ATOL)));
    ContinuousAdjoint backsolve = mode;
    return own.map(found -> backsolve.withTolerances(found.relative(), found.absolute()));
  }

  private CheckpointedDiscrete checkpointed(int count) {
    return config.find(CHECKPOINT_PLACES).orElse("even").equals("binomial")
        ? CheckpointedDiscrete.binomial(count)
        : CheckpointedDiscrete.withCheckpoints(count);
  }

  private void problem(String what, String option, String why, String fix) {
    problems.add(new Problem(ErrorKind.CONFIGURATION, what, "solver." + option, why, fix));
  }
}
