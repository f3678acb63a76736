// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.event;

import dev.impetus.solver.state.StateVector;

/**
 * An event that happened.
 *
 * @param detector its detector
 * @param row the row in which the function changed sign
 * @param time when
 * @param state the whole state at that time; where each row has its own steps that row alone, 1 ×
 *     width; the receiver's own copy
 * @param rising whether the function rose through zero
 */
public record Event(
    EventDetector detector, int row, double time, StateVector state, boolean rising) {}
