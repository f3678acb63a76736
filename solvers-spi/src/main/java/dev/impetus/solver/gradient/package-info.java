// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** How a whole solve is differentiated. */
package dev.impetus.solver.gradient;
