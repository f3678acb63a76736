// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;

/** The option that both Adams methods have. */
final class AdamsSteps {

  static final Option<Long> OPTION =
      Option.integer("adams-steps", "steps that a step depends on, which set the order")
          .atLeast(2)
          .atMost(12)
          .byDefault(5L);

  private AdamsSteps() {}

  static int of(ConfigView config) {
    return Math.toIntExact(config.get(OPTION));
  }
}
