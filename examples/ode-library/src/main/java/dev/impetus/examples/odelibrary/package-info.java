// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** The solvers used as an ODE library: no runtime, no plugin loading, no array library. */
package dev.impetus.examples.odelibrary;
