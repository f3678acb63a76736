// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;

/**
 * Rectified Adam (Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR
 * 2020, algorithm 2), with decoupled weight decay. While too few gradients have been seen for their
 * second moment to mean something, it is momentum; then Adam's step times a growing factor:
 *
 * <pre>
 * ρ∞ = 2/(1 − β₂) − 1,     ρ_t = ρ∞ − 2 t β₂ᵗ/(1 − β₂ᵗ)
 * ρ_t > threshold:  η r m̂ / (√v̂ + ε),   r² = (ρ_t − 4)(ρ_t − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ_t)
 * else:             η m̂
 * </pre>
 *
 * <p>The paper has the threshold 4 and no ε; its code, and PyTorch's, 5 and ε.
 */
public final class RectifiedAdamProvider extends MomentProvider {

  private static final Option<Double> THRESHOLD =
      Option.decimal(
              "threshold",
              "length ρ of the averaged gradients above which the second moment is used")
          .atLeast(4)
          .byDefault(4.0);

  /** Does nothing but remember its default weight decay. */
  public RectifiedAdamProvider() {
    super(0);
  }

  @Override
  public String id() {
    return "radam";
  }

  @Override
  ConfigSchema ownOptions() {
    return ConfigSchema.of(THRESHOLD);
  }

  @Override
  MomentOptimizer.StepSize stepSize(ConfigView config, double beta1, double beta2) {
    double threshold = config.get(THRESHOLD);
    double longest = 2 / (1 - beta2) - 1;
    return (rate, t) -> {
      double decayed = Math.pow(beta2, t);
      double length = longest - 2 * t * decayed / (1 - decayed);
      double scale = rate / (1 - Math.pow(beta1, t));
      if (!(length > threshold)) {
        return new MomentOptimizer.Factors(scale, 0);
      }
      double rectification =
          Math.sqrt(
              (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
      return new MomentOptimizer.Factors(scale * rectification, 1 / Math.sqrt(1 - decayed));
    };
  }
}
