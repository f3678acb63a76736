// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which storages of an evaluation can take turns in one array. An array serves storages of
 * its own size only, because kernels run over whole arrays.
 */
final class BufferPlanner {

  private final Map<Storage, Integer> slots = new HashMap<>();
  private final Map<Integer, Deque<Integer>> free = new HashMap<>();
  private final Map<Storage, Integer> lastUse = new HashMap<>();
  private final Set<Storage> kept;
  private int count;

  private BufferPlanner(Program program) {
    kept = program.ends().results();
    for (Instruction instruction : program.backward()) {
      instruction.inputs().forEach(input -> kept.add(input.storage()));
    }
    // What vjp computes itself may be overwritten by what it computes later.
    Set<Storage> results = program.ends().results();
    for (Instruction instruction : program.backward()) {
      instruction.outputs().stream()
          .map(Value::storage)
          .filter(storage -> !results.contains(storage))
          .forEach(kept::remove);
    }
  }

  /** The slot of each storage that forward and backward instructions write. */
  static Map<Storage, Integer> plan(Program program) {
    BufferPlanner planner = new BufferPlanner(program);
    planner.assign(program.forward());
    planner.assign(program.backward());
    return planner.slots;
  }

  private void assign(List<Instruction> instructions) {
    for (int i = 0; i < instructions.size(); i++) {
      for (Value input : instructions.get(i).inputs()) {
        lastUse.put(input.storage(), i);
      }
    }
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      // A pointwise kernel reads each position before it writes it, so it may work in place.
      boolean inPlace = instruction.operation() instanceof Operation.Pointwise;
      if (inPlace) {
        release(instruction, i);
      }
      for (Value output : instruction.outputs()) {
        Deque<Integer> candidates = free.get(output.size());
        slots.put(
            output.storage(),
            candidates == null || candidates.isEmpty() ? count++ : candidates.pop());
      }
      if (!inPlace) {
        release(instruction, i);
      }
      for (Value output : instruction.outputs()) {
        if (!lastUse.containsKey(output.storage()) && !kept.contains(output.storage())) {
          giveBack(output.storage());
        }
      }
    }
    lastUse.clear();
  }

  private void release(Instruction instruction, int position) {
    Set<Storage> inputs = new HashSet<>();
    instruction.inputs().forEach(input -> inputs.add(input.storage()));
    for (Storage storage : inputs) {
      if (lastUse.get(storage) == position
          && slots.containsKey(storage)
          && !kept.contains(storage)) {
        giveBack(storage);
      }
    }
  }

  private void giveBack(Storage storage) {
    free.computeIfAbsent(storage.size(), size -> new ArrayDeque<>()).push(slots.get(storage));
  }
}
