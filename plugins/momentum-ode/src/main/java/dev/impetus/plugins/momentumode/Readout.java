// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What is predicted from the positions {@code h} at one or several places along the solution:
 * {@code C h + c}, perhaps clamped, or the first positions themselves.
 *
 * @param positions numbers in h
 * @param outputs numbers predicted at each place
 * @param places how many places
 * @param linear the linear layer; null if positions are the prediction
 */
record Readout(int positions, int outputs, int places, Part linear) {

  /**
   * The graph of the layer.
   *
   * @param clamp bound of the prediction; infinite for none
   */
  static GraphDefinition graph(DenseNet layer, int positions, int outputs, double clamp) {
    return graph -> {
      SDVariable y = layer.apply(graph, graph.input("positions", positions));
      Nonlinearity bound =
          Nonlinearity.saturation(
              clamp < Double.POSITIVE_INFINITY ? "hardtanh" : "identity", clamp);
      graph.output("prediction", bound.apply(graph.sameDiff(), y), outputs);
    };
  }

  Pass newPass(Precision precision, int rows) {
    return new Pass(precision, rows);
  }

  /**
   * Work space for one batch. All places are read out at once, a row each, the places of a sample
   * together.
   */
  final class Pass {

    private final StateVector stacked;
    private final StateVector stackedCotangents;
    private final StateVector predictions;
    private final StateVector prediction;
    private final Evaluation evaluation;
    private final StateVector[] arguments = new StateVector[1];
    private final StateVector[] results = new StateVector[1];

    private Pass(Precision precision, int rows) {
      stacked = StateVector.zeros(precision, rows * places, positions);
      stackedCotangents = stacked.newLike();
      predictions = StateVector.zeros(precision, rows * places, outputs);
      prediction = predictions.view(0, rows, places * outputs);
      evaluation = linear == null ? null : linear.function(rows * places).newEvaluation();
    }

    /** Takes the state at a place. */
    void put(int place, StateVector state) {
      for (int row = 0; row < state.rows(); row++) {
        for (int column = 0; column < positions; column++) {
          stacked.set(row * places + place, column, state.get(row, column));
        }
      }
    }

    /** The prediction, rows × (places · outputs), from the states of all places. */
    StateVector forward() {
      if (evaluation == null) {
        Columns.copy(stacked, 0, predictions, 0, outputs);
      } else {
        arguments[0] = stacked;
        results[0] = predictions;
        evaluation.apply(arguments, results);
      }
      return prediction;
    }

    /**
     * Pulls a cotangent of the prediction back to the states; adds to the model's parameter
     * cotangent.
     */
    void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
      StateVector cotangents = predictionCotangent.view(0, predictions.rows(), outputs);
      if (evaluation == null) {
        stackedCotangents.fill(0);
        Columns.copy(cotangents, 0, stackedCotangents, 0, outputs);
      } else {
        results[0] = cotangents;
        arguments[0] = stackedCotangents;
        evaluation.vjp(results, arguments, linear.slice(parameterCotangent));
      }
    }

    /** Writes the cotangent of the state at a place, zero for what is not read. */
    void take(int place, StateVector stateCotangent) {
      stateCotangent.fill(0);
      for (int row = 0; row < stateCotangent.rows(); row++) {
        for (int column = 0; column < positions; column++) {
          stateCotangent.set(row, column, stackedCotangents.get(row * places + place, column));
        }
      }
    }
  }
}
