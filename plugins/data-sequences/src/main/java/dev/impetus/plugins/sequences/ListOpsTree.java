// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import java.util.Arrays;
import java.util.Random;

/**
 * One random tree of operations on lists, as tokens in prefix notation, with its value. A node is a
 * digit, one token; or an operator, its arguments and a closing bracket.
 *
 * <p>At each depth below the greatest, the first being 1, a node is an operator with probability
 * 1/4; at the greatest all are digits. Digits, operators and numbers of arguments are uniform.
 */
final class ListOpsTree {

  /** The tokens by id; 0 to 9 are the digits. */
  static final String[] TOKENS = {
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "[MIN", "[MAX", "[MED", "[SM", "]"
  };

  static final int MIN = 10;
  static final int MAX = 11;
  static final int MED = 12;
  static final int SM = 13;
  static final int CLOSE = 14;

  private static final int TOO_LONG = -1;

  private final int depth;
  private final int arguments;
  private final byte[] tokens;
  private int length;
  private int value;

  /**
   * Room for trees.
   *
   * @param depth the greatest depth
   * @param arguments the greatest number of arguments; the smallest is 2
   * @param longest tokens of the longest tree
   */
  ListOpsTree(int depth, int arguments, int longest) {
    this.depth = depth;
    this.arguments = arguments;
    this.tokens = new byte[longest];
  }

  /** Draws a tree; false if it is longer than the longest. */
  boolean draw(Random random) {
    length = 0;
    value = node(random, 1);
    return value != TOO_LONG;
  }

  /** The value of a node that is appended to the tokens. */
  private int node(Random random, int level) {
    if (level == depth || random.nextDouble() > 0.25) {
      int digit = random.nextInt(10);
      return append(digit) ? digit : TOO_LONG;
    }
    int operator = MIN + random.nextInt(4);
    int[] values = new int[2 + random.nextInt(arguments - 1)];
    if (!append(operator)) {
      return TOO_LONG;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = node(random, level + 1);
      if (values[i] == TOO_LONG) {
        return TOO_LONG;
      }
    }
    return append(CLOSE) ? apply(operator, values) : TOO_LONG;
  }

  private boolean append(int token) {
    if (length == tokens.length) {
      return false;
    }
    tokens[length++] = (byte) token;
    return true;
  }

  private static int apply(int operator, int[] values) {
    if (operator == SM) {
      return Arrays.stream(values).sum() % 10;
    }
    Arrays.sort(values);
    int upper = values.length / 2;
    return switch (operator) {
      case MIN -> values[0];
      case MAX -> values[values.length - 1];
      default -> (values[(values.length - 1) / 2] + values[upper]) / 2; // the integer part
    };
  }

  int length() {
    return length;
  }

  int token(int position) {
    return tokens[position];
  }

  int value() {
    return value;
  }

  /** A hash of the tokens: different hashes mean different trees. */
  long hash() {
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ tokens[i]) * 0x100000001B3L; // FNV-1a
    }
    return hash ^ (hash >>> 29);
  }
}
