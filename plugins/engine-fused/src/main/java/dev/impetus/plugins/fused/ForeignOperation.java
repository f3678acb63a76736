// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.GradientGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.serde.FlatBuffersMapper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs one operation of the SameDiff graph with ND4J: in a graph that consists of it alone. */
final class ForeignOperation implements Step {

  private final Instruction instruction;
  private final Memory memory;
  private final List<String> inputs;
  private final List<String> outputs;
  private final GradientGraph graph;
  private final SameDiff alone = SameDiff.create();
  private final InferenceSession session;

  ForeignOperation(GradientGraph graph, Instruction instruction, Memory memory) {
    this.graph = graph;
    this.instruction = instruction;
    this.memory = memory;
    String name = ((Operation.Foreign) instruction.operation()).name();
    SameDiffOp original = graph.sameDiff().getOps().get(name);
    this.inputs = original.getInputsToOp() == null ? List.of() : original.getInputsToOp();
    this.outputs = original.getOutputsOfOp();
    copyVariables();
    DifferentialFunction copy =
        FlatBuffersMapper.cloneViaSerialize(
            graph.sameDiff(), original.getOp(), positions(graph.sameDiff()));
    copy.setOwnName(name);
    copy.setSameDiff(alone);
    alone.putOpForId(name, copy);
    alone.addArgsFor(inputs.toArray(String[]::new), copy);
    alone.addOutgoingFor(outputs.toArray(String[]::new), copy);
    this.session = new InferenceSession(alone);
  }

  private static Map<String, Integer> positions(SameDiff sameDiff) {
    Map<String, Integer> positions = new HashMap<>();
    for (String variable : sameDiff.getVariables().keySet()) {
      positions.put(variable, positions.size());
    }
    return positions;
  }

  private void copyVariables() {
    Set<String> distinct = new LinkedHashSet<>(inputs);
    for (String input : distinct) {
      SDVariable variable = graph.sameDiff().getVariable(input);
      if (variable.getVariableType() == VariableType.CONSTANT) {
        alone.constant(input, variable.getArr());
      } else {
        alone.placeHolder(input, graph.dataType(input), graph.shape(input));
      }
    }
    for (String output : outputs) {
      alone.var(output, VariableType.ARRAY, null, graph.dataType(output), (long[]) null);
    }
  }

  @Override
  public void run() {
    Map<String, INDArray> arguments = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      String input = inputs.get(i);
      if (alone.getVariable(input).getVariableType() == VariableType.PLACEHOLDER
          && !arguments.containsKey(input)) {
        double[] numbers = new double[instruction.input(i).size()];
        memory.toDoubles(instruction.input(i).storage(), numbers);
        arguments.put(
            input,
            Nd4j.createFromArray(numbers)
                .castTo(graph.dataType(input))
                .reshape(graph.shape(input)));
      }
    }
    Map<String, INDArray> results =
        session.output(new ArrayList<>(outputs), arguments, null, List.of(), List.of(), null);
    for (int i = 0; i < outputs.size(); i++) {
      Storage storage = instruction.outputs().get(i).storage();
      INDArray result = results.get(outputs.get(i)).castTo(DataType.DOUBLE).dup('c');
      if (result.length() != storage.size()) {
        throw new IllegalStateException(
            "operation %s gave %d numbers, %d when the function was compiled: its shape depends on its data"
                .formatted(instruction.operation(), result.length(), storage.size()));
      }
      memory.fromDoubles(result.reshape(result.length()).toDoubleVector(), storage);
    }
  }
}
