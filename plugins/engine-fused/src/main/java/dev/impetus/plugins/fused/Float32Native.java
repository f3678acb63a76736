// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Native memory for OpenBLAS. Heap arrays are copied in and out as wholes (about 50 GB/s from the
 * cache), which costs less than JavaCPP's own copies of array arguments; and loops over native
 * memory are not vectorised.
 */
final class Float32Native implements AutoCloseable {

  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  Float32Native(int size) {
    pointer = new FloatPointer(size);
    buffer = pointer.asBuffer();
  }

  FloatPointer pointer(int offset) {
    return new FloatPointer(pointer).position(offset);
  }

  void read(float[] array) {
    buffer.put(0, array, 0, array.length);
  }

  void write(float[] array) {
    buffer.get(0, array, 0, array.length);
  }

  void read(Float32Native other) {
    buffer.put(0, other.buffer, 0, buffer.capacity());
  }

  @Override
  public void close() {
    pointer.deallocate();
  }
}
