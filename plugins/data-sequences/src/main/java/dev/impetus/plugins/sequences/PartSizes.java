// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.Split;

/** The options that all these tasks have: sizes of the parts and the seed. */
final class PartSizes {

  private static final Option<Long> SEED =
      Option.integer("seed", "seed of the generated samples; by default the seed of the run")
          .optional();

  private final Option<Long> training;
  private final Option<Long> validation;
  private final Option<Long> test;

  PartSizes(long training, long validation, long test) {
    this.training = size("training", "training samples", 1, training);
    this.validation = size("validation", "validation samples", 0, validation);
    this.test = size("test", "test samples", 0, test);
  }

  private static Option<Long> size(String name, String description, double least, long byDefault) {
    return Option.integer(name, description)
        .atLeast(least)
        .atMost(1_000_000_000)
        .byDefault(byDefault);
  }

  ConfigSchema schema() {
    return ConfigSchema.of(training, validation, test, SEED);
  }

  int size(ConfigView config, Split split) {
    return config.getInt(
        switch (split) {
          case TRAINING -> training;
          case VALIDATION -> validation;
          case TEST -> test;
        });
  }

  SampleSeeds seeds(ConfigView config, DataContext context) {
    return new SampleSeeds(config.find(SEED).orElse(context.seed()));
  }
}
