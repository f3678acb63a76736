// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.List;

/** Expresses one kind of SameDiff operation in instructions of the program. */
@FunctionalInterface
interface Lowering {

  /**
   * The operation to lower.
   *
   * @param build takes the instructions
   * @param inputs its inputs
   * @param outputs the shapes of its outputs, as SameDiff computed them
   */
  record Site(
      ProgramBuilder build, List<Value> inputs, List<Shape> outputs, Attributes attributes) {

    Value input(int index) {
      return inputs.get(index);
    }

    Shape output() {
      return outputs.get(0);
    }

    /** How many inputs. */
    int count() {
      return inputs.size();
    }
  }

  /** The values of the outputs; an empty list if it cannot be expressed. */
  List<Value> lower(Site site);

  /** What {@link #lower} returns where ND4J has to run the operation. */
  static List<Value> notExpressible() {
    return List.of();
  }
}
