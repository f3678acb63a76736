// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors

/** The bridge between engines and solvers: compiled functions as right-hand sides of ODEs. */
package dev.impetus.model.ode;
