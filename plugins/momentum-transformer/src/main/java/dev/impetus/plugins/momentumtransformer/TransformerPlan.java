// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/**
 * How a transformer is built.
 *
 * @param layers how many
 * @param width numbers of a token's state
 * @param heads of each attention, each on width / heads numbers
 * @param feedForward numbers within the feed-forward part
 * @param attention of every layer
 * @param connection across layers
 * @param preNorm whether what enters attention and feed-forward is normalised, instead of their
 *     sums with the stream
 * @param finalNorm whether the last states are normalised
 * @param activation of the feed-forward part
 * @param dropout share of the numbers that is dropped in training behind the embedding, attention,
 *     and both maps of the feed-forward part
 * @param positions how positions enter
 * @param tied whether the readout's matrix is the embedding
 * @param readout where predictions are read from
 */
record TransformerPlan(
    int layers,
    int width,
    int heads,
    int feedForward,
    Attention attention,
    Connection connection,
    boolean preNorm,
    boolean finalNorm,
    Activation activation,
    double dropout,
    Positions positions,
    boolean tied,
    Readout readout) {

  /** The shape of each attention over a batch. */
  AttentionShape attentionShape(int samples, int steps) {
    return new AttentionShape(samples, steps, heads, width / heads, width / heads);
  }
}
