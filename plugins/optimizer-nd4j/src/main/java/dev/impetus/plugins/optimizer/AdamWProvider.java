// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, algorithm 2): {@code p ← p −
 * η (m̂ / (√v̂ + ε) + λ p)}. {@code adam} with a weight decay is the same but for ε, which there is
 * added before the bias of v is corrected.
 */
public final class AdamWProvider extends MomentProvider {

  /** Does nothing but remember its default weight decay. */
  public AdamWProvider() {
    super(0.01);
  }

  @Override
  public String id() {
    return "adamw";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.empty();
  }

  @Override
  MomentOptimizer.StepSize stepSize(ConfigView config, double beta1, double beta2) {
    return (rate, t) ->
        new MomentOptimizer.Factors(
            rate / (1 - Math.pow(beta1, t)), 1 / Math.sqrt(1 - Math.pow(beta2, t)));
  }
}
