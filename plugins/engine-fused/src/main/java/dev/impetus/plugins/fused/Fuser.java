// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static dev.impetus.plugins.fused.PointwiseFunction.*;

import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.plugins.fused.Operation.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts two instructions together where one reads the other's result and nothing else does: a matrix
 * product or a multiplication with the addition that follows. Matrix products read slices where
 * they lie.
 */
final class Fuser {

  private final Map<Storage, Instruction> definitions = new HashMap<>();
  private final Map<Storage, Integer> uses = new HashMap<>();
  private final Set<Storage> parameterOnly = new HashSet<>();
  private final Set<Instruction> absorbed = new HashSet<>();

  private Fuser(List<Instruction> instructions, Set<Storage> results) {
    results.forEach(storage -> uses.merge(storage, 1, Integer::sum));
    for (Instruction instruction : instructions) {
      instruction.inputs().forEach(input -> uses.merge(input.storage(), 1, Integer::sum));
      boolean fromOutside =
          instruction.operation() instanceof Operation.Input
              || instruction.operation() instanceof Operation.Cotangent;
      if (!fromOutside
          && instruction.inputs().stream()
              .allMatch(input -> parameterOnly.contains(input.storage()))) {
        instruction.outputs().forEach(output -> parameterOnly.add(output.storage()));
      }
    }
  }

  static List<Instruction> fuse(List<Instruction> instructions, Set<Storage> results) {
    Fuser fuser = new Fuser(instructions, results);
    List<Instruction> fused = new ArrayList<>();
    for (Instruction instruction : instructions) {
      Instruction replacement = fuser.fuse(instruction);
      replacement.outputs().forEach(output -> fuser.definitions.put(output.storage(), replacement));
      fused.add(replacement);
    }
    fused.removeIf(fuser.absorbed::contains);
    return SliceReader.read(fused);
  }

  private Instruction fuse(Instruction instruction) {
    if (!(instruction.operation() instanceof Pointwise pointwise)) {
      return instruction;
    }
    if (pointwise.function() == ADD) {
      for (int i = 0; i < 2; i++) {
        Instruction first = absorbable(instruction.input(i));
        Value other = instruction.input(1 - i);
        if (first != null
            && first.operation() instanceof MatrixProduct
            && first.inputs().size() == 2) {
          return withAddend(first, other, instruction);
        }
        if (first != null && isPointwise(first, MULTIPLY)) {
          return combined(MULTIPLY_ADD, first, other, instruction);
        }
      }
    }
    if (pointwise.function() == SUBTRACT) {
      Instruction second = absorbable(instruction.input(1));
      if (second != null && isPointwise(second, MULTIPLY)) {
        return combined(SUBTRACT_PRODUCT, second, instruction.input(0), instruction);
      }
    }
    return instruction;
  }

  /** The instruction that computes an operand, if nothing else reads it and it runs every time. */
  private Instruction absorbable(Value operand) {
    boolean alone =
        uses.getOrDefault(operand.storage(), 0) == 1 && !parameterOnly.contains(operand.storage());
    return alone ? definitions.get(operand.storage()) : null;
  }

  private static boolean isPointwise(Instruction instruction, PointwiseFunction function) {
    return instruction.operation() instanceof Pointwise pointwise
        && pointwise.function() == function;
  }

  private Instruction withAddend(Instruction product, Value addend, Instruction sum) {
    absorbed.add(product);
    Shape shape = product.output().shape();
    return new Instruction(
        product.operation(),
        List.of(product.input(0), product.input(1), addend.reshaped(shape)),
        List.of(sum.output().reshaped(shape)));
  }

  private Instruction combined(
      PointwiseFunction function, Instruction product, Value other, Instruction sum) {
    absorbed.add(product);
    return new Instruction(
        new Pointwise(function, 0, 0),
        List.of(product.input(0), product.input(1), other),
        sum.outputs());
  }
}
