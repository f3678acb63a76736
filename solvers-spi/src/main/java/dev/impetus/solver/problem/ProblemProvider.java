// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.problem;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.plugin.Plugin;

/**
 * The plugin interface of problems: a differential equation with its initial state and its
 * interval, so that a field of one's own is solved by its name.
 *
 * <p>An implementation is listed in {@code
 * META-INF/services/dev.impetus.solver.problem.ProblemProvider}.
 */
public interface ProblemProvider extends Plugin {

  /** A problem as configured; a value without state. */
  OdeProblem create(ConfigView config);
}
