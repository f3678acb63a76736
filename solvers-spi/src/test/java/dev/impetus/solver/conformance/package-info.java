// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * The conformance kit: what a solver must do to be one, as numbered rules. A solver plugin extends
 * {@link dev.impetus.solver.conformance.FixedStepSolverConformance}, {@link
 * dev.impetus.solver.conformance.AdaptiveSolverConformance} or {@link
 * dev.impetus.solver.conformance.ImplicitSolverConformance} in its tests and overrides one getter.
 * A rule that does not apply is a skip with its reason. The table of the rules is in the module's
 * README.
 */
package dev.impetus.solver.conformance;
