// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Draws tokens as a {@link Sampling} says. For one thread. */
final class TokenSampler {

  private final Sampling sampling;
  private final int excluded;
  private final double[] weights;
  private final double[] sorted;

  /**
   * A sampler.
   *
   * @param tokens number of tokens
   * @param excluded one that is never drawn
   */
  TokenSampler(Sampling sampling, int tokens, OptionalInt excluded) {
    this.sampling = sampling;
    this.excluded = excluded.orElse(-1);
    weights = new double[tokens];
    sorted = new double[tokens];
  }

  /** Draws a token although nothing is known: each is as probable as any other. */
  int drawUniformly(RandomGenerator random) {
    int token = random.nextInt(weights.length - (excluded < 0 ? 0 : 1));
    return excluded >= 0 && token >= excluded ? token + 1 : token;
  }

  /**
   * Draws a token.
   *
   * @param scores one a token, from {@code from} on
   * @throws ImpetusException of kind NUMERICAL if a score is NaN or positive infinity, or all are
   *     negative infinity
   */
  int draw(double[] scores, int from, RandomGenerator random) {
    int best = best(scores, from);
    if (sampling.temperature() == 0) {
      return best;
    }
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      // Never above 1, whatever the scores and however low the temperature.
      weights[i] =
          i == excluded
              ? 0
              : Math.exp((scores[from + i] - scores[from + best]) / sampling.temperature());
      total += weights[i];
    }
    if (sampling.topK().isPresent() || sampling.topP().isPresent()) {
      total = keepMostProbable();
    }
    double left = random.nextDouble() * total;
    int last = best;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private int best(double[] scores, int from) {
    int best = -1;
    for (int i = 0; i < weights.length; i++) {
      double score = scores[from + i];
      if (Double.isNaN(score) || score == Double.POSITIVE_INFINITY) {
        throw unusable("the score of token " + i + " is " + score);
      }
      if (i != excluded && (best < 0 || score > scores[from + best])) {
        best = i;
      }
    }
    if (best < 0 || scores[from + best] == Double.NEGATIVE_INFINITY) {
      throw unusable("no token has a score above negative infinity");
    }
    return best;
  }

  private static ImpetusException unusable(String why) {
    return new ImpetusException(
        new Problem(
            ErrorKind.NUMERICAL,
            "the model's scores cannot be sampled",
            "model",
            why,
            "train again, with a lower learning rate or clipped gradients"));
  }

  /** Sets all other weights to 0, and returns the sum of those that are kept. */
  private double keepMostProbable() {
    int tokens = weights.length;
    System.arraycopy(weights, 0, sorted, 0, tokens);
    Arrays.sort(sorted);
    int kept = Math.min(sampling.topK().orElse(tokens), tokens);
    double total = sumOfLargest(kept);
    if (sampling.topP().isPresent()) {
      double wanted = sampling.topP().getAsDouble() * total;
      total = 0;
      for (int i = 0; i < kept; i++) {
        total += sorted[tokens - 1 - i];
        if (total >= wanted) {
          kept = i + 1;
        }
      }
    }
    double least = sorted[tokens - kept];
    int equal = kept;
    for (int i = tokens - kept; i < tokens; i++) {
      equal -= sorted[i] > least ? 1 : 0;
    }
    for (int i = 0; i < tokens; i++) {
      if (weights[i] < least || (weights[i] == least && equal-- <= 0)) {
        weights[i] = 0;
      }
    }
    return total;
  }

  private double sumOfLargest(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += sorted[sorted.length - 1 - i];
    }
    return sum;
  }
}
