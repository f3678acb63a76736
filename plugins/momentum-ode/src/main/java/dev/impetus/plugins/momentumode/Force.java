// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The network {@code f(x)} or {@code f(x, t)} inside every member of the family; the time is one
 * more input.
 *
 * @param net the network
 * @param timed whether its last input is the time
 */
record Force(DenseNet net, boolean timed) {

  /** A network from {@code inputs} numbers, and the time if {@code timed}, to {@code outputs}. */
  static Force of(
      int inputs, List<Long> hidden, int outputs, Nonlinearity nonlinearity, boolean timed) {
    return new Force(DenseNet.of(inputs + (timed ? 1 : 0), hidden, outputs, nonlinearity), timed);
  }

  SDVariable apply(GraphBuilder graph, SDVariable x, SDVariable t) {
    return net.apply(graph, timed ? graph.sameDiff().concat(1, x, t) : x);
  }

  int parameterCount() {
    return net.parameterCount();
  }

  void initialize(StateVector parameters, RandomGenerator random) {
    net.initialize(parameters, random);
  }
}
