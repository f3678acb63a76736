// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.sequences;

import static dev.impetus.plugins.sequences.Generated.chiSquare;
import static dev.impetus.plugins.sequences.Generated.ids;
import static dev.impetus.plugins.sequences.Generated.load;
import static dev.impetus.plugins.sequences.Generated.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.testng.annotations.Test;

/** Copying, adding and the copy task against their definitions. */
public final class MemoryTasksTest {

  private static final DataProvider COPYING = new CopyingProvider();
  private static final DataProvider ADDING = new AddingProvider();
  private static final DataProvider COPY_TASK = new CopyTaskProvider();

  /** The trivial loss as the description tells it. */
  private static double trivialLoss(Dataset data) {
    return Double.parseDouble(
        data.description().replaceAll(".*trivial loss ([0-9/]+ = )?([0-9.]+);.*", "$2"));
  }

  @Test
  public void copyingIsAsDefined() {
    Dataset data = load(COPYING, 3, Map.of("blanks", 7, "copied", 4, "training", 200));
    assertThat(data.signature().require(DataField.INPUTS, "test").classes()).isEqualTo(10);
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isEqualTo(9);
    long[] counts = new long[8];
    double guess = 0;
    for (int i = 0; i < 200; i++) {
      int[] inputs = ids(data, Split.TRAINING, i, DataField.INPUTS);
      int[] targets = ids(data, Split.TRAINING, i, DataField.TARGETS);
      assertThat(inputs).hasSize(7 + 2 * 4);
      int[] symbols = Arrays.copyOf(inputs, 4);
      assertThat(Arrays.copyOfRange(inputs, 4, 15))
          .containsExactly(0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0);
      assertThat(Arrays.copyOf(targets, 11)).containsOnly(0);
      assertThat(Arrays.copyOfRange(targets, 11, 15)).isEqualTo(symbols);
      for (int symbol : symbols) {
        counts[symbol - 1]++;
      }
      // Without memory: the blank for certain, then one of eight.
      guess +=
          Arrays.stream(targets).mapToDouble(t -> t == 0 ? 0 : Math.log(8)).average().orElse(0);
    }
    assertThat(guess / 200).isCloseTo(4 * Math.log(8) / 15, within(1e-12));
    assertThat(trivialLoss(data)).isCloseTo(guess / 200, within(1e-6));
    assertThat(chiSquare(counts)).as("passed by chance once in a thousand").isLessThan(24.3);
  }

  /** The usual setting: 1 000 blanks, 10 of 8 symbols. */
  @Test
  public void theUsualCopyingProblemHasItsTrivialLoss() {
    Dataset data = load(COPYING, 3, Map.of());
    assertThat(data.signature().require(DataField.INPUTS, "test").shape()).containsExactly(1020);
    assertThat(trivialLoss(data)).isCloseTo(0.020387, within(1e-6));
  }

  @Test
  public void addingIsAsDefined() {
    int samples = 4000;
    Dataset data = load(ADDING, 5, Map.of("steps", 21, "training", samples));
    long[] first = new long[10];
    long[] second = new long[11];
    double squares = 0;
    double values = 0;
    for (int i = 0; i < samples; i++) {
      double[] inputs = read(data, Split.TRAINING, i, DataField.INPUTS);
      double[] target = read(data, Split.TRAINING, i, DataField.TARGETS);
      int[] marked = IntStream.range(0, 21).filter(t -> inputs[2 * t + 1] != 0).toArray();
      assertThat(marked).hasSize(2);
      assertThat(inputs[2 * marked[0] + 1]).isEqualTo(1);
      assertThat(inputs[2 * marked[1] + 1]).isEqualTo(1);
      assertThat(target).containsExactly(inputs[2 * marked[0]] + inputs[2 * marked[1]]);
      first[marked[0]]++; // fails if it is not in the first half
      second[marked[1] - 10]++;
      squares += (target[0] - 1) * (target[0] - 1) / samples;
      values += inputs[2 * (i % 21)] / samples;
    }
    // (S - 1)^2 has the mean 1/6 and the variance 1/15 - 1/36: four deviations are 0.0125.
    assertThat(squares).isCloseTo(1 / 6.0, within(0.0125));
    assertThat(trivialLoss(data)).isCloseTo(1 / 6.0, within(1e-6));
    assertThat(values).isCloseTo(0.5, within(4 / Math.sqrt(12 * samples)));
    assertThat(chiSquare(first)).isLessThan(27.9);
    assertThat(chiSquare(second)).isLessThan(29.6);
  }

  @Test
  public void theCopyTaskIsAsDefined() {
    int samples = 1550;
    Dataset data = load(COPY_TASK, 8, Map.of("training", samples));
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isEqualTo(11);
    long[] lengths = new long[31];
    long[] symbols = new long[10];
    double guess = 0;
    for (int i = 0; i < samples; i++) {
      int[] x = ids(data, Split.TRAINING, i, DataField.INPUTS);
      int[] y = ids(data, Split.TRAINING, i, DataField.TARGETS);
      int[] mask = ids(data, Split.TRAINING, i, DataField.MASK);
      int[] scored = ids(data, Split.TRAINING, i, DataField.TARGET_MASK);
      int n = IntStream.range(0, 128).filter(t -> x[t] == 0).findFirst().orElseThrow();
      lengths[n - 32]++;
      assertThat(Arrays.copyOfRange(x, n + 1, 2 * n + 1)).isEqualTo(Arrays.copyOf(x, n));
      assertThat(Arrays.copyOfRange(x, 2 * n + 1, 128)).containsOnly(0);
      assertThat(Arrays.copyOf(y, 127)).isEqualTo(Arrays.copyOfRange(x, 1, 128));
      assertThat(y[127]).isZero();
      for (int t = 0; t < 128; t++) {
        assertThat(mask[t]).isEqualTo(t <= 2 * n ? 1 : 0);
        assertThat(scored[t]).isEqualTo(t >= n - 1 && t < 2 * n ? 1 : 0);
      }
      for (int t = 0; t < n; t++) {
        symbols[x[t] - 1]++;
      }
      guess +=
          IntStream.range(0, 128)
              .filter(t -> scored[t] == 1)
              .mapToDouble(t -> y[t] == 0 ? 0 : Math.log(10))
              .average()
              .orElse(0);
    }
    assertThat(chiSquare(lengths)).isLessThan(59.7);
    assertThat(chiSquare(symbols)).isLessThan(27.9);
    // n/(n+1) lies between 32/33 and 62/63: its mean over the samples is within 0.0006.
    assertThat(trivialLoss(data)).isCloseTo(guess / samples, within(0.002));
    // ln 10 (1 - (1/33 + ... + 1/63) / 31)
    assertThat(trivialLoss(data)).isCloseTo(2.252837, within(1e-6));
  }

  @Test
  public void copiesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> load(COPY_TASK, 1, Map.of("length", 20, "max-symbols", 10)))
        .hasMessageContaining("no sample can have 5 to 10 symbols");
    assertThatThrownBy(() -> load(COPY_TASK, 1, Map.of("min-symbols", 9, "max-symbols", 8)))
        .hasMessageContaining("the first is larger");
    Dataset full = load(COPY_TASK, 1, Map.of("length", 21, "min-symbols", 10, "max-symbols", 10));
    assertThat(ids(full, Split.TEST, 0, DataField.MASK)).containsOnly(1);
  }

  @Test
  public void aSampleDependsOnSeedPartAndIndexAlone() {
    for (DataProvider provider : new DataProvider[] {COPYING, ADDING, COPY_TASK}) {
      Dataset small = load(provider, 5, Map.of("training", 20, "validation", 5));
      Dataset large = load(provider, 6, Map.of("training", 2000, "validation", 700, "seed", 5));
      int[] shuffled = new Random(1).ints(60, 0, 20).toArray();
      Arrays.stream(shuffled)
          .parallel()
          .forEach(
              i ->
                  assertThat(read(small, Split.TRAINING, i, DataField.INPUTS))
                      .isEqualTo(read(large, Split.TRAINING, i, DataField.INPUTS)));
      assertThat(read(small, Split.VALIDATION, 3, DataField.INPUTS))
          .isEqualTo(read(large, Split.VALIDATION, 3, DataField.INPUTS))
          .isNotEqualTo(read(small, Split.TRAINING, 3, DataField.INPUTS))
          .isNotEqualTo(read(load(provider, 6, Map.of()), Split.VALIDATION, 3, DataField.INPUTS));
      assertThatThrownBy(() -> read(small, Split.TRAINING, 20, DataField.INPUTS))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
