// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Columns;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets matrix products read columns of a wider matrix where they lie: the position half of a state
 * of positions and velocities is not copied for them. Only where nobody else needs the copy.
 */
final class SliceReader {

  private final Map<Storage, Instruction> slices = new HashMap<>();
  private final Map<Storage, Integer> otherUses = new HashMap<>();

  private SliceReader(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      if (instruction.operation() instanceof Gather gather
          && gather.shape().rank() == 2
          && gather.strides().get(1) == 1
          && gather.strides().get(0) >= gather.shape().dimension(1)) {
        slices.put(instruction.output().storage(), instruction);
      }
      for (int i = 0; i < instruction.inputs().size(); i++) {
        if (slice(instruction, i) == null) {
          otherUses.merge(instruction.input(i).storage(), 1, Integer::sum);
        }
      }
    }
  }

  /** Leaves the slices themselves, which nothing may read any more. */
  static List<Instruction> read(List<Instruction> instructions) {
    SliceReader reader = new SliceReader(instructions);
    return instructions.stream().map(reader::reading).toList();
  }

  /** The slice that a factor of a product is; null if it is none. */
  private Instruction slice(Instruction instruction, int input) {
    if (!(instruction.operation() instanceof MatrixProduct) || input > 1) {
      return null;
    }
    Instruction slice = slices.get(instruction.input(input).storage());
    return slice != null && instruction.input(input).shape().equals(slice.output().shape())
        ? slice
        : null;
  }

  private Instruction reading(Instruction instruction) {
    if (!(instruction.operation() instanceof MatrixProduct product)) {
      return instruction;
    }
    List<Value> inputs = new ArrayList<>(instruction.inputs());
    Columns[] columns = {product.columnsOfFirst(), product.columnsOfSecond()};
    for (int i = 0; i < columns.length; i++) {
      Instruction slice = slice(instruction, i);
      if (slice != null && !otherUses.containsKey(instruction.input(i).storage())) {
        Gather gather = (Gather) slice.operation();
        columns[i] = new Columns(gather.offset(), gather.strides().get(0));
        inputs.set(i, new Value(slice.input(0).storage(), instruction.input(i).shape()));
      }
    }
    return new Instruction(
        new MatrixProduct(
            product.transposeFirst(), product.transposeSecond(), columns[0], columns[1]),
        inputs,
        instruction.outputs());
  }
}
