// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists, texts and numbers as indented JSON. */
final class Json {

  private Json() {}

  static String write(Object value) {
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }
}
