// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.problem.ProblemProvider;
import java.util.Arrays;

/** The provider interface of each kind of plugin. */
final class ProviderTypes {

  private ProviderTypes() {}

  static Class<? extends Plugin> of(PluginKind kind) {
    return switch (kind) {
      case SOLVER -> SolverProvider.class;
      case ARCHITECTURE -> ArchitectureProvider.class;
      case ENGINE -> EngineProvider.class;
      case DATA -> DataProvider.class;
      case LOSS -> LossProvider.class;
      case METRIC -> MetricProvider.class;
      case OPTIMIZER -> OptimizerProvider.class;
      case PROBLEM -> ProblemProvider.class;
    };
  }

  static PluginKind kindOf(Class<? extends Plugin> type) {
    return Arrays.stream(PluginKind.values())
        .filter(kind -> of(kind) == type)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(type.getName() + " is no provider interface"));
  }
}
