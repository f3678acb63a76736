// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.Option;
import dev.impetus.api.config.Range;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options of plugins, for people and for programs. */
final class SchemaText {

  private SchemaText() {}

  /** Two lines an option: name, type, unit, range and default; then what it is. */
  static void print(ConfigSchema schema, PrintWriter out) {
    if (schema.options().isEmpty()) {
      out.println("  It has no options.");
    }
    for (Option<?> option : schema.options()) {
      List<String> facts = new ArrayList<>();
      facts.add(option.choices().isEmpty() ? type(option) : String.join(" | ", option.choices()));
      if (!option.range().equals(Range.ALL)) {
        facts.add(option.range().toString());
      }
      if (!option.unit().isEmpty()) {
        facts.add("in " + option.unit());
      }
      facts.add(
          option.defaultValue().isPresent()
              ? "default "
                  + (option.defaultValue().get().equals("") ? "\"\"" : option.defaultValue().get())
              : option.isRequired() ? "required" : "optional");
      option.offValue().ifPresent(value -> facts.add("off at " + value));
      out.printf(
          Locale.ROOT,
          "  %s: %s%n      %s%n",
          option.name(),
          String.join(", ", facts),
          option.description());
    }
  }

  /** One map an option, with a stable shape: see the manual of the command line. */
  static List<Map<String, Object>> toMaps(ConfigSchema schema) {
    List<Map<String, Object>> options = new ArrayList<>();
    for (Option<?> option : schema.options()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", option.name());
      map.put("type", option.type().name().toLowerCase(Locale.ROOT));
      map.put("description", option.description());
      map.put("required", option.isRequired());
      if (!option.unit().isEmpty()) {
        map.put("unit", option.unit());
      }
      if (!option.choices().isEmpty()) {
        map.put("choices", option.choices());
      }
      Range range = option.range();
      if (Double.isFinite(range.low())) {
        map.put(range.lowIncluded() ? "minimum" : "exclusiveMinimum", range.low());
      }
      if (Double.isFinite(range.high())) {
        map.put(range.highIncluded() ? "maximum" : "exclusiveMaximum", range.high());
      }
      option
          .defaultValue()
          .ifPresent(
              value ->
                  map.put(
                      "default",
                      value instanceof java.nio.file.Path path ? path.toString() : value));
      option.offValue().ifPresent(value -> map.put("off", value));
      options.add(map);
    }
    return options;
  }

  private static String type(Option<?> option) {
    return switch (option.type()) {
      case INTEGER -> "whole number";
      case DECIMAL -> "number";
      case BOOLEAN -> "true or false";
      case TEXT, CHOICE -> "text";
      case PATH -> "path";
      case INTEGER_LIST -> "list of whole numbers";
      case DECIMAL_LIST -> "list of numbers";
      case TEXT_LIST -> "list of texts";
    };
  }
}
