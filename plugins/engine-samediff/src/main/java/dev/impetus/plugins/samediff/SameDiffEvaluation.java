// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds the placeholders' arrays and an interpreter of its own. SameDiff allocates within each
 * call, and {@link #vjp} computes the function once more.
 */
final class SameDiffEvaluation implements Evaluation {

  private final GradientGraph graph;
  private final FunctionGraph function;
  private final InferenceSession session;
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final Map<String, INDArray> inputsAndCotangents = new HashMap<>();
  private boolean applied;

  SameDiffEvaluation(GradientGraph graph) {
    this.graph = graph;
    this.function = graph.function();
    this.session = new InferenceSession(graph.sameDiff());
    for (Port input : function.inputs()) {
      inputs.put(function.variable(input), placeholder(function.variable(input)));
    }
    inputsAndCotangents.putAll(inputs);
    for (Port output : function.outputs()) {
      inputsAndCotangents.put(graph.cotangent(output), placeholder(graph.cotangent(output)));
    }
  }

  private INDArray placeholder(String variable) {
    return Transfer.newArray(function.precision(), graph.shape(variable));
  }

  @Override
  public void apply(StateVector[] newInputs, StateVector[] outputs) {
    for (int i = 0; i < newInputs.length; i++) {
      Transfer.copy(newInputs[i], 0, inputs.get(function.variable(function.inputs().get(i))));
    }
    applied = true;
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] != null) {
        wanted.add(function.variable(function.outputs().get(i)));
      }
    }
    Map<String, INDArray> values = run(wanted, inputs);
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] != null) {
        Transfer.copy(values.get(function.variable(function.outputs().get(i))), outputs[i]);
      }
    }
  }

  @Override
  public void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      StateVector parameterCotangent) {
    if (!applied) {
      throw new IllegalStateException(
          "vjp of function " + function.name() + " was called before apply");
    }
    for (int i = 0; i < outputCotangents.length; i++) {
      INDArray cotangent = inputsAndCotangents.get(graph.cotangent(function.outputs().get(i)));
      if (outputCotangents[i] == null) {
        cotangent.assign(0);
      } else {
        Transfer.copy(outputCotangents[i], 0, cotangent);
      }
    }
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        graph.gradient(function.inputs().get(i)).ifPresent(wanted::add);
      }
    }
    if (parameterCotangent != null) {
      function.parameters().forEach(port -> graph.gradient(port).ifPresent(wanted::add));
    }
    Map<String, INDArray> values = run(wanted, inputsAndCotangents);
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        StateVector target = inputCotangents[i];
        graph
            .gradient(function.inputs().get(i))
            .ifPresentOrElse(name -> Transfer.copy(values.get(name), target), () -> target.fill(0));
      }
    }
    if (parameterCotangent != null) {
      accumulate(values, parameterCotangent);
    }
  }

  private void accumulate(Map<String, INDArray> values, StateVector parameterCotangent) {
    int offset = 0;
    for (Port parameter : function.parameters()) {
      StateVector target = parameterCotangent.view(offset, 1, parameter.size());
      graph
          .gradient(parameter)
          .ifPresent(
              name -> {
                StateVector addend = target.newLike();
                Transfer.copy(values.get(name), addend);
                target.add(1, addend);
              });
      offset += parameter.size();
    }
  }

  private Map<String, INDArray> run(List<String> wanted, Map<String, INDArray> placeholders) {
    return wanted.isEmpty()
        ? Map.of()
        : session.output(
            wanted.stream().distinct().toList(), placeholders, null, List.of(), List.of(), null);
  }
}
