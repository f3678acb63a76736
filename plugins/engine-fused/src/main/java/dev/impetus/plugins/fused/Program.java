// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The instructions of a function in the order in which they run.
 *
 * @param prologue what depends on parameters and constants alone: runs when parameters are set
 * @param forward what the outputs need besides
 * @param backward what only gradients need
 * @param wants for each backward instruction the gradients that need it: bit 0 for the parameters,
 *     bit 1 + i for input i (the last bit for all inputs from 62 on)
 */
record Program(
    Ends ends,
    List<Instruction> prologue,
    List<Instruction> forward,
    List<Instruction> backward,
    long[] wants) {

  /** Where numbers come in and go out. Gradients are null where no output depends on the port. */
  record Ends(
      List<Value> inputs,
      List<Value> parameters,
      List<Value> cotangents,
      List<Value> outputs,
      List<Value> inputGradients,
      List<Value> parameterGradients) {

    Set<Storage> results() {
      Set<Storage> storages = new HashSet<>();
      for (List<Value> values : List.of(outputs, inputGradients, parameterGradients)) {
        values.stream().filter(Objects::nonNull).map(Value::storage).forEach(storages::add);
      }
      return storages;
    }
  }

  static final long PARAMETERS = 1;

  static long input(int index) {
    return 1L << Math.min(63, 1 + index);
  }

  /** All instructions, phase by phase. */
  List<Instruction> instructions() {
    return Stream.of(prologue, forward, backward).flatMap(List::stream).toList();
  }

  /** The program for values alone, of which nothing is pulled back. */
  Program forValues() {
    Ends outputs =
        new Ends(ends.inputs(), ends.parameters(), List.of(), ends.outputs(), List.of(), List.of());
    Set<Storage> read = outputs.results();
    forward.forEach(
        instruction -> instruction.inputs().forEach(input -> read.add(input.storage())));
    List<Instruction> values =
        forward.stream()
            .map(
                instruction ->
                    instruction.outputs().stream().map(Value::storage).allMatch(read::contains)
                        ? instruction
                        : JoinedFunctions.valueAlone(instruction))
            .toList();
    return new Program(outputs, prologue, values, List.of(), new long[0]);
  }

  boolean isForValues() {
    return ends.cotangents().isEmpty();
  }

  static Program of(List<Instruction> instructions, Ends ends) {
    Needs needs = new Needs(instructions, ends);
    List<Instruction> live = instructions.stream().filter(needs::anything).toList();
    List<Instruction> fused =
        ReductionOrder.of(Fuser.fuse(JoinedFunctions.join(live), ends.results()));
    Needs stillNeeds = new Needs(fused, ends);
    return new Needs(fused.stream().filter(stillNeeds::anything).toList(), ends).phases();
  }

  /** What needs an instruction, and on what it depends. */
  private static final class Needs {

    private final List<Instruction> instructions;
    private final Ends ends;
    private final Set<Storage> forOutputs = new HashSet<>();
    private final Map<Storage, Long> forGradients = new HashMap<>();
    private final Set<Storage> onInputs = new HashSet<>();

    Needs(List<Instruction> instructions, Ends ends) {
      this.instructions = instructions;
      this.ends = ends;
      ends.outputs().forEach(output -> forOutputs.add(output.storage()));
      for (int i = 0; i < ends.inputGradients().size(); i++) {
        want(ends.inputGradients().get(i), input(i));
      }
      ends.parameterGradients().forEach(gradient -> want(gradient, PARAMETERS));
      for (int i = instructions.size() - 1; i >= 0; i--) {
        Instruction instruction = instructions.get(i);
        long wants = wants(instruction);
        boolean output = isFor(instruction, forOutputs);
        for (Value input : instruction.inputs()) {
          want(input, wants);
          if (output) {
            forOutputs.add(input.storage());
          }
        }
      }
      for (Instruction instruction : instructions) {
        if (instruction.operation() instanceof Operation.Input
            || instruction.operation() instanceof Operation.Cotangent
            || instruction.inputs().stream().map(Value::storage).anyMatch(onInputs::contains)) {
          instruction.outputs().forEach(value -> onInputs.add(value.storage()));
        }
      }
    }

    private void want(Value value, long wants) {
      if (value != null && wants != 0) {
        forGradients.merge(value.storage(), wants, (one, other) -> one | other);
      }
    }

    private long wants(Instruction instruction) {
      long wants = 0;
      for (Value output : instruction.outputs()) {
        wants |= forGradients.getOrDefault(output.storage(), 0L);
      }
      return wants;
    }

    private static boolean isFor(Instruction instruction, Set<Storage> needed) {
      return instruction.outputs().stream().map(Value::storage).anyMatch(needed::contains);
    }

    boolean anything(Instruction instruction) {
      return isFor(instruction, forOutputs) || wants(instruction) != 0;
    }

    Program phases() {
      List<Instruction> prologue = new ArrayList<>();
      List<Instruction> forward = new ArrayList<>();
      List<Instruction> backward = new ArrayList<>();
      List<Long> wants = new ArrayList<>();
      for (Instruction instruction : instructions) {
        if (!isFor(instruction, onInputs)) {
          prologue.add(instruction);
        } else if (isFor(instruction, forOutputs)
            || instruction.operation() instanceof Operation.Input) {
          forward.add(instruction);
        } else {
          backward.add(instruction);
          wants.add(wants(instruction));
        }
      }
      return new Program(
          ends, prologue, forward, backward, wants.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
