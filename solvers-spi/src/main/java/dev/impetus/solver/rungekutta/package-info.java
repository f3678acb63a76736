// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Explicit Runge–Kutta methods from their data: a method is its tableau, its continuous extension and
 * its citation.
 */
package dev.impetus.solver.rungekutta;
