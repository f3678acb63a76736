// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.plugins.synthetic.GeneratedDataset.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Trajectories of the damped oscillator {@code y'' = -1.01 y - 0.2 y'}, observed at common random
 * times (the sine task of Norcliffe et al., "On Second Order Behaviour in Augmented Neural ODEs",
 * 2020). In closed form, from {@code (y, y') = (a, b)} at the first time:
 *
 * <pre>y(t) = e^(-t/10) (a cos t + (b + a/10) sin t)</pre>
 *
 * <p>Inputs are the initial states, Gaussian; targets are y at every time, the first included.
 * Drawn from {@link Random}: the times first, then the initial states of training, validation and
 * test.
 */
public final class DampedOscillatorProvider implements DataProvider {

  private static final Option<Long> TRAINING = count("training", "training trajectories", 1, 30);
  private static final Option<Long> VALIDATION =
      count("validation", "validation trajectories", 0, 0);
  private static final Option<Long> TEST = count("test", "test trajectories", 0, 30);
  private static final Option<Long> TIMES = count("times", "times of observation", 2, 50);
  private static final Option<Double> UNTIL =
      Option.decimal("until", "the times are uniform between 0 and this, sorted")
          .unit("s")
          .above(0)
          .byDefault(10.0);
  private static final Option<String> OBSERVE =
      Option.choice("observe", "what is observed: y, or y and y'", "position", "state")
          .byDefault("position");

  /** For ServiceLoader. */
  public DampedOscillatorProvider() {}

  private static Option<Long> count(String name, String description, long least, long byDefault) {
    return Option.integer(name, description)
        .atLeast((double) least)
        .atMost(1_000_000)
        .byDefault(byDefault);
  }

  @Override
  public String id() {
    return "damped-oscillator";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(TRAINING, VALIDATION, TEST, TIMES, UNTIL, OBSERVE, Seeds.SEED);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    Random random = Seeds.random(config, context);
    double until = config.get(UNTIL);
    int observations = config.getInt(TIMES);
    // Distinct, since a solver cannot pass no time.
    double[] times =
        DoubleStream.generate(() -> until * random.nextDouble())
            .distinct()
            .limit(observations)
            .sorted()
            .toArray();
    boolean state = config.get(OBSERVE).equals("state");

    List<List<Sample>> parts = new ArrayList<>();
    for (Option<Long> size : List.of(TRAINING, VALIDATION, TEST)) {
      List<Sample> part = new ArrayList<>();
      for (int i = 0; i < config.getInt(size); i++) {
        part.add(trajectory(random.nextGaussian(), random.nextGaussian(), times, state));
      }
      parts.add(part);
    }
    List<String> columns = state ? List.of("y", "y'") : List.of("y");
    DataSignature signature =
        new DataSignature(
            List.of(
                new DataField(DataField.INPUTS, List.of(2), 0, List.of("y", "y'")),
                new DataField(
                    DataField.TARGETS, List.of(observations, columns.size()), 0, columns)),
            DoubleStream.of(times).boxed().toList());
    return new GeneratedDataset(
        signature,
        "damped oscillator y'' = -1.01 y - 0.2 y' at " + observations + " times",
        parts.get(0),
        parts.get(1),
        parts.get(2));
  }

  private static Sample trajectory(double a, double b, double[] times, boolean state) {
    int width = state ? 2 : 1;
    double[] targets = new double[times.length * width];
    double c = b + 0.1 * a;
    for (int i = 0; i < times.length; i++) {
      double t = times[i] - times[0];
      double decay = Math.exp(-0.1 * t);
      double y = decay * (a * Math.cos(t) + c * Math.sin(t));
      targets[i * width] = y;
      if (state) {
        targets[i * width + 1] = -0.1 * y + decay * (c * Math.cos(t) - a * Math.sin(t));
      }
    }
    return new Sample(new double[] {a, b}, targets);
  }
}
