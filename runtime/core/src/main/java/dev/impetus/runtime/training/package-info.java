// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Training: epochs of mini-batches, validation, early stopping, and records of them for listeners. It knows
 * models, data, losses and optimisers by their interfaces only, and neither files nor wiring.
 */
package dev.impetus.runtime.training;
