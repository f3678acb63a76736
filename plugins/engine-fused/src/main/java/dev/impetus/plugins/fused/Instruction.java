// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.List;

/** One operation of the program on values. */
record Instruction(Operation operation, List<Value> inputs, List<Value> outputs) {

  Instruction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  Value input(int index) {
    return inputs.get(index);
  }

  Value output() {
    return outputs.get(0);
  }
}
