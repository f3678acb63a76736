// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.training.Optimizer;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.state.Precision;
import org.nd4j.linalg.learning.config.AdaDelta;

/** AdaDelta, which has no learning rate (Zeiler, arXiv:1212.5701, 2012). */
public final class AdaDeltaProvider implements OptimizerProvider {

  private static final Option<Double> RHO =
      Option.decimal("rho", "decay of both running means").above(0).below(1).byDefault(0.95);

  private static final Option<Double> EPSILON = UpdaterProvider.epsilon(1e-6);

  @Override
  public String id() {
    return "adadelta";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(RHO, EPSILON, UpdaterProvider.WEIGHT_DECAY);
  }

  @Override
  public Optimizer create(ConfigView config, Precision precision, int parameterCount) {
    return new UpdaterOptimizer(
        new AdaDelta(config.get(RHO), config.get(EPSILON)),
        config.get(UpdaterProvider.WEIGHT_DECAY),
        precision,
        parameterCount);
  }
}
