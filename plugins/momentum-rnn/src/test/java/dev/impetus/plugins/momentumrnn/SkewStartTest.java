// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The distributions of the initial rotations. */
public final class SkewStartTest {

  private static final int SAMPLES = 3000;

  private static double[] matrix(double[] entries, int n) {
    double[] matrix = new double[n * n];
    int entry = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        matrix[i * n + j] = entries[entry];
        matrix[j * n + i] = -entries[entry++];
      }
    }
    return matrix;
  }

  private static double trace(double[] matrix, int n) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += matrix[i * n + i];
    }
    return trace;
  }

  @DataProvider
  public Object[][] haar() {
    return new Object[][] {
      {SkewStart.HAAR, OrthogonalMap.EXPONENTIAL, 6},
      {SkewStart.HAAR, OrthogonalMap.CAYLEY, 6},
      {SkewStart.HAAR, OrthogonalMap.EXPONENTIAL, 5},
      {SkewStart.HAAR_DIAGONAL, OrthogonalMap.EXPONENTIAL, 6},
      {SkewStart.HAAR_DIAGONAL, OrthogonalMap.CAYLEY, 7},
    };
  }

  /**
   * Of a uniformly distributed rotation R, tr R, tr R² and tr R³ have means 0, 1, 0 and variances
   * 1, 2, 3 like normal numbers (Diaconis and Shahshahani 1994; exact for small powers). Angles
   * that are uniform and independent of each other would give 0 and n, 0 and n.
   */
  @Test(dataProvider = "haar")
  public void tracesOfHaarRotationsAreNormal(SkewStart start, OrthogonalMap map, int n) {
    Random random = new Random(31);
    double[] sums = new double[3];
    double[] squares = new double[3];
    try (SquareMatrices on = new SquareMatrices(n)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        double[] rotation = map.apply(on, matrix(start.entries(n, map, random), n));
        double[] gram = on.multiply(rotation, true, rotation, false);
        assertThat(on.norm(SquareMatrices.combine(1, gram, -1, on.identity()))).isLessThan(1e-9);
        double[] power = rotation;
        for (int k = 0; k < 3; k++) {
          double trace = trace(power, n);
          sums[k] += trace;
          squares[k] += trace * trace;
          power = on.multiply(power, rotation);
        }
      }
    }
    double[] means = {0, 1, 0};
    for (int k = 0; k < 3; k++) {
      double mean = sums[k] / SAMPLES;
      double deviation = Math.sqrt((k + 1.0) / SAMPLES);
      assertThat(mean).as("mean of tr R^%d", k + 1).isCloseTo(means[k], within(4 * deviation));
      if (k < 2) {
        // The variance of a normal number's square is twice the square of its variance.
        double variance = squares[k] / SAMPLES - mean * mean;
        assertThat(variance)
            .as("variance of tr R^%d", k + 1)
            .isCloseTo(k + 1.0, within(6 * Math.sqrt(2.0 / SAMPLES) * (k + 1)));
      }
    }
  }

  /** Every entry of a uniformly distributed rotation has the variance 1/n; blocks do not. */
  @Test
  public void entriesOfHaarRotationsAreAlike() {
    int n = 5;
    Random random = new Random(32);
    double[] squares = new double[n * n];
    try (SquareMatrices on = new SquareMatrices(n)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        double[] skew = matrix(SkewStart.HAAR.entries(n, OrthogonalMap.EXPONENTIAL, random), n);
        double[] rotation = OrthogonalMap.EXPONENTIAL.apply(on, skew);
        for (int i = 0; i < squares.length; i++) {
          squares[i] += rotation[i] * rotation[i] / SAMPLES;
        }
      }
    }
    assertThat(squares).containsExactly(filled(n * n, 1.0 / n), within(0.025));
  }

  private static double[] filled(int count, double value) {
    double[] numbers = new double[count];
    Arrays.fill(numbers, value);
    return numbers;
  }

  /** In three dimensions the angle has the density (1 - cos θ)/π, of mean π/2 + 2/π. */
  @Test
  public void anglesInSpaceAreKnown() {
    Random random = new Random(33);
    double sum = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      sum += HaarRotations.angles(3, random)[0];
    }
    assertThat(sum / SAMPLES).isCloseTo(Math.PI / 2 + 2 / Math.PI, within(0.05));
  }

  @Test
  public void planesHaveTheAnglesThatWereAskedFor() {
    double angle = 2.1;
    for (OrthogonalMap map : OrthogonalMap.values()) {
      try (SquareMatrices on = new SquareMatrices(2)) {
        double a = map.entryOfAngle(angle);
        double[] rotation = map.apply(on, new double[] {0, a, -a, 0});
        assertThat(rotation)
            .as(map.name())
            .containsExactly(
                new double[] {Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)},
                within(1e-14));
      }
    }
  }

  /** Remainders keep their sign; those by π leave most standard normal numbers as they are. */
  @Test
  public void normalAnglesAreRemainders() {
    Random random = new Random(34);
    double[] wide = SkewStart.NORMAL.entries(2000, OrthogonalMap.EXPONENTIAL, random);
    double[] narrow = SkewStart.NORMAL_SQUEEZE.entries(2000, OrthogonalMap.EXPONENTIAL, random);
    double[] wideBlocks = Arrays.stream(wide).filter(x -> x != 0).toArray();
    double[] narrowBlocks = Arrays.stream(narrow).filter(x -> x != 0).toArray();
    assertThat(wideBlocks).hasSize(1000);
    assertThat(Arrays.stream(wideBlocks).map(Math::abs).max().orElseThrow()).isLessThan(Math.PI);
    assertThat(Arrays.stream(wideBlocks).map(x -> x * x).average().orElseThrow())
        .isCloseTo(0.98, within(0.15));
    double[] sizes = Arrays.stream(narrowBlocks).map(Math::abs).toArray();
    assertThat(Arrays.stream(sizes).max().orElseThrow()).isBetween(0.38, Math.PI / 8);
    // Nearly uniform, as π/8 is small beside the deviation.
    assertThat(Arrays.stream(sizes).average().orElseThrow()).isCloseTo(Math.PI / 16, within(0.015));
    assertThat(Arrays.stream(narrowBlocks).average().orElseThrow()).isCloseTo(0, within(0.03));
  }
}
