// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.solver.implicit.Nesterov.Momentum;
import dev.impetus.solver.implicit.NonlinearConjugateGradients.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options with which the plugins of implicit methods have their inner solver configured. */
public final class InnerSolverOptions {

  private static final Option<String> SOLVER =
      Option.choice(
              "inner-solver",
              "what solves a step's equation: auto takes chord for small systems, newton-cg for large"
                  + " symmetric ones, newton-gmres else; the others but anderson need a symmetric Jacobian",
              "auto",
              "chord",
              "newton-cg",
              "newton-gmres",
              "anderson",
              "gradient-descent",
              "nesterov",
              "fista",
              "heavy-ball",
              "cg-fletcher-reeves",
              "cg-polak-ribiere",
              "l-bfgs")
          .byDefault("auto");
  private static final Option<String> RULE =
      Option.choice(
              "inner-rule",
              "what inner-tolerance is a part of: the step's error budget (tolerance), the step's movement"
                  + " (energy), or the first residual (residual)",
              "tolerance",
              "energy",
              "residual")
          .byDefault("tolerance");
  private static final Option<Double> TOLERANCE =
      Option.decimal(
              "inner-tolerance",
              "when the inner iteration is good enough, see inner-rule; without it 0.1, or what the method"
                  + " needs with inner-rule tolerance")
          .above(0)
          .below(1)
          .optional();
  private static final Option<Long> ITERATIONS =
      Option.integer(
              "inner-iterations",
              "iterations after which a solve has failed; of newton-cg and newton-gmres, linear ones of one"
                  + " Newton step")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .optional();
  private static final Option<Double> LIPSCHITZ =
      Option.decimal(
              "lipschitz",
              "largest eigenvalue of the energy's Hessian, for gradient-descent, nesterov, fista and"
                  + " heavy-ball; without it estimated")
          .above(0)
          .optional();
  private static final Option<Double> CONVEXITY =
      Option.decimal(
              "convexity", "smallest eigenvalue of the energy's Hessian; needs lipschitz, else 0")
          .optional();
  private static final Option<Double> STEP =
      Option.decimal(
              "inner-step", "step of gradient-descent, instead of the best one for lipschitz")
          .above(0)
          .optional();
  private static final Option<String> MOMENTUM =
      Option.choice(
              "nesterov-momentum",
              "momentum of nesterov: constant from the ends of the spectrum (the default), or growing as k/(k+3)",
              "constant",
              "growing")
          .optional();
  private static final Option<Boolean> PAPER_MODE =
      Option.bool(
              "paper-mode",
              "let methods of gradient type loose on fields without symmetric Jacobian, where they may diverge")
          .byDefault(false);

  private static final ConfigSchema SCHEMA =
      ConfigSchema.of(
          SOLVER, RULE, TOLERANCE, ITERATIONS, LIPSCHITZ, CONVEXITY, STEP, MOMENTUM, PAPER_MODE);

  private final ConfigView config;
  private final StoppingRule rule;
  private final List<Problem> problems = new ArrayList<>();

  private InnerSolverOptions(ConfigView config, StoppingRule rule) {
    this.config = config;
    this.rule = rule;
  }

  /** The options, in the order in which people should read them. */
  public static ConfigSchema schema() {
    return SCHEMA;
  }

  /** When the inner iteration stops; {@link StoppingRule#DEFAULT} unless configured. */
  public static StoppingRule rule(ConfigView config) {
    return rule(config, StoppingRule.DEFAULT);
  }

  /** When the inner iteration stops, by the rule that suits the method unless configured. */
  public static StoppingRule rule(ConfigView config, StoppingRule suited) {
    StoppingRule.Kind kind = StoppingRule.Kind.valueOf(config.get(RULE).toUpperCase(Locale.ROOT));
    double otherwise =
        kind == suited.kind() ? suited.tolerance() : StoppingRule.DEFAULT.tolerance();
    return new StoppingRule(kind, config.find(TOLERANCE).orElse(otherwise));
  }

  /**
   * The inner solver; empty if it is to be the one that suits the field.
   *
   * @param config checked values of {@link #schema()}, with or without other options beside them
   * @throws ImpetusException of kind {@link ErrorKind#CONFIGURATION} with every combination of
   *     options that does not fit
   */
  public static Optional<InnerSolver> solver(ConfigView config) {
    return solver(config, StoppingRule.DEFAULT);
  }

  /**
   * The same with the rule that suits the method unless one is configured.
   *
   * @throws ImpetusException as above
   */
  public static Optional<InnerSolver> solver(ConfigView config, StoppingRule suited) {
    return new InnerSolverOptions(config, rule(config, suited)).solver();
  }

  private Optional<InnerSolver> solver() {
    String name = config.get(SOLVER);
    boolean usesCurvature =
        List.of("gradient-descent", "nesterov", "fista", "heavy-ball").contains(name);
    boolean stepped = name.equals("gradient-descent") && config.find(STEP).isPresent();
    for (Option<Double> bound : List.of(LIPSCHITZ, CONVEXITY)) {
      if (config.find(bound).isPresent()) {
        if (!usesCurvature) {
          unread(bound.name(), name);
        } else if (stepped) {
          problem(
              bound.name() + " does not fit inner-step",
              bound.name(),
              "a step that is given is not computed from the spectrum",
              "give inner-step or the bounds of the spectrum");
        }
      }
    }
    if (usesCurvature && !stepped) {
      checkBounds();
    }
    if (!name.equals("gradient-descent") && config.find(STEP).isPresent()) {
      unread("inner-step", name);
    }
    if (!name.equals("nesterov") && config.find(MOMENTUM).isPresent()) {
      unread("nesterov-momentum", name);
    }
    if (name.equals("auto") && config.find(ITERATIONS).isPresent()) {
      unread("inner-iterations", name);
    }
    if (name.equals("auto") && config.get(PAPER_MODE)) {
      problem(
          "paper-mode does not fit inner-solver auto",
          "paper-mode",
          "inner-solver auto takes what suits the field, never a method that it has to let loose",
          "leave it out or name the inner-solver");
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    if (name.equals("auto")) {
      return Optional.empty();
    }
    InnerSolver solver = create(name);
    return Optional.of(config.get(PAPER_MODE) ? PaperMode.of(solver) : solver);
  }

  private void checkBounds() {
    if (config.find(CONVEXITY).isPresent() && config.find(LIPSCHITZ).isEmpty()) {
      problem(
          "convexity needs lipschitz",
          "convexity",
          "an estimate finds both ends of the spectrum or none",
          "give both or neither");
    } else if (config.find(CONVEXITY).orElse(0.0) > config.find(LIPSCHITZ).orElse(0.0)) {
      problem(
          "convexity is above lipschitz",
          "convexity",
          "they are the smallest and the largest eigenvalue of one matrix",
          "exchange or correct them");
    }
  }

  private InnerSolver create(String name) {
    return switch (name) {
      case "chord" -> ChordLu.of(rule, iterations(7));
      case "newton-cg" -> NewtonCg.of(rule, 10, iterations(500));
      case "newton-gmres" -> NewtonGmres.of(rule, 10, iterations(300));
      case "anderson" -> AndersonAcceleration.of(10, rule, iterations(200));
      case "gradient-descent" ->
          config
              .find(STEP)
              .map(step -> GradientDescent.withStep(step, rule, iterations(1000)))
              .orElseGet(() -> GradientDescent.of(curvature(), rule, iterations(1000)));
      case "nesterov" -> Nesterov.of(momentum(), curvature(), rule, iterations(1000));
      case "fista" -> Fista.of(curvature(), rule, iterations(1000));
      case "heavy-ball" -> HeavyBall.of(curvature(), rule, iterations(1000));
      case "cg-fletcher-reeves" ->
          NonlinearConjugateGradients.of(Formula.FLETCHER_REEVES, rule, iterations(500));
      case "cg-polak-ribiere" ->
          NonlinearConjugateGradients.of(Formula.POLAK_RIBIERE_PLUS, rule, iterations(500));
      default -> LimitedMemoryBfgs.of(10, rule, iterations(500));
    };
  }

  private int iterations(int otherwise) {
    return Math.toIntExact(config.find(ITERATIONS).orElse((long) otherwise));
  }

  private Curvature curvature() {
    return config
        .find(LIPSCHITZ)
        .map(largest -> Curvature.known(largest, config.find(CONVEXITY).orElse(0.0)))
        .orElseGet(Curvature::estimated);
  }

  private Momentum momentum() {
    return config
        .find(MOMENTUM)
        .map(rule -> Momentum.valueOf(rule.toUpperCase(Locale.ROOT)))
        .orElse(Momentum.CONSTANT);
  }

  private void unread(String option, String solver) {
    problem(
        option + " does not fit inner-solver " + solver,
        option,
        "inner-solver " + solver + " does not read it",
        "leave it out or take another inner-solver");
  }

  private void problem(String what, String option, String why, String fix) {
    problems.add(new Problem(ErrorKind.CONFIGURATION, what, "solver." + option, why, fix));
  }
}
