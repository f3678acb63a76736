// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.ode;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The function {@code θ_j y_j t} of a state and a time, evaluated by hand. As an engine must, it
 * keeps copies of its inputs for the derivative.
 */
final class GrowthFunction implements CompiledFunction {

  private final FunctionGraph graph;
  private double[] theta;

  GrowthFunction(Precision precision, int rows, int width) {
    graph =
        FunctionGraph.of(
            "growth",
            precision,
            rows,
            g -> {
              SDVariable y = g.input("state", width);
              SDVariable t = g.input("time", 1);
              g.output("derivative", y.mul(g.parameter("theta", width)).mul(t), width);
            });
  }

  @Override
  public FunctionGraph graph() {
    return graph;
  }

  @Override
  public void setParameters(StateVector parameters) {
    theta = parameters.toArray();
  }

  @Override
  public Evaluation newEvaluation() {
    return new Evaluation() {
      private StateVector y;
      private StateVector t;

      @Override
      public void apply(StateVector[] inputs, StateVector[] outputs) {
        y = inputs[0].newLike();
        y.copyFrom(inputs[0]);
        t = inputs[1].newLike();
        t.copyFrom(inputs[1]);
        for (int row = 0; row < y.rows(); row++) {
          for (int j = 0; j < y.width(); j++) {
            outputs[0].set(row, j, theta[j] * y.get(row, j) * t.get(row, 0));
          }
        }
      }

      @Override
      public void vjp(
          StateVector[] outputCotangents, StateVector[] inputCotangents, StateVector parameters) {
        for (int row = 0; row < y.rows(); row++) {
          for (int j = 0; j < y.width(); j++) {
            double cotangent = outputCotangents[0].get(row, j) * t.get(row, 0);
            inputCotangents[0].set(row, j, theta[j] * cotangent);
            if (parameters != null) {
              parameters.set(0, j, parameters.get(0, j) + y.get(row, j) * cotangent);
            }
          }
        }
      }
    };
  }

  @Override
  public void close() {}
}
