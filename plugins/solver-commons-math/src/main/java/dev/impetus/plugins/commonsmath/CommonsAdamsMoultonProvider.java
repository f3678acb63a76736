// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.commonsmath;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;

/** The plugin {@code commons-adams-moulton}. */
public final class CommonsAdamsMoultonProvider implements SolverProvider {

  @Override
  public String id() {
    return "commons-adams-moulton";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(AdamsSteps.OPTION);
  }

  @Override
  public SteppingMethod create(ConfigView config) {
    return CommonsIntegrator.adamsMoulton(AdamsSteps.of(config));
  }
}
