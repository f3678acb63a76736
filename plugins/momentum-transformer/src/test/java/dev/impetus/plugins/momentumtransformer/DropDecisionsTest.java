// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * Decisions are those of independent draws as far as counts can tell: bounds are 4.5 standard
 * deviations of such draws. Seeds are fixed, so that a result stays as it is.
 */
public class DropDecisionsTest {

  private static final int ROWS = 2048;
  private static final int WIDTH = 512;
  private static final double BOUND = 4.5;

  /** 1 where a number is dropped. */
  private static double[] dropped(int rows, int width, long key, int firstToken, double share) {
    TokenArithmetic<double[]> on = new Float64TokenArithmetic();
    double[] x = new double[rows * width];
    Arrays.fill(x, 1);
    on.drop(x, rows, width, key, numbers(firstToken, rows), share);
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] == 0 ? 1 : 0;
    }
    return x;
  }

  private static int[] numbers(int first, int count) {
    return IntStream.range(first, first + count).toArray();
  }

  private static double[] masks(Dropout dropout, Dropout.Place place, int layer) {
    double[] x = new double[ROWS * WIDTH];
    Arrays.fill(x, 1);
    BlockTokens tokens = new BlockTokens(ROWS);
    tokens.set(new Lengths(1, ROWS), 0, ROWS);
    dropout.apply(new Float64TokenArithmetic(), place, layer, x, WIDTH, tokens);
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] == 0 ? 1 : 0;
    }
    return x;
  }

  /** By how many standard deviations more are dropped in both than independence has it. */
  private static double excess(double[] x, double[] y, int shift, double share) {
    double sum = 0;
    int count = x.length - shift;
    for (int i = 0; i < count; i++) {
      sum += (x[i] - share) * (y[i + shift] - share);
    }
    return sum / (share * (1 - share) * Math.sqrt(count));
  }

  @DataProvider
  public static Object[][] shares() {
    return new Object[][] {{0.01}, {0.1}, {0.3}, {0.5}, {0.9}};
  }

  @Test(dataProvider = "shares")
  public void theShareIsDropped(double share) {
    for (int seed = 0; seed < 4; seed++) {
      double[] mask = dropped(ROWS, WIDTH, seed, 0, share);
      double deviation = Math.sqrt(share * (1 - share) / mask.length);
      assertThat(Arrays.stream(mask).average().orElseThrow())
          .isCloseTo(share, within(BOUND * deviation));
    }
  }

  /** Neither too far apart nor too close: both would show dependence in a row or a column. */
  @Test(dataProvider = "shares")
  public void countsOfRowsAndColumnsSpreadAsBinomialOnesDo(double share) {
    double[] mask = dropped(ROWS, WIDTH, 5, 100, share);
    double[] rows = new double[ROWS];
    double[] columns = new double[WIDTH];
    for (int i = 0; i < mask.length; i++) {
      rows[i / WIDTH] += mask[i];
      columns[i % WIDTH] += mask[i];
    }
    assertThat(Math.abs(dispersion(rows, WIDTH, share))).isLessThan(BOUND);
    assertThat(Math.abs(dispersion(columns, ROWS, share))).isLessThan(BOUND);
  }

  /** χ² of the counts, in standard deviations. */
  private static double dispersion(double[] counts, int of, double share) {
    double sum = 0;
    for (double count : counts) {
      sum += (count - of * share) * (count - of * share) / (of * share * (1 - share));
    }
    return (sum - counts.length) / Math.sqrt(2.0 * counts.length);
  }

  @Test(dataProvider = "shares")
  public void neighboursAreIndependent(double share) {
    double[] mask = dropped(ROWS, WIDTH, 9, 0, share);
    for (int lag : new int[] {1, 2, 3, 4, 7, 8, 16, 32, 64, 128, 256}) {
      assertThat(Math.abs(excess(mask, mask, lag, share))).as("columns %d", lag).isLessThan(BOUND);
      assertThat(Math.abs(excess(mask, mask, lag * WIDTH, share)))
          .as("rows %d", lag)
          .isLessThan(BOUND);
      assertThat(Math.abs(excess(mask, mask, lag * WIDTH + lag, share)))
          .as("diagonals %d", lag)
          .isLessThan(BOUND);
    }
  }

  @Test
  public void layersPlacesAndSeedsAreIndependent() {
    double share = 0.2;
    Dropout dropout = new Dropout(share, 77);
    double[] mask = masks(dropout, Dropout.Place.HIDDEN, 1);
    double[][] others = {
      masks(dropout, Dropout.Place.HIDDEN, 0),
      masks(dropout, Dropout.Place.HIDDEN, 2),
      masks(dropout, Dropout.Place.ATTENTION, 1),
      masks(dropout, Dropout.Place.FEED_FORWARD, 1),
      masks(dropout, Dropout.Place.EMBEDDING, 0),
      masks(new Dropout(share, 78), Dropout.Place.HIDDEN, 1),
      masks(new Dropout(share, 77 + (1L << 32)), Dropout.Place.HIDDEN, 1),
    };
    for (int other = 0; other < others.length; other++) {
      for (int lag : new int[] {0, 1, 2, WIDTH, 2 * WIDTH}) {
        assertThat(Math.abs(excess(mask, others[other], lag, share)))
            .as("%d, %d numbers apart", other, lag)
            .isLessThan(BOUND);
      }
    }
  }

  @DataProvider
  public static Object[][] widths() {
    return new Object[][] {{1}, {5}, {128}, {200}, {512}, {700}, {1100}};
  }

  /** Blocks of tokens may be cut anywhere; both precisions drop the same. */
  @Test(dataProvider = "widths")
  public void aRowDoesNotDependOnThoseAround(int width) {
    int rows = 23;
    double[] together = dropped(rows, width, 3, 40, 0.3);
    for (int row = 0; row < rows; row++) {
      double[] alone = dropped(1, width, 3, 40 + row, 0.3);
      assertThat(alone).isEqualTo(Arrays.copyOfRange(together, row * width, (row + 1) * width));
    }
    float[] single = new float[rows * width];
    Arrays.fill(single, 1);
    new Float32TokenArithmetic().drop(single, rows, width, 3, numbers(40, rows), 0.3);
    for (int i = 0; i < single.length; i++) {
      assertThat(single[i]).isEqualTo(together[i] == 1 ? 0 : (float) (1 / 0.7), within(1e-6f));
    }
  }

  @Test
  public void nanAndInfinityOfWhatIsKeptShow() {
    float[] x = new float[600];
    Arrays.fill(x, 0, 300, Float.NaN);
    Arrays.fill(x, 300, 600, Float.POSITIVE_INFINITY);
    new Float32TokenArithmetic().drop(x, 1, 600, 8, numbers(0, 1), 0.5);
    for (int i = 0; i < 600; i++) {
      assertThat(Float.isNaN(x[i]) || x[i] == Float.POSITIVE_INFINITY).isTrue();
    }
  }
}
