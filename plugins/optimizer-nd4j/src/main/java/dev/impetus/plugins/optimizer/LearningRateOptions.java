// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** How the learning rate changes: its options, and the schedule that they mean. */
final class LearningRateOptions {

  static final Option<String> SCHEDULE =
      Option.choice(
              "schedule",
              "how the learning rate η changes with i, the epochs or updates so far:"
                  + " step η·factor^⌊i/length⌋, exponential η·factor^i, inverse η/(1+factor·i)^power,"
                  + " polynomial η·(1-i/length)^power, cosine η·(1+cos(πi/length))/2,"
                  + " sigmoid η/(1+exp(factor·(i-length))),"
                  + " one-cycle from η·factor to η in 30 % of length, then to 0",
              "constant",
              "step",
              "exponential",
              "inverse",
              "polynomial",
              "cosine",
              "sigmoid",
              "one-cycle")
          .byDefault("constant");

  static final Option<String> UNIT =
      Option.choice("schedule-unit", "what i counts", "epoch", "update").byDefault("epoch");

  static final Option<Double> FACTOR =
      Option.decimal("schedule-factor", "factor in the schedule's equation").above(0).optional();

  static final Option<Long> LENGTH =
      Option.integer("schedule-length", "length in the schedule's equation")
          .unit("epochs or updates")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .optional();

  static final Option<Double> POWER =
      Option.decimal("schedule-power", "power in the schedule's equation").above(0).optional();

  static final Option<Long> WARMUP =
      Option.integer("warmup", "updates over which the learning rate first grows from 0, linearly")
          .unit("updates")
          .atLeast(0)
          .atMost(Integer.MAX_VALUE)
          .byDefault(0L);

  private static final Map<String, List<Option<?>>> NEEDED =
      Map.of(
          "constant", List.of(),
          "step", List.of(FACTOR, LENGTH),
          "exponential", List.of(FACTOR),
          "inverse", List.of(FACTOR, POWER),
          "polynomial", List.of(LENGTH, POWER),
          "cosine", List.of(LENGTH),
          "sigmoid", List.of(FACTOR, LENGTH),
          "one-cycle", List.of(FACTOR, LENGTH));

  private LearningRateOptions() {}

  static ConfigSchema schema(Option<Double> learningRate) {
    return ConfigSchema.of(learningRate, SCHEDULE, UNIT, FACTOR, LENGTH, POWER, WARMUP);
  }

  /**
   * The schedule that a configuration means.
   *
   * @throws ImpetusException if it lacks an option that its schedule needs, or has one that it
   *     ignores
   */
  static ISchedule schedule(ConfigView config, double learningRate) {
    String name = config.get(SCHEDULE);
    check(config, name);
    ScheduleType unit =
        config.get(UNIT).equals("epoch") ? ScheduleType.EPOCH : ScheduleType.ITERATION;
    double factor = config.find(FACTOR).orElse(Double.NaN);
    double power = config.find(POWER).orElse(Double.NaN);
    int length = config.find(LENGTH).map(Math::toIntExact).orElse(0);
    ISchedule schedule =
        switch (name) {
          case "constant" -> new FixedSchedule(learningRate);
          case "step" -> new StepSchedule(unit, learningRate, factor, length);
          case "exponential" -> new ExponentialSchedule(unit, learningRate, factor);
          case "inverse" -> new InverseSchedule(unit, learningRate, factor, power);
          case "polynomial" -> new PolynomialSchedule(unit, learningRate, length, power);
          case "cosine" -> new CosineSchedule(unit, learningRate, length);
          // ND4J's equation has -gamma where ours falls with a positive factor.
          case "sigmoid" -> new SigmoidSchedule(unit, learningRate, -factor, length);
          case "one-cycle" -> new OneCycleSchedule(unit, learningRate, factor, length);
          default -> throw new IllegalArgumentException("no schedule " + name);
        };
    int warmup = config.getInt(WARMUP);
    return warmup == 0 ? schedule : new RampSchedule(schedule, warmup);
  }

  private static void check(ConfigView config, String name) {
    List<Problem> problems = new ArrayList<>();
    Map<Option<?>, Boolean> given = new LinkedHashMap<>();
    given.put(FACTOR, config.find(FACTOR).isPresent());
    given.put(LENGTH, config.find(LENGTH).isPresent());
    given.put(POWER, config.find(POWER).isPresent());
    given.forEach(
        (option, present) -> {
          boolean needed = NEEDED.get(name).contains(option);
          if (needed != present) {
            problems.add(
                new Problem(
                    ErrorKind.CONFIGURATION,
                    "option \"" + option.name() + "\" " + (needed ? "is missing" : "has no effect"),
                    "optimizer." + option.name(),
                    "the schedule " + name + (needed ? " needs it" : " does not use it"),
                    needed ? "give the " + option.description() : "remove it"));
          }
        });
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }
}
