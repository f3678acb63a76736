// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The damping {@code γ = ε σ(w)}, between 0 and ε.
 *
 * @param scale ε
 * @param raw initial {@code w}
 * @param learnable whether {@code w} is a parameter
 */
record Damping(double scale, double raw, boolean learnable) {

  SDVariable declare(GraphBuilder graph) {
    if (!learnable) {
      return graph.constant(value(raw));
    }
    SDVariable gamma = graph.sameDiff().nn().sigmoid(graph.parameter("damping", 1));
    return scale == 1 ? gamma : gamma.mul(scale);
  }

  /**
   * Writes the initial {@code w}, if it is a parameter, and returns the index of what comes next.
   */
  int initialize(StateVector parameters, int index) {
    if (learnable) {
      parameters.set(0, index, raw);
    }
    return next(index);
  }

  int next(int index) {
    return learnable ? index + 1 : index;
  }

  /** γ, given the field's parameters. */
  double value(StateVector parameters, int index) {
    return value(learnable ? parameters.get(0, index) : raw);
  }

  private double value(double w) {
    return scale / (1 + Math.exp(-w));
  }
}
