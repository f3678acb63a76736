// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The equation inside an implicit step, and what solves it. */
package dev.impetus.solver.implicit;
