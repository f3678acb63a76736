// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Dormand and Prince's Runge–Kutta pair of orders 5 and 4. */
package dev.impetus.plugins.dopri5;
