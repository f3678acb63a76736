// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Work and precision of our solvers beside those of other libraries. */
package dev.impetus.examples.workprecision;
