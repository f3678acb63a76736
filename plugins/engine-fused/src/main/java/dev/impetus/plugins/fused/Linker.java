// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.model.engine.GradientGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Turns the instructions of a program into steps on a memory. */
final class Linker {

  private final GradientGraph graph;
  private final Program program;
  private final Map<Storage, Integer> slots;
  private final Set<Storage> onHeap = new HashSet<>();
  private final Set<Storage> inNative = new HashSet<>();

  Linker(GradientGraph graph, Program program) {
    this.graph = graph;
    this.program = program;
    this.slots = BufferPlanner.plan(program);
    onHeap.addAll(program.ends().results());
    Stream.of(program.prologue(), program.forward(), program.backward())
        .flatMap(Collection::stream)
        .forEach(this::place);
  }

  /** OpenBLAS reads and writes native memory, all other kernels the heap. */
  private void place(Instruction instruction) {
    boolean blas = belongsToBlas(instruction);
    instruction.inputs().forEach(input -> (blas ? inNative : onHeap).add(input.storage()));
    instruction.outputs().forEach(output -> (blas ? inNative : onHeap).add(output.storage()));
  }

  private static boolean belongsToBlas(Instruction instruction) {
    return instruction.operation() instanceof Operation.MatrixProduct
        && MatrixProducts.belongsToBlas(instruction);
  }

  /** The memory of a function: every array its own, all of them on the heap. */
  Memory functionMemory() {
    Map<Storage, Integer> own = new HashMap<>();
    Set<Storage> all = new HashSet<>();
    for (Instruction instruction : program.prologue()) {
      for (Value output : instruction.outputs()) {
        own.put(output.storage(), own.size());
        all.add(output.storage());
      }
    }
    return switch (graph.function().precision()) {
      case FLOAT32 -> new Float32Memory(null, own, all, inNative);
      case FLOAT64 -> new Float64Memory(null, own, all, inNative);
    };
  }

  /** What backward instructions read of what forward instructions write. */
  List<Residual> residuals(Memory memory) {
    Set<Storage> readOnHeap = new HashSet<>();
    Set<Storage> readInNative = new HashSet<>();
    for (Instruction instruction : program.backward()) {
      Set<Storage> read = belongsToBlas(instruction) ? readInNative : readOnHeap;
      instruction.inputs().forEach(input -> read.add(input.storage()));
    }
    return program.forward().stream()
        .flatMap(instruction -> instruction.outputs().stream())
        .map(Value::storage)
        .filter(storage -> readOnHeap.contains(storage) || readInNative.contains(storage))
        .map(
            storage ->
                memory.residual(
                    storage, readOnHeap.contains(storage), readInNative.contains(storage)))
        .toList();
  }

  Memory evaluationMemory(Memory functionMemory) {
    return functionMemory.child(slots, onHeap, inNative);
  }

  List<Step> link(Instruction instruction, Memory memory) {
    List<Step> steps = new ArrayList<>();
    if (instruction.operation() instanceof Operation.Foreign) {
      steps.add(new ForeignOperation(graph, instruction, memory));
    }
    steps.addAll(memory.link(instruction));
    return steps;
  }
}
