// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Dense layers, each with its activation.
 *
 * @param widths of the input, the hidden layers and the output
 * @param activations one a layer: softplus, tanh, elu or identity
 * @param cubed whether the net sees the cube of its input
 */
record DenseGraph(int[] widths, List<String> activations, boolean cubed)
    implements GraphDefinition {

  DenseGraph(int[] widths, String... activations) {
    this(widths, List.of(activations), false);
  }

  @Override
  public void define(GraphBuilder graph) {
    SDVariable y = graph.input("y", widths[0]);
    if (cubed) {
      y = y.mul(y).mul(y);
    }
    for (int layer = 1; layer < widths.length; layer++) {
      SDVariable weight = graph.parameter("weight" + layer, widths[layer], widths[layer - 1]);
      SDVariable bias = graph.parameter("bias" + layer, widths[layer]);
      y = graph.sameDiff().mmul(y, weight, false, true, false).add(bias);
      y =
          switch (activations.get(layer - 1)) {
            case "softplus" -> graph.sameDiff().nn().softplus(y);
            case "tanh" -> graph.sameDiff().math().tanh(y);
            case "elu" -> graph.sameDiff().nn().elu(y);
            case "identity" -> y;
            default -> throw new IllegalArgumentException("activation " + activations);
          };
    }
    graph.output("slope", y, widths[widths.length - 1]);
  }
}
