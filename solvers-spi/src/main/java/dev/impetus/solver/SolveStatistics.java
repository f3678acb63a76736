// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/**
 * The work of a solve or of a backward pass. The counts equal the calls made.
 *
 * @param evaluations evaluations of the field, also those inside iterations and probes
 * @param vectorJacobianProducts vector–Jacobian products
 * @param jacobianVectorProducts Jacobian–vector products
 * @param acceptedSteps accepted steps; where each row has its own, those of all rows together
 * @param rejectedSteps attempts that were rejected, failed ones included; counted in the same way
 * @param innerIterations iterations of inner solvers
 * @param failedInnerSolves attempts whose inner solve failed
 */
public record SolveStatistics(
    long evaluations,
    long vectorJacobianProducts,
    long jacobianVectorProducts,
    long acceptedSteps,
    long rejectedSteps,
    long innerIterations,
    long failedInnerSolves) {

  /** No work. */
  public static final SolveStatistics NONE = new SolveStatistics(0, 0, 0, 0, 0, 0, 0);

  /** The sum of two. */
  public SolveStatistics plus(SolveStatistics other) {
    return new SolveStatistics(
        evaluations + other.evaluations,
        vectorJacobianProducts + other.vectorJacobianProducts,
        jacobianVectorProducts + other.jacobianVectorProducts,
        acceptedSteps + other.acceptedSteps,
        rejectedSteps + other.rejectedSteps,
        innerIterations + other.innerIterations,
        failedInnerSolves + other.failedInnerSolves);
  }
}
