// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function and its derivative at one argument become one instruction, which computes their
 * exponential once: softplus, whose derivative is the sigmoid.
 */
final class JoinedFunctions {

  private JoinedFunctions() {}

  static List<Instruction> join(List<Instruction> instructions) {
    Map<Storage, Value> values = outputs(PointwiseFunction.SOFTPLUS, instructions);
    Map<Storage, Value> slopes = outputs(PointwiseFunction.SIGMOID, instructions);
    values.keySet().retainAll(slopes.keySet());
    Set<Storage> done = new HashSet<>();
    List<Instruction> joined = new ArrayList<>();
    for (Instruction instruction : instructions) {
      boolean isPart =
          is(PointwiseFunction.SOFTPLUS, instruction) || is(PointwiseFunction.SIGMOID, instruction);
      Storage argument = isPart ? instruction.input(0).storage() : null;
      if (!values.containsKey(argument)) {
        joined.add(instruction);
      } else if (done.add(argument)) {
        joined.add(
            new Instruction(
                new Pointwise(PointwiseFunction.SOFTPLUS_AND_SIGMOID, 0, 0),
                instruction.inputs(),
                List.of(values.get(argument), slopes.get(argument))));
      }
    }
    return joined;
  }

  /** The outputs of a function, by their argument: equal operations are one instruction. */
  private static Map<Storage, Value> outputs(
      PointwiseFunction function, List<Instruction> instructions) {
    Map<Storage, Value> found = new HashMap<>();
    for (Instruction instruction : instructions) {
      if (is(function, instruction)) {
        found.put(instruction.input(0).storage(), instruction.output());
      }
    }
    return found;
  }

  private static boolean is(PointwiseFunction function, Instruction instruction) {
    return instruction.operation() instanceof Pointwise pointwise
        && pointwise.function() == function;
  }

  /** The instruction without the derivative, if it has one. */
  static Instruction valueAlone(Instruction instruction) {
    return is(PointwiseFunction.SOFTPLUS_AND_SIGMOID, instruction)
        ? new Instruction(
            new Pointwise(PointwiseFunction.SOFTPLUS, 0, 0),
            instruction.inputs(),
            List.of(instruction.output()))
        : instruction;
  }
}
