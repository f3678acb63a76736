// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
/**
 * Transformers whose attention is linear in the length of a sequence, with momentum in its state
 * and across layers. An {@link dev.impetus.plugins.momentumtransformer.Attention} is computed for
 * whole sequences by an {@link dev.impetus.plugins.momentumtransformer.AttentionPass} and token by
 * token by {@link dev.impetus.plugins.momentumtransformer.AttentionSteps}.
 */
package dev.impetus.plugins.momentumtransformer;
