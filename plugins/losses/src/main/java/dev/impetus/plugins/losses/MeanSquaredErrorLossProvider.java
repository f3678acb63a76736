// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;

/** Mean squared error: {@code (p − t)²}. */
public final class MeanSquaredErrorLossProvider extends PointwiseLossProvider {

  @Override
  public String id() {
    return "mse";
  }

  @Override
  PointwiseError error(ConfigView config) {
    return new SquaredError();
  }
}
