// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.state.StateVector;
import java.util.Arrays;

/**
 * A fixed number of states, so placed that few steps are repeated.
 *
 * <p>Forwards, where the number of steps is not known yet, by levels: a new state takes the place
 * of one that has a later one of a higher level; if there is none, that of the latest, one level
 * higher (Wang, Moin, Iaccarino, "Minimal repetition dynamic checkpointing algorithm for unsteady
 * adjoint calculation", SIAM J. Sci. Comput. 31, 2009). Backwards each stretch between two states
 * has a known length, and is divided by {@link Revolve} among the slots that are free by then.
 */
final class BinomialCheckpoints implements Checkpoints {

  private final StateVector like;
  private final int[] steps;
  private final int[] levels;
  private final StateVector[] states;
  private final StateVector[] moving = new StateVector[2];
  private int size;

  BinomialCheckpoints(int slots, StateVector like) {
    this.like = like;
    steps = new int[slots];
    levels = new int[slots];
    states = new StateVector[slots];
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public void offer(int n, StateVector state) {
    int level = n == 0 ? Integer.MAX_VALUE : 0;
    if (size == steps.length) {
      int dispensable = dispensable();
      if (dispensable < 0) {
        level = levels[size - 1] + 1;
        dispensable = size - 1;
      }
      remove(dispensable);
    }
    push(n, state);
    levels[size - 1] = level;
  }

  /** The last state that has one of a higher level behind it; -1 if there is none. */
  private int dispensable() {
    int highest = -1;
    for (int i = size - 1; i > 0; i--) {
      if (levels[i] < highest) {
        return i;
      }
      highest = levels[i];
    }
    return -1;
  }

  private void remove(int index) {
    StateVector freed = states[index];
    int behind = size - index - 1;
    System.arraycopy(steps, index + 1, steps, index, behind);
    System.arraycopy(levels, index + 1, levels, index, behind);
    System.arraycopy(states, index + 1, states, index, behind);
    size--;
    states[size] = freed;
  }

  private void push(int n, StateVector state) {
    if (states[size] == null) {
      states[size] = like.newLike();
    }
    states[size].copyFrom(state);
    steps[size++] = n;
  }

  @Override
  public void beginBackwards() {
    if (moving[0] == null) {
      Arrays.setAll(moving, i -> like.newLike());
    }
  }

  @Override
  public StateVector reach(int n, Replay replay) {
    // Those behind are done with. The initial state stays for another backward pass.
    while (steps[size - 1] > n) {
      size--;
    }
    while (steps[size - 1] < n) {
      int from = steps[size - 1];
      int free = steps.length - size;
      if (free == 0) {
        return advance(from, n, replay);
      }
      int place = from + Revolve.split(n + 1 - from, free + 1);
      push(place, advance(from, place, replay));
    }
    return states[size - 1];
  }

  private StateVector advance(int from, int to, Replay replay) {
    StateVector state = states[size - 1];
    for (int n = from; n < to; n++) {
      StateVector next = moving[n % 2];
      replay.step(n, state, next);
      state = next;
    }
    return state;
  }

  @Override
  public StateVector atHand(int n) {
    return null;
  }
}
