// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * States: plain arrays seen as rows of equal width, and numbers that are one for all rows or one a
 * row.
 */
package dev.impetus.solver.state;
