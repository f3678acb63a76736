// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.StateVector;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The right-hand side of one member of the family, written down once as a graph. The state is
 * {@code h}, or {@code [h | m]} with a velocity behind the positions.
 */
interface Dynamics {

  /** Numbers in the position {@code h}, the part that is read out. */
  int positions();

  /** Numbers in the state: once or twice the positions. */
  int stateWidth();

  /** Whether {@code f} sees the time. */
  boolean timed();

  /**
   * Declares the parameters and returns the derivative of the state.
   *
   * @param y the state, rows × stateWidth
   * @param t the time, rows × 1; null if {@link #timed} says no
   */
  SDVariable derivative(GraphBuilder graph, SDVariable y, SDVariable t);

  /** Writes initial values of the parameters in the order of their declaration. */
  void initialize(StateVector parameters, RandomGenerator random);

  /** Reports damping and the like from the parameters' values. */
  default void measure(StateVector parameters, ObjDoubleConsumer<String> figures) {}

  /** This as the graph of a vector field. */
  default GraphDefinition graph() {
    return graph -> {
      SDVariable y = graph.input("state", stateWidth());
      SDVariable t = timed() ? graph.input("time", 1) : null;
      graph.output("derivative", derivative(graph, y, t), stateWidth());
    };
  }
}
