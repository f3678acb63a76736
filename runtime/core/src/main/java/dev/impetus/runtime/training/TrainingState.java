// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.solver.state.StateVector;

/**
 * Where a training stands between two epochs: with it, and the same setup and options, training
 * goes on bit for bit as if it had never been interrupted.
 *
 * @param epoch epochs finished
 * @param iteration updates made
 * @param seconds time spent so far
 * @param improvement what was seen on the validation part
 * @param parameters the parameters, 1 × size of the layout
 * @param bestParameters those after the best epoch; the same as {@code parameters} if there is no
 *     validation part
 * @param optimizer what the optimiser remembers
 */
public record TrainingState(
    int epoch,
    long iteration,
    double seconds,
    Improvement improvement,
    StateVector parameters,
    StateVector bestParameters,
    double[] optimizer) {}
