// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;
import dev.impetus.solver.step.SteppingMethod;

/**
 * The plugin interface of solvers: creates a stepping method from its configuration. Tolerances,
 * step control, gradient mode and the like are not a method's business; the runtime composes them.
 *
 * <p>An implementation is listed in {@code META-INF/services/dev.impetus.solver.SolverProvider}.
 */
public interface SolverProvider extends Plugin {

  /** A method as configured; a value without state. */
  SteppingMethod create(ConfigView config);
}
