// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * Real tokens of each sample of a batch, from the field {@code mask}; padding is at the end.
 * Packed, they stand one sample behind the other without padding between.
 */
final class Lengths {

  private final int steps;
  private final int[] counts;
  private final int[] firsts;

  /** All tokens are real. */
  Lengths(int samples, int steps) {
    this.steps = steps;
    counts = new int[samples];
    firsts = new int[samples + 1];
    Arrays.fill(counts, steps);
    sum();
  }

  /**
   * Counts the real tokens of a batch; without a mask all are.
   *
   * @throws ImpetusException of kind DATA if a real token follows padding
   */
  void read(Batch batch) {
    if (batch.signature().find(DataField.MASK).isEmpty()) {
      Arrays.fill(counts, steps);
    } else {
      StateVector mask = batch.vector(DataField.MASK);
      for (int sample = 0; sample < counts.length; sample++) {
        counts[sample] = count(mask, sample);
      }
    }
    sum();
  }

  private int count(StateVector mask, int sample) {
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
    return length;
  }

  private void sum() {
    for (int sample = 0; sample < counts.length; sample++) {
      firsts[sample + 1] = firsts[sample] + counts[sample];
    }
  }

  int samples() {
    return counts.length;
  }

  /** Steps of a sample, padding included. */
  int steps() {
    return steps;
  }

  /** Real tokens of all samples. */
  int total() {
    return firsts[counts.length];
  }

  /** Real tokens of a sample. */
  int of(int sample) {
    return counts[sample];
  }

  /** Those of all samples; not to be changed, and overwritten by {@link #read}. */
  int[] counts() {
    return counts;
  }

  /** Where a sample's first token stands when packed. */
  int first(int sample) {
    return firsts[sample];
  }

  /** The sample of a packed token. */
  int sampleOf(int token) {
    int found = Arrays.binarySearch(firsts, token);
    int sample = found >= 0 ? found : -found - 2;
    // Samples without tokens begin where the next one does.
    while (counts[sample] == 0) {
      sample++;
    }
    return sample;
  }
}
