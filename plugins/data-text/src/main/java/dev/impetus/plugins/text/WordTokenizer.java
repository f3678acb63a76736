// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.util.List;
import java.util.function.Consumer;

/**
 * What stands between white space is a token; or, where punctuation is cut off, each run of
 * letters, marks and digits, with apostrophes and hyphens between two of them, and every other
 * visible character by itself.
 *
 * @param punctuation whether punctuation is cut off
 * @param lineEnd the token that stands for the end of a line; empty if there is none
 */
record WordTokenizer(boolean punctuation, String lineEnd) implements Tokenizer {

  @Override
  public void cut(String text, Consumer<String> sink) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == '\n' && !lineEnd.isEmpty()) {
        sink.accept(lineEnd);
      } else if (!isSpace(c)) {
        next = end(text, i);
        sink.accept(text.substring(i, next));
      }
      i = next;
    }
  }

  /** Where the token ends that begins at a place. */
  private int end(String text, int start) {
    int i = start + Character.charCount(text.codePointAt(start));
    if (punctuation && !isWord(text.codePointAt(start))) {
      return i;
    }
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean joins =
          punctuation
              && (c == '\'' || c == '\u2019' || c == '-')
              && next < text.length()
              && isWord(text.codePointAt(next));
      if (punctuation ? !isWord(c) && !joins : isSpace(c)) {
        return i;
      }
      i = next;
    }
    return i;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  private static boolean isWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> Character.isLetterOrDigit(c);
    };
  }

  @Override
  public String join(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      boolean breaks = token.equals(lineEnd) && !lineEnd.isEmpty();
      if (!breaks && text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
        text.append(' ');
      }
      text.append(breaks ? "\n" : token);
    }
    return text.toString();
  }
}
