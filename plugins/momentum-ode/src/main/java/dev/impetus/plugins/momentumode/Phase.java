// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A state {@code [h | m]} taken apart.
 *
 * @param h the position
 * @param m the velocity
 */
record Phase(SDVariable h, SDVariable m) {

  /** The two halves of {@code y}. */
  static Phase of(GraphBuilder graph, SDVariable y, int positions) {
    int[] size = {graph.batch(), positions};
    return new Phase(
        graph.sameDiff().slice(y, new int[] {0, 0}, size),
        graph.sameDiff().slice(y, new int[] {0, positions}, size));
  }

  /** The state {@code [h | m]}. */
  static SDVariable join(GraphBuilder graph, SDVariable h, SDVariable m) {
    return graph.sameDiff().concat(1, h, m);
  }
}
