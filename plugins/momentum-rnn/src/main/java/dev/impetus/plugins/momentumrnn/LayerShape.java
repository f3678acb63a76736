// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * Sizes of one layer in one direction.
 *
 * <p>All that is learnt of how pre-activations depend on state and input lies in one packed matrix
 * with {@code blocks · hidden} rows and the columns
 *
 * <pre>{@code
 * h_{t-1} (hidden) | 1: the recurrent bias | x_t (inputs) | 1: the input bias
 * }</pre>
 *
 * so that a step is one matrix product. Arrays of features therefore end with a row of ones.
 *
 * @param inputs numbers in an input
 * @param hidden numbers in the hidden state
 * @param blocks pre-activations of a unit
 */
record LayerShape(int inputs, int hidden, int blocks) {

  int packedRows() {
    return blocks * hidden;
  }

  int packedColumns() {
    return inputColumn() + inputs + 1;
  }

  /** The column of the recurrent bias. */
  int recurrentBiasColumn() {
    return hidden;
  }

  /** The first column of the input. */
  int inputColumn() {
    return hidden + 1;
  }

  /** The column of the input bias. */
  int inputBiasColumn() {
    return hidden + 1 + inputs;
  }

  int packedSize() {
    return packedRows() * packedColumns();
  }
}
