// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of a program in one precision, and the kernels that work on them. A function has one
 * for what depends on its parameters; each evaluation has one of its own and reads that of its
 * function.
 */
interface Memory extends AutoCloseable {

  /**
   * An empty memory that shares the arrays of this one.
   *
   * @param slots the array that each storage of its own has
   * @param onHeap the storages that are read or written on the heap
   * @param inNative the storages that OpenBLAS reads or writes
   */
  Memory child(Map<Storage, Integer> slots, Set<Storage> onHeap, Set<Storage> inNative);

  /** The way in and out of a storage of its own. */
  Exchange exchange(Storage storage);

  /** A storage of its own that vjp reads on the heap, in native memory, or both. */
  Residual residual(Storage storage, boolean readOnHeap, boolean readInNative);

  /** Kernels in the order in which they run; none for inputs, parameters, cotangents. */
  List<Step> link(Instruction instruction);

  /** Copies or packs of this memory's arrays that children want after each change. */
  Collection<Step> derived();

  /** A storage's numbers, widened. */
  void toDoubles(Storage source, double[] target);

  /** Sets a storage's numbers, rounded. */
  void fromDoubles(double[] source, Storage target);

  /** Frees native memory. */
  @Override
  void close();
}
