// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import java.util.OptionalInt;

/**
 * What the token ids of a field stand for: turns text into ids {@code 0 … size-1} and ids into
 * text. Immutable and safe for several threads.
 */
public interface Vocabulary {

  /** Number of tokens: the {@link DataField#classes()} of the field. */
  int size();

  /**
   * The text of one token.
   *
   * @throws IndexOutOfBoundsException if there is no such id
   */
  String token(int id);

  /** The id that stands for tokens that it does not know, if there is one. */
  default OptionalInt unknown() {
    return OptionalInt.empty();
  }

  /**
   * The ids of a text, cut into tokens as the data were.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind DATA if the text has a token that the
   *     vocabulary lacks and there is no id for unknown ones
   */
  int[] encode(String text);

  /**
   * The text that ids stand for. Of characters and bytes it is exact (an incomplete UTF-8 sequence
   * becomes U+FFFD); of words, what stood between them is lost and becomes one space.
   *
   * @throws IndexOutOfBoundsException if there is no such id
   */
  String decode(int... ids);
}
