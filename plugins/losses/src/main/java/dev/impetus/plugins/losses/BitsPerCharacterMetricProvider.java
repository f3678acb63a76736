// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import dev.impetus.model.training.Metric;

/**
 * The mean cross-entropy of all tokens that count in bits, {@code −log₂ softmax(scores)[class]}:
 * bits per character where tokens are characters, per byte where they are bytes.
 */
public final class BitsPerCharacterMetricProvider extends ClassMetricProvider {

  @Override
  public String id() {
    return "bits-per-character";
  }

  @Override
  boolean takesLogits() {
    return false;
  }

  @Override
  Metric metric(ClassScores scores) {
    return new LogLossMetric(id(), scores, mean -> mean / Math.log(2));
  }
}
