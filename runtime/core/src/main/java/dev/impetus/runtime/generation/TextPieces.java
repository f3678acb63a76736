// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.model.data.Vocabulary;
import java.util.Arrays;

/**
 * Turns tokens into text as they come. Text is given away as soon as it is certain: of a character
 * of several bytes that are tokens each, with the last of them; what stands between two words, with
 * the second.
 */
final class TextPieces {

  /** Bytes that are no UTF-8 are not waited for any longer. */
  private static final int MOST = 32;

  private static final char INCOMPLETE = '\uFFFD';

  private final Vocabulary vocabulary;
  private int[] pending;
  private int given;

  /**
   * After some tokens whose text is there already.
   *
   * @param before the tokens of the prompt; of them the last decides what stands between
   */
  TextPieces(Vocabulary vocabulary, int... before) {
    this.vocabulary = vocabulary;
    pending = Arrays.copyOfRange(before, Math.max(0, before.length - 1), before.length);
    given = pending.length;
  }

  /** One more token; gives the text that has become certain. */
  String add(int token) {
    pending = Arrays.copyOf(pending, pending.length + 1);
    pending[pending.length - 1] = token;
    String text = text();
    boolean waits = !text.isEmpty() && text.charAt(text.length() - 1) == INCOMPLETE;
    return waits && pending.length < MOST ? "" : give(text);
  }

  /** What is left. */
  String finish() {
    return given == pending.length ? "" : give(text());
  }

  private String text() {
    String whole = vocabulary.decode(pending);
    String before = vocabulary.decode(Arrays.copyOf(pending, given));
    return whole.startsWith(before) ? whole.substring(before.length()) : whole;
  }

  private String give(String text) {
    pending = new int[] {pending[pending.length - 1]};
    given = 1;
    return text;
  }
}
