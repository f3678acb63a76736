// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.training;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.solver.state.Precision;

/**
 * The plugin interface of optimisers, listed in {@code
 * META-INF/services/dev.impetus.model.training.OptimizerProvider}.
 */
public interface OptimizerProvider extends Plugin {

  /** An optimiser for so many parameters. */
  Optimizer create(ConfigView config, Precision precision, int parameterCount);
}
