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

/**
 * Spirals that interleave, one a class: with {@code u} uniform in [0, 1), {@code s = √u} (equal
 * density along the arm) and class c of C,
 *
 * <pre>angle = 2 π (turns s + c / C),   point = s (cos angle, sin angle) + noise · Gaussian</pre>
 *
 * <p>Drawn from {@link Random} in the order u, noise of x, noise of y, the classes in turn;
 * training, then validation, then test.
 */
public final class SpiralsProvider implements DataProvider {

  private static final Option<Long> CLASSES =
      Option.integer("classes", "number of arms").atLeast(2).atMost(100).byDefault(2L);
  private static final Option<Long> TRAINING =
      Option.integer("training", "training points").atLeast(1).atMost(10_000_000).byDefault(200L);
  private static final Option<Long> VALIDATION =
      Option.integer("validation", "validation points")
          .atLeast(0)
          .atMost(10_000_000)
          .byDefault(100L);
  private static final Option<Long> TEST =
      Option.integer("test", "test points").atLeast(0).atMost(10_000_000).byDefault(100L);
  private static final Option<Double> TURNS =
      Option.decimal("turns", "turns of an arm").above(0).atMost(100).byDefault(1.0);
  private static final Option<Double> NOISE =
      Option.decimal("noise", "standard deviation of the noise; arms reach to radius 1")
          .atLeast(0)
          .byDefault(0.02);

  /** For ServiceLoader. */
  public SpiralsProvider() {}

  @Override
  public String id() {
    return "spirals";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(CLASSES, TRAINING, VALIDATION, TEST, TURNS, NOISE, Seeds.SEED);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    Random random = Seeds.random(config, context);
    int classes = config.getInt(CLASSES);
    List<List<Sample>> parts = new ArrayList<>();
    for (Option<Long> size : List.of(TRAINING, VALIDATION, TEST)) {
      List<Sample> part = new ArrayList<>();
      for (int i = 0; i < config.getInt(size); i++) {
        part.add(point(random, i % classes, classes, config.get(TURNS), config.get(NOISE)));
      }
      parts.add(part);
    }
    return new GeneratedDataset(
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(2), 0, List.of("x", "y")),
            new DataField(DataField.TARGETS, List.of(), classes, List.of())),
        classes + " interleaved spirals",
        parts.get(0),
        parts.get(1),
        parts.get(2));
  }

  private static Sample point(Random random, int label, int classes, double turns, double noise) {
    double s = Math.sqrt(random.nextDouble());
    double angle = 2 * Math.PI * (turns * s + (double) label / classes);
    double x = s * Math.cos(angle) + noise * random.nextGaussian();
    double y = s * Math.sin(angle) + noise * random.nextGaussian();
    return new Sample(new double[] {x, y}, new double[] {label});
  }
}
