// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where results go: files of their own, and between two marks of the README. */
final class Publication {

  private static final String BEGIN = "<!-- results: written by run --publish -->\n";
  private static final String END = "<!-- end of results -->\n";

  private Publication() {}

  /** Writes results.json, results.md and summary.svg. */
  static void write(Results results, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("results.json"), Json.page(results.toJson()));
    Files.writeString(folder.resolve("results.md"), MarkdownTable.of(results));
    Files.writeString(folder.resolve("summary.svg"), SummaryPicture.of(results));
  }

  /** Puts the table into the README of this example, and the picture beside it. */
  static void publish(Results results, Path home) throws IOException {
    Path readme = home.resolve("README.md");
    Files.writeString(readme, replace(Files.readString(readme), MarkdownTable.of(results)));
    Files.writeString(home.resolve("summary.svg"), SummaryPicture.of(results));
  }

  /**
   * A page with what is between the marks replaced.
   *
   * @throws IllegalArgumentException if the marks are not there
   */
  static String replace(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the README has no lines \"" + BEGIN.strip() + "\" and \"" + END.strip() + "\"");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + table + page.substring(end);
  }
}
