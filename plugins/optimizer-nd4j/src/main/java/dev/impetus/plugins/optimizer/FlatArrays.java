// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between flat vectors and ND4J arrays of the same type that own their whole buffer. */
final class FlatArrays {

  private FlatArrays() {}

  static void copy(StateVector source, INDArray target) {
    if (source instanceof Float32State state) {
      target.data().asNioFloat().put(0, state.array(), state.offset(), state.size());
    } else if (source instanceof Float64State state) {
      target.data().asNioDouble().put(0, state.array(), state.offset(), state.size());
    }
  }

  static void copy(INDArray source, StateVector target) {
    if (target instanceof Float32State state) {
      source.data().asNioFloat().get(0, state.array(), state.offset(), state.size());
    } else if (target instanceof Float64State state) {
      source.data().asNioDouble().get(0, state.array(), state.offset(), state.size());
    }
  }
}
