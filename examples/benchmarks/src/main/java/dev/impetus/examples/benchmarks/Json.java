// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The lines that workers and their parent exchange, and the file of results. */
final class Json {

  private static final ObjectMapper LINES = JsonMapper.builder().build();
  private static final ObjectMapper PAGES =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static String line(Object value) {
    return LINES.writeValueAsString(value);
  }

  static String page(Object value) {
    return PAGES.writeValueAsString(value);
  }

  static Map<String, Object> read(String text) {
    return LINES.readValue(text, new TypeReference<Map<String, Object>>() {});
  }
}
