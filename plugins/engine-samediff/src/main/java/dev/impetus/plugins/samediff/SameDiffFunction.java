// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph with its parameters; its evaluations share the graph and have a session each. */
final class SameDiffFunction implements CompiledFunction {

  private final GradientGraph gradientGraph;

  SameDiffFunction(GradientGraph gradientGraph) {
    this.gradientGraph = gradientGraph;
  }

  @Override
  public FunctionGraph graph() {
    return gradientGraph.function();
  }

  @Override
  public void setParameters(StateVector parameters) {
    FunctionGraph function = graph();
    if (parameters.size() != function.parameterCount()) {
      throw new IllegalArgumentException(
          "function %s has %d parameters, given are %d"
              .formatted(function.name(), function.parameterCount(), parameters.size()));
    }
    SameDiff sameDiff = gradientGraph.sameDiff();
    int offset = 0;
    for (Port parameter : function.parameters()) {
      String variable = function.variable(parameter);
      INDArray array = Transfer.newArray(function.precision(), gradientGraph.shape(variable));
      Transfer.copy(parameters, offset, array);
      sameDiff.associateArrayWithVariable(array, sameDiff.getVariable(variable));
      offset += parameter.size();
    }
  }

  @Override
  public Evaluation newEvaluation() {
    return new SameDiffEvaluation(gradientGraph);
  }

  /** Nothing to do: ND4J frees its arrays when they are collected. */
  @Override
  public void close() {}
}
