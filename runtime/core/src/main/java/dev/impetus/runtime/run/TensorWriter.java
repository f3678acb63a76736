// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes safetensors files: the length of a JSON header (8 bytes, little-endian), the header with
 * name, type, shape and place of each array, and the arrays' bytes, little-endian, without gaps.
 */
final class TensorWriter {

  private static final int CHUNK = 1 << 16;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorEntry> entries = new ArrayList<>();
  private final List<StateVector> contents = new ArrayList<>();
  private long end;

  TensorWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds an array with the numbers of a vector, which is read when the file is written. */
  TensorWriter add(String name, List<Long> shape, StateVector numbers) {
    return add(name, shape, numbers.precision(), numbers);
  }

  /** Adds an array of no numbers at all, for which there is no vector. */
  TensorWriter addEmpty(String name, Precision precision) {
    return add(name, List.of(0L), precision, null);
  }

  private TensorWriter add(
      String name, List<Long> shape, Precision precision, StateVector numbers) {
    int size = numbers == null ? 0 : numbers.size();
    long begin = end;
    end += (long) size * TensorEntry.bytesPerNumber(precision);
    TensorEntry entry = new TensorEntry(name, precision, shape, begin, end);
    if (entry.size() != size) {
      throw new IllegalArgumentException(
          name + " has the shape " + shape + ", but " + size + " numbers");
    }
    entries.add(entry);
    contents.add(numbers);
    return this;
  }

  void writeTo(FileChannel channel) throws IOException {
    byte[] header = header();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length).flip();
    AtomicFiles.writeFully(channel, buffer);
    AtomicFiles.writeFully(channel, ByteBuffer.wrap(header));
    for (StateVector numbers : contents) {
      if (numbers != null) {
        write(numbers, buffer, channel);
      }
    }
  }

  private static void write(StateVector numbers, ByteBuffer buffer, FileChannel channel)
      throws IOException {
    int bytes = TensorEntry.bytesPerNumber(numbers.precision());
    for (int first = 0; first < numbers.size(); first += CHUNK / bytes) {
      int count = Math.min(CHUNK / bytes, numbers.size() - first);
      buffer.clear();
      if (numbers instanceof Float32State state) {
        buffer.asFloatBuffer().put(state.array(), state.offset() + first, count);
      } else if (numbers instanceof Float64State state) {
        buffer.asDoubleBuffer().put(state.array(), state.offset() + first, count);
      }
      buffer.limit(count * bytes);
      AtomicFiles.writeFully(channel, buffer);
    }
  }

  private byte[] header() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put("__metadata__", metadata);
    }
    for (TensorEntry entry : entries) {
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("dtype", entry.precision() == Precision.FLOAT32 ? "F32" : "F64");
      tensor.put("shape", entry.shape());
      tensor.put("data_offsets", List.of(entry.begin(), entry.end()));
      json.put(entry.name(), tensor);
    }
    String text = JsonMapper.builder().build().writeValueAsString(json);
    // Padded so that the arrays begin at a multiple of eight bytes and can be mapped.
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }
}
