// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.solver.SolverProvider;
import jakarta.inject.Inject;
import java.util.Map;

/** The providers by kind and id, as the root injector's map binders hold them. */
final class ProviderCatalog {

  private final PluginRegistry registry;
  private final Map<Class<?>, Map<String, ? extends Provider<? extends Plugin>>> providers;

  @Inject
  ProviderCatalog(
      PluginRegistry registry,
      Map<String, Provider<SolverProvider>> solvers,
      Map<String, Provider<ArchitectureProvider>> architectures,
      Map<String, Provider<EngineProvider>> engines,
      Map<String, Provider<DataProvider>> data,
      Map<String, Provider<LossProvider>> losses,
      Map<String, Provider<MetricProvider>> metrics,
      Map<String, Provider<OptimizerProvider>> optimizers) {
    this.registry = registry;
    this.providers =
        Map.of(
            SolverProvider.class, solvers,
            ArchitectureProvider.class, architectures,
            EngineProvider.class, engines,
            DataProvider.class, data,
            LossProvider.class, losses,
            MetricProvider.class, metrics,
            OptimizerProvider.class, optimizers);
  }

  /**
   * The provider of that id.
   *
   * @throws ImpetusException if it is unknown, rejected or disabled; see {@link PluginRegistry#get}
   */
  <P extends Plugin> P get(Class<P> type, String id) {
    Provider<? extends Plugin> provider = providers.get(type).get(id);
    if (provider == null) {
      return registry.get(type, id);
    }
    try {
      return type.cast(provider.get());
    } catch (ProvisionException e) {
      throw InjectionFailures.unwrapped(e.getErrorMessages(), e);
    }
  }

  PluginRegistry registry() {
    return registry;
  }
}
