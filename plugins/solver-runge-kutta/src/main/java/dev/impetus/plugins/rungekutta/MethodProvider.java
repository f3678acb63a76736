// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.rungekutta;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.step.SteppingMethod;

/** A method without options. */
abstract class MethodProvider implements SolverProvider {

  private final String id;
  private final SteppingMethod method;

  MethodProvider(String id, SteppingMethod method) {
    this.id = id;
    this.method = method;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public final SteppingMethod create(ConfigView config) {
    return method;
  }
}
