// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.solver.OdeSolver;

/**
 * A solver at one accuracy.
 *
 * @param solver its name for people
 * @param setting what distinguishes this rung of the ladder from others; empty without a ladder
 * @param ode the solver, ready
 */
record SolverRung(String solver, String setting, OdeSolver ode) {}
