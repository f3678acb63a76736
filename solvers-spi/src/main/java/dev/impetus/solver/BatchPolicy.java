// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/**
 * How the rows of a batch share step size and acceptance. Steppers, controllers and gradient modes
 * are written for {@link dev.impetus.solver.state.RowScalar} steps and do not depend on the policy.
 */
public enum BatchPolicy {
  /**
   * One step for all rows, error norm the root mean square over the whole state: a row may exceed
   * the tolerance by √rows. What torchdiffeq does; right for rows that are coupled.
   */
  SHARED,
  /** One step for all rows, error norm the largest of the rows' own: no row is under-resolved. */
  SHARED_MAX
}
