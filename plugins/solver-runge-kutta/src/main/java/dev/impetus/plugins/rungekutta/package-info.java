// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Explicit Runge–Kutta methods, each made from its published coefficients. */
package dev.impetus.plugins.rungekutta;
