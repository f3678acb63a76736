// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.problems;

import dev.impetus.api.config.ConfigView;
import dev.impetus.solver.problem.HeatEquation;
import dev.impetus.solver.problem.OdeProblem;

/** The diffusion problem of the proximal solvers' paper: rough data on a ring until 1. */
public final class DiffusionProvider extends ClassicProblem {

  private static final double USUAL_END = 1;

  /** For ServiceLoader. */
  public DiffusionProvider() {
    super("diffusion", "1");
  }

  @Override
  OdeProblem usual(ConfigView config) {
    return HeatEquation.rough(USUAL_END);
  }
}
