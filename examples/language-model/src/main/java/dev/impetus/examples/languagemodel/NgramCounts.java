// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts a token from how often it followed the tokens before it, shorter contexts filling in for
 * longer ones (Witten and Bell, IEEE Transactions on Information Theory 37, 1991):
 *
 * <pre>
 * p_n(w | h) = (c(h w) + d(h) p_(n-1)(w | h')) / (c(h) + d(h)),    p_0 = 1 / vocabulary
 * </pre>
 *
 * with h the n-1 tokens before w, h' without the first of them, c how often they were seen with a
 * token after them, and d how many different ones came. Where h was never seen, p_n = p_(n-1).
 */
final class NgramCounts {

  private static final int ROOT = 0;

  private final int order;
  private final int vocabulary;

  /**
   * From {@code node · vocabulary + token} to the node of the path that is longer by that token.
   */
  private final Map<Long, Integer> children = new HashMap<>();

  private int nodes = 1;
  private int[] seen = new int[1024];
  private int[] continued = new int[1024];
  private int[] different = new int[1024];

  /**
   * Counts.
   *
   * @param order the longest n-gram; 1 sees no context
   * @param vocabulary tokens are {@code 0 … vocabulary-1}
   * @param sequences in each, all tokens but the first are predicted from those before them
   */
  NgramCounts(int order, int vocabulary, List<int[]> sequences) {
    this.order = order;
    this.vocabulary = vocabulary;
    for (int[] sequence : sequences) {
      for (int i = 1; i < sequence.length; i++) {
        for (int context = 0; context < order && context <= i; context++) {
          count(sequence, i - context, i);
        }
      }
    }
  }

  private void count(int[] sequence, int from, int at) {
    int node = ROOT;
    for (int j = from; j < at; j++) {
      node = child(node, sequence[j]);
    }
    int end = child(node, sequence[at]);
    continued[node]++;
    if (seen[end]++ == 0) {
      different[node]++;
    }
  }

  private int child(int node, int token) {
    Integer known = children.putIfAbsent((long) node * vocabulary + token, nodes);
    if (known != null) {
      return known;
    }
    if (nodes == seen.length) {
      seen = Arrays.copyOf(seen, 2 * nodes);
      continued = Arrays.copyOf(continued, 2 * nodes);
      different = Arrays.copyOf(different, 2 * nodes);
    }
    return nodes++;
  }

  /** The probability of the token at a position, from n-grams up to the given order. */
  double probability(int[] sequence, int at, int upTo) {
    double p = 1.0 / vocabulary;
    for (int context = 0; context < Math.min(upTo, order) && context <= at; context++) {
      int node = ROOT;
      for (int j = at - context; j < at && node >= 0; j++) {
        node = find(node, sequence[j]);
      }
      if (node < 0 || continued[node] == 0) {
        return p;
      }
      int end = find(node, sequence[at]);
      p =
          ((end < 0 ? 0 : seen[end]) + different[node] * p)
              / ((double) continued[node] + different[node]);
    }
    return p;
  }

  private int find(int node, int token) {
    return children.getOrDefault((long) node * vocabulary + token, -1);
  }

  /** Mean of {@code -log2 p} over all tokens but the first of each sequence. */
  double bits(List<int[]> sequences, int upTo) {
    double sum = 0;
    long tokens = 0;
    for (int[] sequence : sequences) {
      for (int i = 1; i < sequence.length; i++) {
        sum -= Math.log(probability(sequence, i, upTo));
        tokens++;
      }
    }
    return sum / tokens / Math.log(2);
  }
}
