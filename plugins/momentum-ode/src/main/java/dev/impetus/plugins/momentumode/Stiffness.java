// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The stiffness ξ of the restoring force {@code -ξ h}: fixed, or {@code ξ = log(1 + exp(c))} with a
 * parameter {@code c}.
 *
 * @param initial initial ξ; above 0 if it is learnable
 * @param learnable whether {@code c} is a parameter
 */
record Stiffness(double initial, boolean learnable) {

  SDVariable declare(GraphBuilder graph) {
    return learnable
        ? graph.sameDiff().nn().softplus(graph.parameter("stiffness", 1))
        : graph.constant(initial);
  }

  /** Writes the initial {@code c} if it is a parameter. */
  void initialize(StateVector parameters, int index) {
    if (learnable) {
      parameters.set(0, index, Math.log(Math.expm1(initial)));
    }
  }

  /** ξ, given the field's parameters. */
  double value(StateVector parameters, int index) {
    return learnable ? Math.log1p(Math.exp(parameters.get(0, index))) : initial;
  }
}
