// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float64NativeArray;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;

/**
 * For arrays of double.
 *
 * @param array on the heap; null if the numbers are in native memory alone
 * @param copy in native memory; null if they are on the heap alone
 * @param readOnHeap whether vjp reads the array
 * @param readInNative whether vjp reads the copy
 */
record Float64Residual(
    double[] array, Float64NativeArray copy, boolean readOnHeap, boolean readInNative)
    implements Residual {

  @Override
  public int size() {
    return array == null ? copy.size() : array.length;
  }

  @Override
  public void save(StateVector record, int offset) {
    Float64State state = (Float64State) record;
    int at = state.offset() + offset;
    if (array == null) {
      copy.get(0, state.array(), at, copy.size());
    } else {
      System.arraycopy(array, 0, state.array(), at, array.length);
    }
  }

  @Override
  public void restore(StateVector record, int offset) {
    Float64State state = (Float64State) record;
    int at = state.offset() + offset;
    if (readOnHeap) {
      System.arraycopy(state.array(), at, array, 0, array.length);
    }
    if (readInNative) {
      copy.put(0, state.array(), at, copy.size());
    }
  }
}
