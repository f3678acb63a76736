// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints problems in their four parts. */
final class ProblemPrinter {

  private final PrintWriter out;

  ProblemPrinter(PrintWriter out) {
    this.out = out;
  }

  /** All problems, counted if there are several. */
  void printAll(List<Problem> problems) {
    for (Problem problem : problems) {
      print(problem.kind().name().toLowerCase(Locale.ROOT) + " error", problem);
    }
    if (problems.size() > 1) {
      out.println(problems.size() + " problems");
    }
    out.flush();
  }

  /** One problem under a heading. */
  void print(String heading, Problem problem) {
    out.println(heading);
    part("what", problem.what());
    part("where", problem.where());
    part("why", problem.why());
    part("fix", problem.fix());
  }

  private void part(String name, String text) {
    if (!text.isBlank()) {
      out.printf(
          Locale.ROOT,
          "  %-5s  %s%n",
          name,
          text.strip().replaceAll("\\R", "%n         ".formatted()));
    }
  }
}
