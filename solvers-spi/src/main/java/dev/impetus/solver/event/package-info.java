// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/** Events: places where a function of time and state changes sign. */
package dev.impetus.solver.event;
