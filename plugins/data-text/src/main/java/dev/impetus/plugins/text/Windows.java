// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.util.stream.IntStream;

/**
 * Windows of a sequence of tokens, of which each token is to be told from those before it.
 *
 * @param length tokens that a model reads; the targets are one further
 * @param stride tokens from the start of a window to that of the next
 * @param padded whether the last window may be shorter
 */
record Windows(int length, int stride, boolean padded) {

  /** The starts of the windows of so many tokens. */
  int[] starts(int tokens) {
    // Whole windows end at most at the last token; of a shorter one at least one token has a
    // target.
    int whole = Math.max(0, (tokens - 1 - length) / stride + (tokens > length ? 1 : 0));
    boolean rest =
        padded && tokens > 1 && (whole == 0 || (whole - 1) * (long) stride + length + 1 < tokens);
    return IntStream.range(0, rest ? whole + 1 : whole)
        .map(i -> i * stride)
        .filter(start -> start + 1 < tokens)
        .toArray();
  }
}
