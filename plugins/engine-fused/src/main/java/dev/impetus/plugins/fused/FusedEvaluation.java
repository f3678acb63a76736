// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/** The steps of a program on arrays of its own. */
final class FusedEvaluation implements Evaluation {

  private enum Stage {
    NEW,
    APPLIED,
    CLOSED
  }

  private final FunctionGraph function;
  private final Program program;
  private final Memory memory;
  private final Step[] forward;
  private final Step[] backward;
  private final long[] wants;
  private final Storage[] inputs;
  private final Storage[] outputs;
  private final Storage[] cotangents;
  private final Storage[] inputGradients;
  private final Storage[] parameterGradients;
  private final int[] parameterOffsets;
  private Stage stage = Stage.NEW;

  FusedEvaluation(FunctionGraph function, Program program, Linker linker, Memory memory) {
    this.function = function;
    this.program = program;
    this.memory = memory;
    this.forward =
        program.forward().stream()
            .flatMap(instruction -> linker.link(instruction, memory).stream())
            .toArray(Step[]::new);
    List<Step> steps = new ArrayList<>();
    List<Long> wantsOfSteps = new ArrayList<>();
    for (int i = 0; i < program.backward().size(); i++) {
      for (Step step : linker.link(program.backward().get(i), memory)) {
        steps.add(step);
        wantsOfSteps.add(program.wants()[i]);
      }
    }
    this.backward = steps.toArray(Step[]::new);
    this.wants = wantsOfSteps.stream().mapToLong(Long::longValue).toArray();
    this.inputs = storages(program.ends().inputs(), program.forward());
    this.outputs = storages(program.ends().outputs(), null);
    this.cotangents = storages(program.ends().cotangents(), program.backward());
    this.inputGradients = storages(program.ends().inputGradients(), null);
    this.parameterGradients = storages(program.ends().parameterGradients(), null);
    this.parameterOffsets = new int[parameterGradients.length];
    for (int i = 1; i < parameterOffsets.length; i++) {
      parameterOffsets[i] = parameterOffsets[i - 1] + function.parameters().get(i - 1).size();
    }
  }

  /** The storages of values; null where there is none, or where no instruction defines it. */
  private static Storage[] storages(List<Value> values, List<Instruction> definitions) {
    Storage[] storages = new Storage[values.size()];
    for (int i = 0; i < storages.length; i++) {
      Value value = values.get(i);
      if (value != null
          && (definitions == null
              || definitions.stream()
                  .anyMatch(instruction -> instruction.outputs().contains(value)))) {
        storages[i] = value.storage();
      }
    }
    return storages;
  }

  @Override
  public void apply(StateVector[] newInputs, StateVector[] results) {
    check(newInputs, inputs.length, "inputs");
    check(results, outputs.length, "outputs");
    if (stage == Stage.CLOSED) {
      throw new IllegalStateException("function " + function.name() + " is closed");
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null) {
        memory.read(newInputs[i], 0, inputs[i]);
      }
    }
    for (Step step : forward) {
      step.run();
    }
    for (int i = 0; i < outputs.length; i++) {
      if (results[i] != null) {
        memory.write(outputs[i], results[i]);
      }
    }
    stage = Stage.APPLIED;
  }

  @Override
  public void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      StateVector parameterCotangent) {
    check(outputCotangents, outputs.length, "output cotangents");
    check(inputCotangents, inputs.length, "input cotangents");
    if (stage != Stage.APPLIED) {
      throw new IllegalStateException(
          stage == Stage.NEW
              ? "vjp of function " + function.name() + " was called before apply"
              : "function " + function.name() + " is closed");
    }
    long wanted = parameterCotangent == null ? 0 : Program.PARAMETERS;
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        wanted |= Program.input(i);
      }
    }
    for (int i = 0; i < cotangents.length; i++) {
      if (cotangents[i] == null) {
        continue;
      }
      if (outputCotangents[i] == null) {
        memory.fillWithZeros(cotangents[i]);
      } else {
        memory.read(outputCotangents[i], 0, cotangents[i]);
      }
    }
    for (int i = 0; i < backward.length; i++) {
      if ((wants[i] & wanted) != 0) {
        backward[i].run();
      }
    }
    write(inputCotangents, parameterCotangent);
  }

  private void write(StateVector[] inputCotangents, StateVector parameterCotangent) {
    for (int i = 0; i < inputCotangents.length; i++) {
      if (inputCotangents[i] != null) {
        if (inputGradients[i] == null) {
          inputCotangents[i].fill(0);
        } else {
          memory.write(inputGradients[i], inputCotangents[i]);
        }
      }
    }
    if (parameterCotangent != null) {
      for (int i = 0; i < parameterGradients.length; i++) {
        if (parameterGradients[i] != null) {
          memory.add(parameterGradients[i], parameterCotangent, parameterOffsets[i]);
        }
      }
    }
  }

  private void check(StateVector[] vectors, int expected, String what) {
    if (vectors.length != expected) {
      throw new IllegalArgumentException(
          "function %s has %d %s, given are %d"
              .formatted(function.name(), expected, what, vectors.length));
    }
  }

  Program program() {
    return program;
  }

  void close() {
    stage = Stage.CLOSED;
    memory.close();
  }
}
