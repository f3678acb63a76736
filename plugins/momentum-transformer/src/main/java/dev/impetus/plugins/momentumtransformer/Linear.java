// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.model.ParameterLayout;
import dev.impetus.model.engine.Port;
import java.util.List;

/**
 * Where the parameters of a linear map y = W x + b lie in the flat vector.
 *
 * @param weight offset of W, outputs × inputs
 * @param bias offset of b; -1 without one
 * @param outputs numbers of y
 * @param inputs numbers of x
 */
record Linear(int weight, int bias, int outputs, int inputs) {

  /** Adds a map with a bias to a layout. */
  static Linear add(ParameterLayout.Builder layout, String name, int outputs, int inputs) {
    Linear plain = addWithoutBias(layout, name, outputs, inputs);
    return plain.withBias(layout, name);
  }

  /** Adds a map without a bias. */
  static Linear addWithoutBias(
      ParameterLayout.Builder layout, String name, int outputs, int inputs) {
    int weight = layout.add(new Port(name + ".weight", List.of((long) outputs, (long) inputs)));
    return new Linear(weight, -1, outputs, inputs);
  }

  /** The same with a bias, which is added to the layout. */
  Linear withBias(ParameterLayout.Builder layout, String name) {
    int added = layout.add(new Port(name + ".bias", List.of((long) outputs)));
    return new Linear(weight, added, outputs, inputs);
  }
}
