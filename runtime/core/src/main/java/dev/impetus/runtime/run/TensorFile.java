// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.StateVector;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A safetensors file that is open for reading, its header checked. */
final class TensorFile implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final TensorHeader header;
  private final long dataStart;

  private TensorFile(Path path, FileChannel channel, TensorHeader header, long dataStart) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file.
   *
   * @throws ImpetusException of kind STORAGE if it cannot be read or is damaged
   */
  static TensorFile open(Path path) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return open(path, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw StorageFailure.of("arrays cannot be read", path, e);
    }
  }

  private static TensorFile open(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (size < Long.BYTES) {
      throw damaged(path, "it has " + size + " bytes, fewer than the length of a header takes");
    }
    readFully(channel, start, 0);
    long length = start.flip().getLong();
    if (length < 2 || length > TensorHeader.LARGEST || length > size - Long.BYTES) {
      throw damaged(
          path,
          "its header is said to have "
              + length
              + " bytes, the file has "
              + size
              + ", and a header at most "
              + TensorHeader.LARGEST);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    readFully(channel, bytes, Long.BYTES);
    long dataStart = Long.BYTES + length;
    try {
      return new TensorFile(
          path, channel, TensorHeader.parse(bytes.array(), size - dataStart), dataStart);
    } catch (IllegalArgumentException e) {
      throw damaged(path, e.getMessage());
    }
  }

  private static ImpetusException damaged(Path path, String why) {
    return StorageFailure.of(
        "the file is no safetensors file, or is damaged",
        path,
        why,
        "take another copy of it, or train again");
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("the file ends at " + at);
      }
      at += read;
    }
  }

  /** What the header says beside the arrays. */
  Map<String, String> metadata() {
    return header.metadata();
  }

  /** The arrays by name. */
  Map<String, TensorEntry> entries() {
    return header.entries();
  }

  /**
   * Reads an array into a vector.
   *
   * @throws ImpetusException of kind STORAGE if there is none of that name with the vector's type
   *     and size
   */
  void read(String name, StateVector target) {
    TensorEntry entry = header.entries().get(name);
    if (entry == null || entry.precision() != target.precision() || entry.size() != target.size()) {
      throw damaged(
          path,
          entry == null
              ? "it has no array " + name
              : "array "
                  + name
                  + " is "
                  + entry.precision()
                  + " of "
                  + entry.size()
                  + " numbers, not "
                  + target.precision()
                  + " of "
                  + target.size());
    }
    try {
      read(entry, target);
    } catch (IOException e) {
      throw StorageFailure.of("arrays cannot be read", path, e);
    }
  }

  private void read(TensorEntry entry, StateVector target) throws IOException {
    int bytes = TensorEntry.bytesPerNumber(entry.precision());
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int first = 0; first < target.size(); first += CHUNK / bytes) {
      int count = Math.min(CHUNK / bytes, target.size() - first);
      buffer.clear().limit(count * bytes);
      readFully(channel, buffer, dataStart + entry.begin() + (long) first * bytes);
      buffer.flip();
      if (target instanceof Float32State state) {
        buffer.asFloatBuffer().get(state.array(), state.offset() + first, count);
      } else if (target instanceof Float64State state) {
        buffer.asDoubleBuffer().get(state.array(), state.offset() + first, count);
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.of("the file cannot be closed", path, e);
    }
  }
}
