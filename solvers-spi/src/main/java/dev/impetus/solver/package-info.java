// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Solvers of ordinary differential equations {@code dy/dt = f(t, y; θ)} for batches of states, their
 * gradients, and the interfaces that a solver plugin implements.
 *
 * <p>Five roles that do not know each other's types: {@link dev.impetus.solver.field.VectorField} (what is
 * solved), {@link dev.impetus.solver.step.SteppingMethod} (one attempt of one step; the plugin), {@link
 * dev.impetus.solver.implicit.InnerSolver} (the equation inside an implicit step), {@link
 * dev.impetus.solver.control.StepController} (accept? how far next?) and {@link
 * dev.impetus.solver.gradient.GradientMode} (how the whole is differentiated). {@link
 * dev.impetus.solver.OdeSolver} composes them.
 */
package dev.impetus.solver;
