// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.FunctionGraph;

/** An engine that nobody asks for anything. */
public final class ToyEngine implements EngineProvider, Engine {

  @Override
  public String id() {
    return "toy-engine";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.empty();
  }

  @Override
  public Engine create(ConfigView config) {
    return this;
  }

  @Override
  public CompiledFunction compile(FunctionGraph graph) {
    throw new UnsupportedOperationException("the toy net has no graph");
  }
}
