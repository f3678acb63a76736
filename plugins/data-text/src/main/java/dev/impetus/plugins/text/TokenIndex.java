// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Numbers tokens in the order of their first occurrence, so that a text is cut only once, before it
 * is known which tokens make the vocabulary.
 */
final class TokenIndex {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> tokens = new ArrayList<>();

  /** The tokens by number. */
  List<String> tokens() {
    return tokens;
  }

  /**
   * The numbers of the tokens that {@code cutting} hands out.
   *
   * @param expected about how many
   */
  int[] number(Consumer<Consumer<String>> cutting, int expected) {
    Numbers found = new Numbers(expected);
    cutting.accept(token -> found.add(numberOf(token)));
    return found.toArray();
  }

  private int numberOf(String token) {
    Integer known = numbers.get(token);
    if (known != null) {
      return known;
    }
    int number = tokens.size();
    numbers.put(token, number);
    tokens.add(token);
    return number;
  }

  /** A growing list of numbers. */
  private static final class Numbers {
    private int[] array;
    private int count;

    Numbers(int expected) {
      array = new int[Math.max(16, expected)];
    }

    void add(int number) {
      if (count == array.length) {
        array = Arrays.copyOf(array, 2 * count);
      }
      array[count++] = number;
    }

    int[] toArray() {
      return Arrays.copyOf(array, count);
    }
  }
}
