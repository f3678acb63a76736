// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.solver.state.Precision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The header of a safetensors file. A file from elsewhere may say anything in it, so nothing is
 * believed.
 */
record TensorHeader(Map<String, String> metadata, Map<String, TensorEntry> entries) {

  /** The longest header that is read: 100 MB, the format's own limit. */
  static final long LARGEST = 100_000_000;

  /**
   * Reads a header.
   *
   * @param dataSize bytes that follow it
   * @throws IllegalArgumentException if it is no JSON, or arrays lie outside the file, overlap or
   *     leave gaps
   */
  static TensorHeader parse(byte[] bytes, long dataSize) {
    JsonNode root;
    try {
      root =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("its header is no JSON: " + e.getOriginalMessage(), e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("its header is no JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, TensorEntry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals("__metadata__")) {
        property
            .getValue()
            .properties()
            .forEach(item -> metadata.put(item.getKey(), item.getValue().asString("")));
      } else {
        entries.put(property.getKey(), entry(property.getKey(), property.getValue()));
      }
    }
    checkPlaces(entries, dataSize);
    return new TensorHeader(Map.copyOf(metadata), entries);
  }

  private static TensorEntry entry(String name, JsonNode json) {
    String type = json.path("dtype").asString("");
    Precision precision =
        switch (type) {
          case "F32" -> Precision.FLOAT32;
          case "F64" -> Precision.FLOAT64;
          default ->
              throw new IllegalArgumentException(
                  "array " + name + " has the type \"" + type + "\"; only F32 and F64 are read");
        };
    List<Long> shape = wholeNumbers(name, json.path("shape"));
    List<Long> place = wholeNumbers(name, json.path("data_offsets"));
    if (place.size() != 2) {
      throw new IllegalArgumentException("array " + name + " has the place " + place);
    }
    TensorEntry entry = new TensorEntry(name, precision, shape, place.get(0), place.get(1));
    long bytes;
    try {
      bytes = Math.multiplyExact(entry.size(), (long) TensorEntry.bytesPerNumber(precision));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("array " + name + " has the shape " + shape, e);
    }
    if (entry.end() - entry.begin() != bytes) {
      throw new IllegalArgumentException(
          "array "
              + name
              + " of shape "
              + shape
              + " takes "
              + bytes
              + " bytes, but has the place "
              + place);
    }
    return entry;
  }

  private static List<Long> wholeNumbers(String name, JsonNode json) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode item : json) {
      if (!item.isIntegralNumber() || !item.canConvertToLong() || item.asLong() < 0) {
        throw new IllegalArgumentException("array " + name + " has " + item + " in shape or place");
      }
      numbers.add(item.asLong());
    }
    return numbers;
  }

  private static void checkPlaces(Map<String, TensorEntry> entries, long dataSize) {
    List<TensorEntry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long end = 0;
    for (TensorEntry entry : ordered) {
      if (entry.begin() != end) {
        throw new IllegalArgumentException(
            "array "
                + entry.name()
                + " begins at "
                + entry.begin()
                + (entry.begin() < end
                    ? ", inside the one before, which ends at "
                    : ", but the one before ends at ")
                + end);
      }
      end = entry.end();
    }
    if (end != dataSize) {
      throw new IllegalArgumentException(
          "its arrays end at " + end + ", but " + dataSize + " bytes follow the header");
    }
  }
}
