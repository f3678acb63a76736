// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every {@code stride}-th state, the stride being doubled whenever there would be too many. The
 * states between two of them are computed together. Storage is reused from solve to solve.
 */
final class EvenCheckpoints implements Checkpoints {

  private final int capacity;
  private final StateVector like;
  private final List<StateVector> kept = new ArrayList<>();
  private final List<StateVector> segment = new ArrayList<>();
  private int stride = 1;
  private int segmentStart;

  EvenCheckpoints(int capacity, StateVector like) {
    this.capacity = capacity;
    this.like = like;
  }

  @Override
  public void clear() {
    stride = 1;
  }

  @Override
  public void offer(int n, StateVector state) {
    if (n % stride == 0 && n / stride == capacity) {
      thinOut(n / stride);
    }
    if (n % stride == 0) {
      vector(kept, n / stride).copyFrom(state);
    }
  }

  /**
   * Drops every other state; the vectors of those dropped go behind those that stay, to be reused.
   */
  private void thinOut(int states) {
    for (int i = 1; 2 * i < states; i++) {
      Collections.swap(kept, i, 2 * i);
    }
    stride *= 2;
  }

  private StateVector vector(List<StateVector> vectors, int index) {
    if (index == vectors.size()) {
      vectors.add(like.newLike());
    }
    return vectors.get(index);
  }

  @Override
  public void beginBackwards() {
    segmentStart = Integer.MAX_VALUE;
  }

  @Override
  public StateVector reach(int n, Replay replay) {
    if (stride > 1 && n < segmentStart) {
      segmentStart = n - n % stride;
      StateVector from = kept.get(segmentStart / stride);
      for (int i = segmentStart; i < n; i++) {
        StateVector to = vector(segment, i - segmentStart);
        replay.step(i, from, to);
        from = to;
      }
    }
    return atHand(n);
  }

  @Override
  public StateVector atHand(int n) {
    return n % stride == 0 ? kept.get(n / stride) : segment.get(n - segmentStart - 1);
  }
}
