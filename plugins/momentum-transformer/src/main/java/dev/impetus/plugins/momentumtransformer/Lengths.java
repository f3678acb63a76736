// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;

/** Real tokens of each sample, from the field {@code mask}; padding is at the end. */
final class Lengths {

  private Lengths() {}

  /**
   * Counts them.
   *
   * @param counts written, one a sample
   * @return {@code counts}, or null if there is no padding
   * @throws ImpetusException of kind DATA if a real token follows padding
   */
  static int[] read(Batch batch, int steps, int[] counts) {
    if (batch.signature().find(DataField.MASK).isEmpty()) {
      return null;
    }
    StateVector mask = batch.vector(DataField.MASK);
    boolean padded = false;
    for (int sample = 0; sample < counts.length; sample++) {
      int length = 0;
      while (length < steps && mask.get(sample, length) != 0) {
        length++;
      }
      for (int step = length; step < steps; step++) {
        if (mask.get(sample, step) != 0) {
          throw new ImpetusException(
              new Problem(
                  ErrorKind.DATA,
                  "a token follows padding",
                  "row %d of a batch, step %d of the field \"mask\"".formatted(sample, step),
                  "transformers read padding at the end of a sequence alone, and step %d is padding"
                      .formatted(length),
                  "put the tokens that count first"));
        }
      }
      counts[sample] = length;
      padded |= length < steps;
    }
    return padded ? counts : null;
  }
}
