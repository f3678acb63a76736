// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.DoubleUnaryOperator;

/** Random arguments of a function, and its values and products there. */
final class Trial {

  final FunctionGraph graph;
  final StateVector[] inputs;
  final StateVector parameters;
  final StateVector[] cotangents;
  final StateVector[] outputs;
  final StateVector[] inputCotangents;
  final StateVector parameterCotangent;

  /**
   * Draws arguments.
   *
   * @param range maps standard normal numbers to arguments
   */
  Trial(FunctionGraph graph, long seed, DoubleUnaryOperator range) {
    this.graph = graph;
    Random random = new Random(seed);
    this.inputs = zeros(graph.inputs());
    this.outputs = zeros(graph.outputs());
    this.cotangents = zeros(graph.outputs());
    this.inputCotangents = zeros(graph.inputs());
    this.parameters = StateVector.zeros(graph.precision(), 1, graph.parameterCount());
    this.parameterCotangent = parameters.newLike();
    for (StateVector input : inputs) {
      fill(input, () -> range.applyAsDouble(random.nextGaussian()));
    }
    fill(parameters, () -> range.applyAsDouble(random.nextGaussian()));
    for (StateVector cotangent : cotangents) {
      fill(cotangent, random::nextGaussian);
    }
  }

  static Engine engine(String id) {
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow();
    return provider.create(provider.schema().resolve(Map.of(), "engine"));
  }

  private StateVector[] zeros(List<Port> ports) {
    return ports.stream()
        .map(port -> StateVector.zeros(graph.precision(), graph.batch(), port.size()))
        .toArray(StateVector[]::new);
  }

  /** Numbers that float32 can represent, so that both precisions see the same problem. */
  private static void fill(StateVector vector, java.util.function.DoubleSupplier numbers) {
    for (int row = 0; row < vector.rows(); row++) {
      for (int column = 0; column < vector.width(); column++) {
        vector.set(row, column, (float) numbers.getAsDouble());
      }
    }
  }

  /** Applies the function and pulls the cotangents back. */
  Trial run(Engine engine) {
    try (CompiledFunction function = engine.compile(graph)) {
      function.setParameters(parameters);
      Evaluation evaluation = function.newEvaluation();
      // Twice with other numbers in between: no call may see what another left behind.
      evaluation.apply(inputs, outputs);
      StateVector[] others = zeros(graph.inputs());
      for (StateVector other : others) {
        other.fill(0.625);
      }
      evaluation.apply(others, outputs);
      evaluation.vjp(cotangents, inputCotangents, null);
      evaluation.apply(inputs, outputs);
      evaluation.vjp(cotangents, inputCotangents, null);
      parameterCotangent.fill(0);
      evaluation.vjp(cotangents, inputCotangents, parameterCotangent);
      if (evaluation.savedSize() > 0) {
        assertSaved(function, others);
      }
      assertValues(function, others);
    }
    return this;
  }

  /** A record, restored anywhere, gives the bits of the place that was saved. */
  private void assertSaved(CompiledFunction function, StateVector[] others) {
    double[] expected = parameterCotangent.toArray();
    List<double[]> expectedInputs = arrays(inputCotangents);
    Evaluation one = function.newEvaluation();
    Evaluation another = function.newEvaluation();
    StateVector record = StateVector.zeros(graph.precision(), 1, one.savedSize());
    one.apply(inputs, outputs);
    one.save(record);
    one.apply(others, zeros(graph.outputs()));
    one.vjp(cotangents, inputCotangents, parameterCotangent);
    for (Evaluation evaluation : new Evaluation[] {one, another}) {
      evaluation.restore(record);
      parameterCotangent.fill(0);
      evaluation.vjp(cotangents, inputCotangents, parameterCotangent);
      assertThat(parameterCotangent.toArray()).isEqualTo(expected);
      assertThat(arrays(inputCotangents)).usingRecursiveComparison().isEqualTo(expectedInputs);
    }
  }

  private void assertValues(CompiledFunction function, StateVector[] others) {
    List<double[]> expected = arrays(outputs);
    Evaluation values = function.newForwardEvaluation();
    values.apply(others, zeros(graph.outputs()));
    values.apply(inputs, outputs);
    assertThat(arrays(outputs)).usingRecursiveComparison().isEqualTo(expected);
  }

  private static List<double[]> arrays(StateVector[] vectors) {
    return Arrays.stream(vectors).map(StateVector::toArray).toList();
  }

  /**
   * The largest error of gradients against finite differences, relative to the largest of these.
   */
  double finiteDifferenceError(Engine engine) {
    double largest = 0;
    double error = 0;
    try (CompiledFunction function = engine.compile(graph)) {
      Evaluation evaluation = function.newEvaluation();
      function.setParameters(parameters);
      evaluation.apply(inputs, outputs);
      parameterCotangent.fill(0);
      evaluation.vjp(cotangents, inputCotangents, parameterCotangent);
      List<StateVector> arguments = new ArrayList<>(List.of(inputs));
      List<StateVector> gradients = new ArrayList<>(List.of(inputCotangents));
      arguments.add(parameters);
      gradients.add(parameterCotangent);
      for (int i = 0; i < arguments.size(); i++) {
        StateVector argument = arguments.get(i);
        for (int row = 0; row < argument.rows(); row++) {
          for (int column = 0; column < argument.width(); column++) {
            double difference = difference(function, evaluation, argument, row, column);
            largest = Math.max(largest, Math.abs(difference));
            error = Math.max(error, Math.abs(difference - gradients.get(i).get(row, column)));
          }
        }
      }
    }
    return error / Math.max(largest, 1e-30);
  }

  /** Fourth order: (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. */
  private double difference(
      CompiledFunction function, Evaluation evaluation, StateVector argument, int row, int column) {
    double at = argument.get(row, column);
    double step = 1e-4;
    double[] values = new double[4];
    double[] steps = {step, -step, 2 * step, -2 * step};
    for (int i = 0; i < 4; i++) {
      argument.set(row, column, at + steps[i]);
      values[i] = pairing(function, evaluation);
    }
    argument.set(row, column, at);
    return (8 * (values[0] - values[1]) - (values[2] - values[3])) / (12 * step);
  }

  /** ⟨cotangents, outputs⟩ at the present arguments. */
  private double pairing(CompiledFunction function, Evaluation evaluation) {
    function.setParameters(parameters);
    evaluation.apply(inputs, outputs);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += outputs[i].dot(cotangents[i]);
    }
    return sum;
  }
}
