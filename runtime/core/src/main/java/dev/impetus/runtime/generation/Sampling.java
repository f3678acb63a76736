// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the next token is drawn from a model's scores z, one a token. The probabilities are {@code
 * softmax(z / temperature)}; of these the {@code topK} largest are kept, and of what is left the
 * fewest largest whose sum reaches {@code topP} of it (nucleus sampling: Holtzman, Buys, Du, Forbes
 * and Choi, "The curious case of neural text degeneration", ICLR 2020). Of equal probabilities the
 * first are kept.
 *
 * @param temperature below 1 the probable becomes more probable; 0 always takes the most probable
 *     token, the first of several
 * @param topK how many tokens are kept, at least 1; empty for all
 * @param topP share of the probability that is kept, {@code 0 < topP <= 1}; empty for all
 */
public record Sampling(double temperature, OptionalInt topK, OptionalDouble topP) {

  /** Always the most probable token. */
  public static final Sampling GREEDY =
      new Sampling(0, OptionalInt.empty(), OptionalDouble.empty());

  /** Checks the ranges. */
  public Sampling {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the temperature must be at least 0, not " + temperature);
    }
    if (topK.isPresent() && topK.getAsInt() < 1) {
      throw new IllegalArgumentException("top-k must be at least 1, not " + topK.getAsInt());
    }
    if (topP.isPresent() && !(topP.getAsDouble() > 0 && topP.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "top-p must be above 0 and at most 1, not " + topP.getAsDouble());
    }
  }

  /** All tokens, at this temperature. */
  public static Sampling atTemperature(double temperature) {
    return new Sampling(temperature, OptionalInt.empty(), OptionalDouble.empty());
  }
}
