// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Layers {@code x W' + b} with a nonlinearity between them and none at the end.
 *
 * @param widths of the input, the hidden layers and the output
 * @param nonlinearity what stands between the layers
 */
record DenseNet(List<Integer> widths, Nonlinearity nonlinearity) {

  /** A net from {@code inputs} through the hidden layers to {@code outputs}. */
  static DenseNet of(int inputs, List<Long> hidden, int outputs, Nonlinearity nonlinearity) {
    Stream<Integer> between = hidden.stream().map(Math::toIntExact);
    return new DenseNet(
        Stream.of(Stream.of(inputs), between, Stream.of(outputs)).flatMap(s -> s).toList(),
        nonlinearity);
  }

  /** Declares weights {@code [outputs, inputs]} and biases, layer by layer, and applies them. */
  SDVariable apply(GraphBuilder graph, SDVariable x) {
    SDVariable y = x;
    for (int layer = 1; layer < widths.size(); layer++) {
      if (layer > 1) {
        y = nonlinearity.apply(graph.sameDiff(), y);
      }
      SDVariable weight =
          graph.parameter("weight" + layer, widths.get(layer), widths.get(layer - 1));
      SDVariable bias = graph.parameter("bias" + layer, widths.get(layer));
      y = graph.sameDiff().mmul(y, weight, false, true, false).add(bias);
    }
    return y;
  }

  /** Numbers in all weights and biases. */
  int parameterCount() {
    return IntStream.range(1, widths.size())
        .map(layer -> widths.get(layer) * (widths.get(layer - 1) + 1))
        .sum();
  }

  /**
   * Draws weights row by row, then biases, layer by layer, each uniform within {@code ±1/√inputs}
   * of the layer.
   *
   * @param parameters begins with this net's; the rest is left alone
   */
  void initialize(StateVector parameters, RandomGenerator random) {
    int next = 0;
    for (int layer = 1; layer < widths.size(); layer++) {
      double bound = 1 / Math.sqrt(widths.get(layer - 1));
      int end = next + widths.get(layer) * (widths.get(layer - 1) + 1);
      for (; next < end; next++) {
        parameters.set(0, next, (2 * random.nextDouble() - 1) * bound);
      }
    }
  }
}
