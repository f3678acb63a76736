// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Engines: functions are defined as SameDiff graphs and executed by plugins.
 *
 * <p>A {@link dev.impetus.model.engine.GraphDefinition} writes a function down once; an {@link
 * dev.impetus.model.engine.Engine} compiles it for a precision, a number of rows and, by {@link
 * dev.impetus.model.engine.CompileOptions}, threads; a {@link dev.impetus.model.engine.Evaluation}
 * computes values and vector–Jacobian products without allocating. What no graph expresses well is
 * written with {@code dev.impetus.kernel} instead.
 */
package dev.impetus.model.engine;
