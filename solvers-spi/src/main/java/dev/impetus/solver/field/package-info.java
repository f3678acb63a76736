// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Vector fields: the right-hand sides of differential equations and what they can compute. */
package dev.impetus.solver.field;
