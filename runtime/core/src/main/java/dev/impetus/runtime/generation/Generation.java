// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import java.util.List;

/**
 * Texts that a model has generated.
 *
 * @param samples the texts
 * @param promptTokens tokens that were read first
 * @param unknownPromptTokens how many of these the model does not know
 * @param promptSeconds time to read them
 * @param steps tokens of the longest text
 * @param seconds time to generate them all
 * @param stateBytes bytes that the model remembers of one text while it goes on
 */
public record Generation(
    List<Sample> samples,
    int promptTokens,
    int unknownPromptTokens,
    double promptSeconds,
    int steps,
    double seconds,
    long stateBytes) {

  /** Copies the list. */
  public Generation {
    samples = List.copyOf(samples);
  }

  /**
   * One text.
   *
   * @param text what was generated, without the prompt
   * @param tokens how many tokens that took, a stop included
   * @param stopped whether it ends where it was to stop, not for its length
   */
  public record Sample(String text, int tokens, boolean stopped) {}

  /** Tokens of all texts. */
  public int tokens() {
    return samples.stream().mapToInt(Sample::tokens).sum();
  }
}
