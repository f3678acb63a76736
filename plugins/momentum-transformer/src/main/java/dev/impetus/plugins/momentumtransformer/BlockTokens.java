// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** Which tokens of a batch stand in the rows of a block: consecutive ones of the packed batch. */
final class BlockTokens {

  private final int[] numbers;
  private int steps;
  private int first;
  private int rows;

  /**
   * None so far.
   *
   * @param capacity the most rows
   */
  BlockTokens(int capacity) {
    numbers = new int[capacity];
  }

  /**
   * Takes tokens.
   *
   * @param newFirst the first one, counted among the real tokens of the batch
   * @param count how many, at most the capacity
   */
  void set(Lengths lengths, int newFirst, int count) {
    steps = lengths.steps();
    first = newFirst;
    rows = count;
    int sample = count == 0 ? 0 : lengths.sampleOf(newFirst);
    for (int row = 0; row < count; row++) {
      int step = newFirst + row - lengths.first(sample);
      while (step >= lengths.of(sample)) {
        sample++;
        step = 0;
      }
      numbers[row] = sample * steps + step;
    }
  }

  /** The most rows. */
  int capacity() {
    return numbers.length;
  }

  /** Rows with tokens. */
  int rows() {
    return rows;
  }

  /** Number of the first token among the real ones of the batch, which is its row when packed. */
  int first() {
    return first;
  }

  /** Sample × steps + step of each row's token: its row where padding has rows too. */
  int[] numbers() {
    return numbers;
  }

  int number(int row) {
    return numbers[row];
  }

  int sample(int row) {
    return numbers[row] / steps;
  }

  int step(int row) {
    return numbers[row] % steps;
  }

  /** The row behind the last of those that follow a row without padding between them. */
  int runEnd(int row) {
    int end = row + 1;
    while (end < rows && numbers[end] == numbers[end - 1] + 1) {
      end++;
    }
    return end;
  }
}
