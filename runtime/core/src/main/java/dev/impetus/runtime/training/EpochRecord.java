// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import java.util.Optional;

/**
 * What happened in an epoch.
 *
 * @param epoch its number, from 1
 * @param iteration updates made since the beginning
 * @param training figures of the batches as they were seen, before the update that each led to
 * @param validation figures of the validation part after the epoch; empty if there is no such part
 * @param learningRate learning rate of the last update
 * @param gradientNorm mean norm of the gradients before clipping by norm
 * @param seconds time that the epoch took, validation included
 * @param best whether it is the best on the validation part so far
 */
public record EpochRecord(
    int epoch,
    long iteration,
    Figures training,
    Optional<Figures> validation,
    double learningRate,
    double gradientNorm,
    double seconds,
    boolean best) {}
