// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads back what {@link ProblemPrinter} has printed, from what a process has said in all. */
final class ProblemText {

  private static final String HEADING = " error";
  private static final String INDENT = "         ";

  private ProblemText() {}

  /** The problems in their order; none if there are none. */
  static List<Problem> read(String text) {
    List<Problem> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).endsWith(HEADING) && lines.get(i + 1).startsWith("  what   ")) {
        problems.add(problem(kind(lines.get(i)), lines.subList(i + 1, lines.size())));
      }
    }
    return problems;
  }

  private static ErrorKind kind(String heading) {
    String word = heading.substring(0, heading.length() - HEADING.length());
    try {
      return ErrorKind.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return word.equals("usage") ? ErrorKind.CONFIGURATION : ErrorKind.INTERNAL;
    }
  }

  private static Problem problem(ErrorKind kind, List<String> lines) {
    Map<String, String> parts = new LinkedHashMap<>();
    String part = "";
    for (String line : lines) {
      if (line.startsWith(INDENT) && !part.isEmpty()) {
        parts.merge(part, line.substring(INDENT.length()), (a, b) -> a + "\n" + b);
      } else if (line.matches("  (what|where|why|fix) +.*")) {
        part = line.strip().split(" ", 2)[0];
        parts.put(part, line.substring(INDENT.length()));
      } else {
        break;
      }
    }
    return new Problem(
        kind,
        parts.getOrDefault("what", ""),
        parts.getOrDefault("where", ""),
        parts.getOrDefault("why", ""),
        parts.getOrDefault("fix", ""));
  }
}
