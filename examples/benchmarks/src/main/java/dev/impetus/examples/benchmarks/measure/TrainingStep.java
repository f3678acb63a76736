// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

/**
 * What one training step reported.
 *
 * @param loss before the update
 * @param gradientNorm Euclidean norm of the gradient
 * @param forward evaluations of the field in the solve; NaN if unknown
 * @param backward evaluations of the field in the backward pass; NaN if unknown
 */
public record TrainingStep(double loss, double gradientNorm, double forward, double backward) {}
