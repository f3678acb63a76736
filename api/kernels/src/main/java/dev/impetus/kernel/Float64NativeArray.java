// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.nio.DoubleBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Numbers in native memory, where OpenBLAS reads and writes them. Copying a stretch of a heap array
 * in or out takes about 1 µs per 64 KiB, less than JavaCPP's own copies of array arguments. Safe
 * for several threads as an array is.
 */
public final class Float64NativeArray implements NativeArray<double[]> {

  private final DoublePointer pointer;
  private final DoubleBuffer buffer;

  /**
   * Allocates zeros.
   *
   * @param size how many, at least 1
   */
  public Float64NativeArray(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a native array of " + size + " numbers");
    }
    pointer = new DoublePointer(size);
    Pointer.memset(pointer, 0, (long) size * Double.BYTES);
    buffer = pointer.asBuffer();
  }

  @Override
  public int size() {
    return buffer.capacity();
  }

  @Override
  public void put(int at, double[] source, int from, int count) {
    checkOpen();
    buffer.put(at, source, from, count);
  }

  @Override
  public void get(int at, double[] target, int to, int count) {
    checkOpen();
    buffer.get(at, target, to, count);
  }

  /** Copies {@code count} numbers of another native array, from {@code from} on. */
  public void put(int at, Float64NativeArray source, int from, int count) {
    checkOpen();
    source.checkOpen();
    buffer.put(at, source.buffer, from, count);
  }

  /** The address of a position, of which {@code extent} numbers will be read or written. */
  long address(int at, int extent) {
    checkOpen();
    Objects.checkFromIndexSize(at, extent, size());
    return pointer.address() + (long) at * Double.BYTES;
  }

  private void checkOpen() {
    if (pointer.isNull()) {
      throw new IllegalStateException("the native array of " + size() + " numbers is closed");
    }
  }

  @Override
  public void close() {
    pointer.deallocate();
  }
}
