// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import static dev.impetus.plugins.synthetic.Generated.load;
import static dev.impetus.plugins.synthetic.Generated.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class NestedSpheresTest {

  private final NestedSpheresProvider provider = new NestedSpheresProvider();

  /** The 48-bit generator that {@link java.util.Random} specifies, written out. */
  private static final class Generator48 {
    private static final long MASK = (1L << 48) - 1;
    private long state;

    Generator48(long seed) {
      state = (seed ^ 0x5DEECE66DL) & MASK;
    }

    private long bits(int count) {
      state = (state * 0x5DEECE66DL + 0xB) & MASK;
      return state >>> (48 - count);
    }

    double next() {
      return ((bits(26) << 27) + bits(27)) / (double) (1L << 53);
    }
  }

  @Test
  public void theLinearLawRepeatsTheSpecifiedNumbers() {
    assertThat(new Generator48(42).next()).isEqualTo(0.7275636800328681);

    Dataset data = load(provider, 0, Map.of("law", "linear", "seed", 7));
    assertThat(data.size(Split.TRAINING)).isEqualTo(120);
    Generator48 random = new Generator48(7);
    for (int i = 0; i < 120; i++) {
      double angle = 2 * Math.PI * random.next();
      double radius = (i < 40 ? 0 : 1) + 0.5 * random.next();
      assertThat(read(data, Split.TRAINING, i, DataField.INPUTS))
          .containsExactly(
              new double[] {radius * Math.cos(angle), radius * Math.sin(angle)}, within(1e-15));
      assertThat(read(data, Split.TRAINING, i, DataField.TARGETS)).containsExactly(i < 40 ? -1 : 1);
    }
  }

  @DataProvider
  public Object[][] dimensions() {
    return new Object[][] {{1}, {2}, {3}, {30}};
  }

  /** Under the power law (r - r0)/(r1 - r0) has the distribution function x^d. */
  @Test(dataProvider = "dimensions")
  public void radiiFollowThePowerLaw(int dimension) {
    int count = 4000;
    Dataset data =
        load(
            provider, 3, Map.of("dimension", dimension, "inner", count, "outer", count, "test", 0));
    assertUniform(data, 0, count, 0, 0.5, dimension);
    assertUniform(data, count, count, 0.85, 1, dimension);
  }

  /**
   * Kolmogorov's distance from the uniform law; 1.95 / √n is passed by chance once in a thousand.
   */
  private static void assertUniform(
      Dataset data, int from, int count, double low, double high, int dimension) {
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      double[] x = read(data, Split.TRAINING, from + i, DataField.INPUTS);
      double radius = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
      assertThat(radius).isBetween(low, high + 1e-12);
      u[i] = Math.pow((radius - low) / (high - low), dimension);
    }
    Arrays.sort(u);
    double distance = 0;
    for (int i = 0; i < count; i++) {
      distance = Math.max(distance, Math.abs(u[i] - (i + 0.5) / count));
    }
    assertThat(distance).isLessThan(1.95 / Math.sqrt(count));
  }

  @Test
  public void laterPartsDoNotChangeEarlierOnes() {
    Dataset small = load(provider, 5, Map.of("test", 0));
    Dataset large = load(provider, 5, Map.of("test", 30));
    for (int i = 0; i < 120; i++) {
      assertThat(read(small, Split.TRAINING, i, DataField.INPUTS))
          .isEqualTo(read(large, Split.TRAINING, i, DataField.INPUTS));
    }
    long inner = 0;
    for (int i = 0; i < 30; i++) {
      inner += read(large, Split.TEST, i, DataField.TARGETS)[0] < 0 ? 1 : 0;
    }
    assertThat(inner).isEqualTo(10);
  }

  @Test
  public void theSeedOfTheRunHoldsWhereNoneIsGiven() {
    double[] run5 = read(load(provider, 5, Map.of()), Split.TRAINING, 0, DataField.INPUTS);
    double[] run6 = read(load(provider, 6, Map.of()), Split.TRAINING, 0, DataField.INPUTS);
    double[] own5 = read(load(provider, 6, Map.of("seed", 5)), Split.TRAINING, 0, DataField.INPUTS);
    assertThat(run5).isEqualTo(own5).isNotEqualTo(run6);
  }

  @Test
  public void labelsMayBeClasses() {
    Dataset data = load(provider, 1, Map.of("labels", "classes"));
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isEqualTo(2);
    assertThat(read(data, Split.TRAINING, 0, DataField.TARGETS)).containsExactly(0);
    assertThat(read(data, Split.TRAINING, 119, DataField.TARGETS)).containsExactly(1);
  }

  @Test
  public void wrongCombinationsAreRefused() {
    assertThatThrownBy(() -> load(provider, 1, Map.of("law", "linear", "dimension", 3)))
        .hasMessageContaining("in the plane only");
    assertThatThrownBy(() -> load(provider, 1, Map.of("inner-radii", List.of(0.5, 0.1))))
        .hasMessageContaining("no interval");
  }
}
