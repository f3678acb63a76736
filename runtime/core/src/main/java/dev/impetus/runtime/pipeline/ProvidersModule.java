// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.training.LossProvider;
import dev.impetus.model.training.MetricProvider;
import dev.impetus.model.training.OptimizerProvider;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.solver.SolverProvider;

/**
 * One map of providers for each kind of plugin, filled from the registry. The registry has settled
 * duplicates before; a provider is loaded when it is asked for, not while the injector is made.
 */
final class ProvidersModule extends AbstractModule {

  private final PluginRegistry registry;

  ProvidersModule(PluginRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().disableCircularProxies();
    binder().requireExactBindingAnnotations();
    bind(PluginRegistry.class).toInstance(registry);
    bind(ProviderCatalog.class);
    bindAll(PluginKind.SOLVER, SolverProvider.class);
    bindAll(PluginKind.ARCHITECTURE, ArchitectureProvider.class);
    bindAll(PluginKind.ENGINE, EngineProvider.class);
    bindAll(PluginKind.DATA, DataProvider.class);
    bindAll(PluginKind.LOSS, LossProvider.class);
    bindAll(PluginKind.METRIC, MetricProvider.class);
    bindAll(PluginKind.OPTIMIZER, OptimizerProvider.class);
  }

  private <P extends Plugin> void bindAll(PluginKind kind, Class<P> type) {
    MapBinder<String, P> byId = MapBinder.newMapBinder(binder(), String.class, type);
    for (String id : registry.ids(kind)) {
      byId.addBinding(id).toProvider(() -> registry.get(type, id));
    }
  }
}
