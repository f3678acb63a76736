// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.api.config.ConfigView;

/**
 * Cross-entropy of independent yes-or-no answers; the model predicts logits, the targets are 0 to
 * 1.
 */
public final class BinaryCrossEntropyLossProvider extends PointwiseLossProvider {

  @Override
  public String id() {
    return "binary-cross-entropy";
  }

  @Override
  PointwiseError error(ConfigView config) {
    return new LogisticError();
  }
}
