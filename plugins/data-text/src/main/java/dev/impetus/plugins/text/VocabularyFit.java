// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.model.data.file.DataProblems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the tokens of a vocabulary by how often they occur in the training part: those that occur
 * {@code minCount} times, of these the {@code limit} most frequent, ties in the order of their
 * letters. Characters then stand in the order of their codes and words in that of their counts;
 * bytes are always all 256.
 *
 * @param kind kind of tokens, one of {@link TokenOptions}
 * @param minCount occurrences
 * @param limit most tokens, not counting the unknown one
 * @param unknown auto, always or never
 * @param unknownToken how unknown tokens are written
 */
record VocabularyFit(String kind, long minCount, int limit, String unknown, String unknownToken) {

  /**
   * The chosen tokens.
   *
   * @param tokens in the order of their ids
   * @param unknown the id for unknown tokens, or -1
   */
  record Choice(List<String> tokens, int unknown) {}

  /**
   * Chooses.
   *
   * @param tokens all tokens of the data
   * @param counts occurrences of each in the training part
   * @param problems told if tokens are unknown and must not be
   */
  Choice choose(List<String> tokens, long[] counts, DataProblems problems) {
    if (kind.equals(TokenOptions.BYTES)) {
      return new Choice(ByteTokenizer.all(), -1);
    }
    List<Integer> frequent =
        IntStream.range(0, counts.length)
            .filter(i -> counts[i] >= minCount)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer i) -> -counts[i])
                    .thenComparing(i -> tokens.get(i)))
            .limit(limit)
            .toList();
    List<String> chosen = new ArrayList<>(frequent.stream().map(tokens::get).toList());
    boolean characters = kind.equals(TokenOptions.CHARACTERS);
    if (characters) {
      chosen.sort(Comparator.comparingInt(token -> token.codePointAt(0)));
    }
    boolean complete = chosen.size() == tokens.size();
    if (unknown.equals("never") || (unknown.equals("auto") && characters && complete)) {
      if (!complete) {
        reportUnknown(tokens, frequent, problems);
      }
      return new Choice(chosen, -1);
    }
    if (!chosen.contains(unknownToken)) {
      chosen.add(unknownToken);
    }
    return new Choice(chosen, chosen.indexOf(unknownToken));
  }

  private static void reportUnknown(
      List<String> tokens, List<Integer> frequent, DataProblems problems) {
    boolean[] known = new boolean[tokens.size()];
    frequent.forEach(i -> known[i] = true);
    int first = IntStream.range(0, known.length).filter(i -> !known[i]).findFirst().orElseThrow();
    problems.inOption(
        "unknown",
        (tokens.size() - frequent.size()) + " tokens are unknown and have no id",
        "the first is "
            + TokenVocabulary.shown(tokens.get(first))
            + "; the training part has it too rarely",
        "set unknown: auto, or lower min-count or raise vocabulary-limit");
  }
}
