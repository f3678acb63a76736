// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.StateVector;

/** Refuses arguments that do not fit the function. */
final class ArgumentCheck {

  private final FunctionGraph function;
  private final int parameterCount;
  private final PortCheck inputs;
  private final PortCheck outputs;
  private final PortCheck inputCotangents;

  ArgumentCheck(FunctionGraph function) {
    this.function = function;
    this.parameterCount = function.parameterCount();
    this.inputs = new PortCheck(function, "input", function.inputs(), false);
    this.outputs = new PortCheck(function, "output", function.outputs(), true);
    this.inputCotangents = new PortCheck(function, "input", function.inputs(), true);
  }

  void apply(StateVector[] newInputs, StateVector[] results) {
    inputs.check(newInputs);
    outputs.check(results);
  }

  void record(StateVector record, int size) {
    if (record.size() != size || record.precision() != function.precision()) {
      throw new IllegalArgumentException(
          "function %s has records of %d numbers of %s, given are %d of %s"
              .formatted(
                  function.name(), size, function.precision(), record.size(), record.precision()));
    }
  }

  void vjp(
      StateVector[] outputCotangents,
      StateVector[] newInputCotangents,
      StateVector parameterCotangent) {
    outputs.check(outputCotangents);
    inputCotangents.check(newInputCotangents);
    if (parameterCotangent != null
        && (parameterCotangent.size() != parameterCount
            || parameterCotangent.precision() != function.precision())) {
      throw new IllegalArgumentException(
          "function %s has %d parameters of %s, their cotangent has %d of %s"
              .formatted(
                  function.name(),
                  parameterCount,
                  function.precision(),
                  parameterCotangent.size(),
                  parameterCotangent.precision()));
    }
  }
}
