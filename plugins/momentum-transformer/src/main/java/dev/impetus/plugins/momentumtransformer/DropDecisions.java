// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.util.Arrays;

/**
 * Which numbers of rows are dropped: a hash of a row's key, the column and nothing else, so that
 * any part of them can be found again, in any order. An object is for one thread.
 *
 * <p>A row has a key of 64 bits. Its lower half and the column go into a hash of 32 bits (two
 * multiplications between shifts, with constants found by C. Wellons, 2018, for the least bias);
 * its upper half is added between the multiplications, or rows whose lower halves are some columns
 * apart would drop the same. No number has more than 32 bits: C2 vectorises multiplications of
 * those on every processor, 0.2 ns a number.
 */
final class DropDecisions {

  /** The most decisions that are taken together. */
  static final int TILE = 512;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int COLUMN = 0x9E3779B9;
  private static final double WHOLE = 0x1p31;

  private final int[] columns = new int[TILE];
  private final int[] lower = new int[TILE];
  private final int[] upper = new int[TILE];
  private final int[] kept = new int[TILE];
  private int span;

  /** How many of a share's units are dropped: a multiple of 2⁻³¹, and never all. */
  static int threshold(double share) {
    return (int) Math.min(Math.round(share * WHOLE), Integer.MAX_VALUE);
  }

  /** What those that are kept are multiplied by. */
  static double factor(int threshold) {
    return WHOLE / (WHOLE - threshold);
  }

  /**
   * Decides on numbers that lie one behind the other, as many as are left of {@code rows} whole
   * rows or of one row, {@link #TILE} at most.
   *
   * @param done numbers before them
   * @param tokens number of each row's token
   * @return how many were decided on
   */
  int decide(int rows, int width, int done, long key, int[] tokens, int threshold) {
    int row = done / width;
    int column = done % width;
    int each = Math.min(TILE, width - column);
    int together = Math.min(Math.max(TILE / width, 1), rows - row);
    useColumns(Math.min(TILE, width));
    for (int r = 0; r < together; r++) {
      long own = mix(key + GOLDEN * tokens[row + r]);
      int to = (r + 1) * each;
      Arrays.fill(lower, r * each, to, (int) own + column * COLUMN);
      Arrays.fill(upper, r * each, to, (int) (own >>> 32));
    }
    decide(kept, columns, lower, upper, threshold, together * each);
    return together * each;
  }

  /** All bits set for each number that is kept, none for one that is dropped. */
  int[] kept() {
    return kept;
  }

  private void useColumns(int newSpan) {
    if (newSpan != span) {
      span = newSpan;
      for (int i = 0; i < TILE; i++) {
        columns[i] = i % span * COLUMN;
      }
    }
  }

  private static void decide(
      int[] kept, int[] columns, int[] lower, int[] upper, int threshold, int count) {
    for (int i = 0; i < count; i++) {
      int h = columns[i] + lower[i];
      h = (h ^ (h >>> 16)) * 0x7FEB352D + upper[i];
      h = (h ^ (h >>> 15)) * 0x846CA68B;
      h = h ^ (h >>> 16);
      kept[i] = ~(((h >>> 1) - threshold) >> 31);
    }
  }

  private static long mix(long number) {
    long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
