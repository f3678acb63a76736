// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

/**
 * The fewest repeated steps with which a chain of steps can be gone through backwards: Griewank,
 * Walther, "Algorithm 799: Revolve", ACM TOMS 26, 2000. With s states kept, that of the beginning
 * included, and no step repeated more than r times, {@code β(s, r) = C(s + r, s)} steps can be
 * reversed; n steps need {@code r n - β(s + 1, r - 1)} repetitions with the smallest r for which
 * {@code β(s, r) >= n}.
 */
final class Revolve {

  private Revolve() {}

  /** How many steps must be repeated at least. */
  static long repetitions(int steps, int slots) {
    int most = mostRepetitions(steps, slots);
    return most == 0 ? 0 : (long) most * steps - binomial(slots + most, most - 1);
  }

  /**
   * Where the next state is kept: so many steps on, the part behind is then reversed with one slot
   * less and the part before with all of them.
   *
   * @param steps at least 2
   * @param slots at least 2, that of the beginning included
   */
  static int split(int steps, int slots) {
    // The total is convex in the place: find where one step further stops to pay.
    int low = 1;
    int high = steps - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (1 + mostRepetitions(middle + 1, slots) >= mostRepetitions(steps - middle, slots - 1)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The smallest r for which {@code C(slots + r, slots) >= steps}. */
  private static int mostRepetitions(int steps, int slots) {
    int most = 0;
    // C(s + r, s) = C(s + r - 1, s) (s + r) / r
    for (long reversible = 1; reversible < steps; most++) {
      reversible = reversible * (slots + most + 1) / (most + 1);
    }
    return most;
  }

  private static long binomial(int n, int k) {
    long value = 1;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      value = value * (n - Math.min(k, n - k) + i) / i;
    }
    return value;
  }
}
