// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The problems of {@link dev.impetus.solver.problem} by name. */
package dev.impetus.plugins.problems;
