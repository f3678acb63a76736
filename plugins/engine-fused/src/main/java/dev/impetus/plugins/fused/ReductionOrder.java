// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Pointwise;
import dev.impetus.plugins.fused.Operation.Reduction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a reduction behind the pointwise instruction whose result it reads, so that a {@link Chain}
 * can have both. Derivatives of a sum over rows come late in a backward graph, after products that
 * read the same numbers.
 */
final class ReductionOrder {

  private final Map<Storage, Integer> positions = new HashMap<>();
  private final Map<Integer, List<Instruction>> behind = new HashMap<>();

  private ReductionOrder() {}

  static List<Instruction> of(List<Instruction> instructions) {
    return new ReductionOrder().ordered(instructions);
  }

  private List<Instruction> ordered(List<Instruction> instructions) {
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      int place = i;
      if (instruction.operation() instanceof Reduction) {
        int last = lastOperand(instruction);
        place = instructions.get(last).operation() instanceof Pointwise ? last : i;
      }
      behind.computeIfAbsent(place, key -> new ArrayList<>()).add(instruction);
      for (Value output : instruction.outputs()) {
        positions.put(output.storage(), i);
      }
    }
    List<Instruction> ordered = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      ordered.addAll(behind.getOrDefault(i, List.of()));
    }
    return ordered;
  }

  /** Where the last of an instruction's operands is computed. */
  private int lastOperand(Instruction instruction) {
    return instruction.inputs().stream()
        .map(input -> positions.get(input.storage()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
