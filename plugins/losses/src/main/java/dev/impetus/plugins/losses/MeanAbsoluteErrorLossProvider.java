// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;

/** Mean absolute error: {@code |p − t|}. */
public final class MeanAbsoluteErrorLossProvider extends PointwiseLossProvider {

  @Override
  public String id() {
    return "mae";
  }

  @Override
  PointwiseError error(ConfigView config) {
    return new AbsoluteError();
  }
}
