// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Stepping methods: one attempt of one step. This is what a solver plugin implements. */
package dev.impetus.solver.step;
