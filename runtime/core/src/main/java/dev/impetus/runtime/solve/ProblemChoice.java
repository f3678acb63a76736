// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.plugin.PluginKind;
import dev.impetus.runtime.pipeline.Chosen;
import dev.impetus.runtime.pipeline.PluginSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.problem.ProblemProvider;

/**
 * A problem plugin with its options.
 *
 * @param problem what it made
 * @param config the options that it has, defaults filled in
 */
public record ProblemChoice(OdeProblem problem, ConfigView config) {

  /**
   * Asks the plugin for its problem.
   *
   * @throws ImpetusException if there is no such plugin, or with everything that is wrong with its
   *     options
   */
  public static ProblemChoice of(PluginRegistry registry, PluginSpec spec) {
    ProblemProvider provider = registry.get(ProblemProvider.class, spec.id());
    ConfigView config = provider.schema().resolve(spec.options(), "problem " + spec.id());
    OdeProblem problem =
        new Chosen<>(provider, config, registry.find(PluginKind.PROBLEM, spec.id()).orElseThrow())
            .create(() -> provider.create(config));
    return new ProblemChoice(problem, config);
  }
}
