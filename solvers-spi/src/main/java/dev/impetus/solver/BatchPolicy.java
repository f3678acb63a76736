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
  SHARED_MAX,
  /**
   * Each row has its own time, step, error and acceptance: the steps and, in float64, the bits of
   * its solve alone. Rows that have ended wait at their last time with steps of 0 while the field
   * is evaluated for all. Pays where rows differ in difficulty; costs bookkeeping a row otherwise.
   * For fields whose rows are independent and methods that are explicit.
   *
   * <p>A row that fails ends alone; the others go on. See {@link Solution#rows}.
   */
  PER_SAMPLE;

  /** Whether each row has its own step. */
  public boolean isPerSample() {
    return this == PER_SAMPLE;
  }
}
