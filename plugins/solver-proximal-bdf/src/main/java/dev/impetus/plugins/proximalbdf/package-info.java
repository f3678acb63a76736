// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Backward differentiation formulas as proximal steps. */
package dev.impetus.plugins.proximalbdf;
