// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.engine.Port;
import java.util.List;

/** What the plugins of the family have in common: each adds its equations and their options. */
abstract class OdeArchitecture implements ArchitectureProvider {

  /** The options of the equations. */
  abstract ConfigSchema ownSchema();

  /** The equations for so many positions, augmented ones included. */
  abstract Dynamics dynamics(ConfigView config, int positions);

  /** Whether the state has a velocity. */
  abstract boolean secondOrder();

  /** Positions that are appended to the data's own. */
  int augmented(ConfigView config) {
    return 0;
  }

  /** Parameters that nothing reads. */
  List<Port> inert(ConfigView config) {
    return List.of();
  }

  /** Adds the options of the equations that nothing reads. */
  void addUnread(ConfigView config, UnreadOptions unread) {}

  @Override
  public final ConfigSchema schema() {
    ConfigSchema own = ownSchema().and(OdeOptions.COMMON);
    return secondOrder() ? own.and(OdeOptions.SECOND_ORDER) : own;
  }

  @Override
  public final Model create(ConfigView config, ModelContext context) {
    Task task = Task.of(context.data(), id(), config.get(OdeOptions.END_TIME));
    UnreadOptions unread = new UnreadOptions(config);
    unread.addCommon(task, secondOrder());
    addUnread(config, unread);
    unread.refuse();
    return new ModelAssembly(this, config, context).assemble(task);
  }
}
