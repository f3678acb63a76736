// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Kutta's two Runge–Kutta methods of order 4. */
package dev.impetus.plugins.rk4;
