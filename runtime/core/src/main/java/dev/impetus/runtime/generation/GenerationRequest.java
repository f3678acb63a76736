// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import java.util.Objects;
import java.util.Optional;

/**
 * What text is wanted.
 *
 * @param prompt what the model reads first; see {@link TextGenerator} for an empty one
 * @param tokens how many to generate at most, at least 1
 * @param samples how many texts are generated from the prompt, at least 1
 * @param sampling how tokens are drawn
 * @param seed of the drawing: the same gives the same texts, and a text does not depend on how many
 *     others there are but for rounding
 * @param stop a text ends before this, if it comes up
 */
public record GenerationRequest(
    String prompt, int tokens, int samples, Sampling sampling, long seed, Optional<String> stop) {

  /** Checks the numbers. */
  public GenerationRequest {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(sampling, "sampling");
    if (tokens < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "tokens and samples must be at least 1, not " + tokens + " and " + samples);
    }
    if (stop.isPresent() && stop.get().isEmpty()) {
      throw new IllegalArgumentException("the text to stop at is empty");
    }
  }

  /** One text, each token the most probable. */
  public static GenerationRequest greedy(String prompt, int tokens) {
    return new GenerationRequest(prompt, tokens, 1, Sampling.GREEDY, 0, Optional.empty());
  }

  /** One text. */
  public static GenerationRequest of(String prompt, int tokens, Sampling sampling, long seed) {
    return new GenerationRequest(prompt, tokens, 1, sampling, seed, Optional.empty());
  }
}
