// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.model.engine.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Translates a SameDiff graph, forward and backward, into instructions. */
final class GraphImporter {

  private final GradientGraph graph;
  private final ProgramBuilder build = new ProgramBuilder();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Lowering> lowerings = new HashMap<>();

  GraphImporter(GradientGraph graph) {
    this.graph = graph;
    PointwiseLowerings.addTo(lowerings);
    ArithmeticLowerings.addTo(lowerings);
    ProductLowerings.addTo(lowerings);
    ReductionLowerings.addTo(lowerings);
    LayoutLowerings.addTo(lowerings);
    lowerings.put("cast", this::cast);
  }

  Program program() {
    FunctionGraph function = graph.function();
    List<Value> inputs = ports(function.inputs(), Operation.Input::new);
    List<Value> parameters = ports(function.parameters(), Operation.Parameter::new);
    List<Value> cotangents = new ArrayList<>();
    for (int i = 0; i < function.outputs().size(); i++) {
      String variable = graph.cotangent(function.outputs().get(i));
      cotangents.add(leaf(variable, new Operation.Cotangent(i)));
    }
    for (SDVariable variable : graph.sameDiff().variables()) {
      if (variable.getVariableType() != VariableType.ARRAY
          && !values.containsKey(variable.name())) {
        values.put(variable.name(), constant(variable));
      }
    }
    for (SameDiffOp operation : graph.sameDiff().getOps().values()) {
      lower(operation);
    }
    return Program.of(
        build.instructions(),
        new Program.Ends(
            inputs,
            parameters,
            cotangents,
            function.outputs().stream().map(port -> values.get(function.variable(port))).toList(),
            gradients(function.inputs()),
            gradients(function.parameters())));
  }

  private List<Value> ports(List<Port> ports, java.util.function.IntFunction<Operation> operation) {
    return IntStream.range(0, ports.size())
        .mapToObj(i -> leaf(graph.function().variable(ports.get(i)), operation.apply(i)))
        .toList();
  }

  private Value leaf(String variable, Operation operation) {
    Value value = build.emit(operation, shape(variable));
    values.put(variable, value);
    return value;
  }

  /** The gradient of each port, null where no output depends on it. */
  private List<Value> gradients(List<Port> ports) {
    return Arrays.asList(
        ports.stream()
            .map(port -> graph.gradient(port).map(values::get).orElse(null))
            .toArray(Value[]::new));
  }

  private Shape shape(String variable) {
    return Shape.of(graph.shape(variable));
  }

  private Value constant(SDVariable variable) {
    try (INDArray rowMajor = variable.getArr().dup('c')) {
      return build.constant(
          shape(variable.name()), rowMajor.reshape(rowMajor.length()).toDoubleVector());
    }
  }

  private void lower(SameDiffOp operation) {
    List<String> names = operation.getInputsToOp() == null ? List.of() : operation.getInputsToOp();
    List<Value> inputs = names.stream().map(values::get).toList();
    List<Shape> outputs = operation.getOutputsOfOp().stream().map(this::shape).toList();
    Lowering lowering = lowerings.get(operation.getOp().opName());
    List<Value> results =
        lowering == null
            ? Lowering.notExpressible()
            : lowering.lower(
                new Lowering.Site(build, inputs, outputs, new Attributes(operation.getOp())));
    if (results.isEmpty()) {
      results =
          build.emit(
              new Operation.Foreign(operation.getName()), outputs, inputs.toArray(Value[]::new));
    }
    for (int i = 0; i < results.size(); i++) {
      values.put(operation.getOutputsOfOp().get(i), results.get(i));
    }
  }

  /** To a floating-point type every number stays what it is; here booleans are 1 and 0 anyway. */
  private List<Value> cast(Lowering.Site site) {
    return ((org.nd4j.linalg.api.ops.impl.transforms.dtype.Cast) site.attributes().function())
            .outputVariable()
            .dataType()
            .isFPType()
        ? List.of(site.input(0).reshaped(site.output()))
        : Lowering.notExpressible();
  }
}
