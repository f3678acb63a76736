// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

/**
 * What happened in an update.
 *
 * @param epoch number of the epoch, from 1
 * @param batch number of its last batch in the epoch, from 1
 * @param batches batches in an epoch
 * @param loss loss of its batches before the update
 * @param gradientNorm norm of the gradient before clipping by norm
 */
public record StepRecord(int epoch, int batch, int batches, double loss, double gradientNorm) {}
