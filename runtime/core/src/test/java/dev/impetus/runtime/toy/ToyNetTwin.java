// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.toy;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;

/** {@link ToyNet} under another id. */
public final class ToyNetTwin implements ArchitectureProvider {

  private final ToyNet net = new ToyNet();

  @Override
  public String id() {
    return "toy-twin";
  }

  @Override
  public ConfigSchema schema() {
    return net.schema();
  }

  @Override
  public Model create(ConfigView config, ModelContext context) {
    return net.create(config, context);
  }
}
