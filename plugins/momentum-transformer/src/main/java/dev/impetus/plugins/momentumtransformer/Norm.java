// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.model.ParameterLayout;
import dev.impetus.model.engine.Port;
import java.util.List;

/**
 * Where the map of a layer normalisation lies in the flat vector (Ba, Kiros and Hinton, 2016).
 *
 * @param scale offset
 * @param shift offset
 * @param width numbers of each
 */
record Norm(int scale, int shift, int width) {

  /** Added to variances, as in PyTorch. */
  static final double EPSILON = 1e-5;

  /** Adds a normalisation to a layout. */
  static Norm add(ParameterLayout.Builder layout, String name, int width) {
    int scale = layout.add(new Port(name + ".scale", List.of((long) width)));
    int shift = layout.add(new Port(name + ".shift", List.of((long) width)));
    return new Norm(scale, shift, width);
  }
}
