// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Initial value problems of the literature with their solutions: what solvers are tested and
 * compared on.
 */
package dev.impetus.solver.problem;
