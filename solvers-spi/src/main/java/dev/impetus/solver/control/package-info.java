// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Step control: error norms, controllers and the first step. */
package dev.impetus.solver.control;
