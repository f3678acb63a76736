// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;

/** Adam's update by the moments with their biases corrected, {@code m̂ / (√v̂ + ε)}. */
abstract class CorrectedMomentProvider extends MomentProvider {

  CorrectedMomentProvider(double defaultWeightDecay) {
    super(defaultWeightDecay);
  }

  @Override
  final ConfigSchema ownOptions() {
    return ConfigSchema.empty();
  }

  @Override
  final MomentOptimizer.StepSize stepSize(ConfigView config, double beta1, double beta2) {
    return (rate, t) ->
        new MomentOptimizer.Factors(
            rate / (1 - Math.pow(beta1, t)), 1 / Math.sqrt(1 - Math.pow(beta2, t)));
  }
}
