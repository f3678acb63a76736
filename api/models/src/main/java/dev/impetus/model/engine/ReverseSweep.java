// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Adds to a graph the operations of reverse-mode differentiation. */
final class ReverseSweep {

  private final FunctionGraph function;
  private final SameDiff sameDiff;
  private final Map<String, long[]> shapes;
  private final CorrectedDerivatives corrected;
  private final Map<String, SDVariable> gradients = new HashMap<>();

  ReverseSweep(FunctionGraph function, SameDiff sameDiff, Map<String, long[]> shapes) {
    this.function = function;
    this.sameDiff = sameDiff;
    this.shapes = shapes;
    this.corrected = new CorrectedDerivatives(sameDiff, shapes);
  }

  /** Adds a cotangent placeholder for each output. */
  Map<Port, String> seed() {
    Map<Port, String> placeholders = new LinkedHashMap<>();
    for (Port output : function.outputs()) {
      String variable = function.variable(output);
      SDVariable placeholder =
          sameDiff.placeHolder(
              sameDiff.generateNewVarName("cotangent-" + output.name(), 0),
              GraphBuilder.dataType(function.precision()),
              shapes.get(variable));
      placeholders.put(output, placeholder.name());
      // Behind an identity, because an operation may hand its cotangent on as it is, and the
      // placeholder then would be a gradient at the same time.
      accumulate(variable, sameDiff.identity(placeholder));
    }
    return placeholders;
  }

  /** Adds the operations; returns the variables of the gradients of those ports that have one. */
  Map<Port, String> run() {
    List<SameDiffOp> operations = new ArrayList<>(sameDiff.getOps().values());
    Set<String> wanted = dependents(operations);
    for (int i = operations.size() - 1; i >= 0; i--) {
      SameDiffOp operation = operations.get(i);
      if (operation.getInputsToOp() != null
          && operation.getInputsToOp().stream().anyMatch(wanted::contains)
          && operation.getOutputsOfOp().stream().anyMatch(gradients::containsKey)) {
        differentiate(operation, wanted);
      }
    }
    Map<Port, String> found = new LinkedHashMap<>();
    Stream.concat(function.inputs().stream(), function.parameters().stream())
        .filter(port -> gradients.containsKey(function.variable(port)))
        .forEach(port -> found.put(port, gradients.get(function.variable(port)).name()));
    return found;
  }

  /** Floating-point variables that depend on an input or parameter by a floating-point path. */
  private Set<String> dependents(List<SameDiffOp> operations) {
    Set<String> dependents = new HashSet<>();
    function.inputs().forEach(port -> dependents.add(function.variable(port)));
    function.parameters().forEach(port -> dependents.add(function.variable(port)));
    for (SameDiffOp operation : operations) {
      if (operation.getInputsToOp() != null
          && operation.getInputsToOp().stream().anyMatch(dependents::contains)) {
        operation.getOutputsOfOp().stream()
            .filter(name -> sameDiff.getVariable(name).dataType().isFPType())
            .forEach(dependents::add);
      }
    }
    return dependents;
  }

  private void differentiate(SameDiffOp operation, Set<String> wanted) {
    List<SDVariable> outputGradients = new ArrayList<>();
    for (String output : operation.getOutputsOfOp()) {
      SDVariable variable = sameDiff.getVariable(output);
      SDVariable gradient = gradients.get(output);
      if (gradient == null && variable.dataType().isFPType()) {
        gradient = sameDiff.zerosLike(variable);
      }
      outputGradients.add(gradient);
    }
    List<SDVariable> inputGradients;
    try {
      inputGradients =
          corrected
              .of(operation, outputGradients)
              .orElseGet(() -> operation.getOp().doDiff(outputGradients));
    } catch (RuntimeException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.INTERNAL,
              "SameDiff cannot differentiate the operation " + operation.getOp().opName(),
              "function " + function.name() + ", operation \"" + operation.getName() + "\"",
              String.valueOf(e.getMessage()),
              "write the function with other operations"),
          e);
    }
    List<String> inputs = operation.getInputsToOp();
    for (int i = 0; i < Math.min(inputs.size(), inputGradients.size()); i++) {
      if (inputGradients.get(i) != null && wanted.contains(inputs.get(i))) {
        accumulate(inputs.get(i), inputGradients.get(i));
      }
    }
  }

  private void accumulate(String variable, SDVariable gradient) {
    gradients.merge(variable, gradient, (before, more) -> sameDiff.math().add(before, more));
  }
}
