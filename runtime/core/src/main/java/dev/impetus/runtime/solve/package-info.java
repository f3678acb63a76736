// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Solves problems by name with solvers by name, once or along a ladder of tolerances, and measures
 * work, error and time. No array library takes part.
 */
package dev.impetus.runtime.solve;
