// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import java.util.Random;

/** Where the generators take their randomness from. */
final class Seeds {

  static final Option<Long> SEED =
      Option.integer("seed", "seed of the generated numbers; by default the seed of the run")
          .optional();

  private Seeds() {}

  /**
   * {@link Random} and not a faster generator: its algorithm is specified, so that other languages
   * can repeat the numbers in a few lines.
   */
  static Random random(ConfigView config, DataContext context) {
    return new Random(config.find(SEED).orElse(context.seed()));
  }
}
