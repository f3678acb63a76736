// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;

/** {@code transformer}: softmax or linear attention, plain residual connections. */
public final class TransformerProvider extends TransformerArchitecture {

  private static final Option<String> ATTENTION =
      Option.choice(
              "attention",
              "softmax: time grows with the square of the length; linear: with the length",
              "softmax",
              "linear")
          .byDefault("softmax");

  /** For the service loader. */
  public TransformerProvider() {}

  @Override
  public String id() {
    return "transformer";
  }

  @Override
  ConfigSchema ownSchema() {
    return ConfigSchema.of(ATTENTION);
  }

  @Override
  Weighing weighing(ConfigView config) {
    return Weighing.valueOf(upper(config.get(ATTENTION)));
  }
}
