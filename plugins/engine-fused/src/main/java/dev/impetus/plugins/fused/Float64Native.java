// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Native memory for OpenBLAS. Heap arrays are copied in and out as wholes (about 50 GB/s from the
 * cache), which costs less than JavaCPP's own copies of array arguments; and loops over native
 * memory are not vectorised.
 */
final class Float64Native implements AutoCloseable {

  private final DoublePointer pointer;
  private final DoubleBuffer buffer;

  Float64Native(int size) {
    pointer = new DoublePointer(size);
    buffer = pointer.asBuffer();
  }

  DoublePointer pointer(int offset) {
    return new DoublePointer(pointer).position(offset);
  }

  void read(double[] array) {
    buffer.put(0, array, 0, array.length);
  }

  void write(double[] array) {
    buffer.get(0, array, 0, array.length);
  }

  void read(Float64Native other) {
    buffer.put(0, other.buffer, 0, buffer.capacity());
  }

  @Override
  public void close() {
    pointer.deallocate();
  }
}
