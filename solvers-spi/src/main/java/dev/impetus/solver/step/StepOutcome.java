// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

/** How an attempt of a step ended, before its error was judged. */
public enum StepOutcome {
  /** The step has a result. */
  OK,
  /** An inner iteration diverged. */
  INNER_DIVERGED,
  /** An inner iteration reached its limit without converging. */
  INNER_NOT_CONVERGED,
  /** A linear system could not be solved. */
  LINEAR_SOLVE_FAILED,
  /** The state left the field's domain. */
  OUT_OF_DOMAIN,
  /** A method that chooses its own steps would have to make them too short. */
  STEP_TOO_SHORT,
  /** A method that chooses its own steps has used up what it may do. */
  WORK_LIMIT
}
