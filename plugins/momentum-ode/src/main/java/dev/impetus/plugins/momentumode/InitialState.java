// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The state with which a solve begins: the inputs, then zeros, and in the velocity's columns what
 * the net makes of the inputs, if there is one:
 *
 * <pre>{@code h(0) = [x | 0],  m(0) = net(x) }</pre>
 *
 * @param inputs numbers in the inputs x
 * @param positions numbers in h
 * @param stateWidth numbers in the state
 * @param velocity the net; null leaves the inputs and zeros
 */
record InitialState(int inputs, int positions, int stateWidth, Part velocity) {

  /** The graph of the net. */
  static GraphDefinition velocityGraph(DenseNet net, int inputs, int positions) {
    return graph -> {
      SDVariable x = graph.input("inputs", inputs);
      graph.output("velocity", net.apply(graph, x), positions);
    };
  }

  Pass newPass(Precision precision, int rows) {
    return new Pass(precision, rows);
  }

  /** Work space for one batch. */
  final class Pass {

    private final StateVector velocities;
    private final Evaluation evaluation;
    private final StateVector[] arguments = new StateVector[1];
    private final StateVector[] results = new StateVector[1];

    private Pass(Precision precision, int rows) {
      velocities = StateVector.zeros(precision, rows, positions);
      evaluation = velocity == null ? null : velocity.function(rows).newEvaluation();
    }

    /** Writes the state. */
    void forward(StateVector x, StateVector state) {
      state.fill(0);
      Columns.copy(x, 0, state, 0, inputs);
      if (evaluation != null) {
        arguments[0] = x;
        results[0] = velocities;
        evaluation.apply(arguments, results);
        Columns.copy(velocities, 0, state, positions, positions);
      }
    }

    /** Adds to the model's parameter cotangent. */
    void backward(StateVector stateCotangent, StateVector parameterCotangent) {
      if (evaluation != null) {
        Columns.copy(stateCotangent, positions, velocities, 0, positions);
        results[0] = velocities;
        arguments[0] = null;
        evaluation.vjp(results, arguments, velocity.slice(parameterCotangent));
      }
    }
  }
}
