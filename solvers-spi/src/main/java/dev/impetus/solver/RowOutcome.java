// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

/**
 * How the solve of one row ended, where each row has its own steps.
 *
 * @param status how it ended
 * @param time the time that it reached
 * @param detail one sentence on a failure, with values; empty for a success
 * @param outputs how many of the output times it reached
 * @param acceptedSteps its accepted steps
 * @param rejectedSteps its rejected attempts
 */
public record RowOutcome(
    SolveStatus status,
    double time,
    String detail,
    int outputs,
    long acceptedSteps,
    long rejectedSteps) {}
