// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A line in a plot.
 *
 * @param name its name in the legend
 * @param color number of its colour
 * @param dashed whether it is dashed
 * @param xs horizontal values, ascending
 * @param ys vertical values; NaN leaves a gap
 */
record Series(String name, int color, boolean dashed, List<Double> xs, List<Double> ys) {

  private static final int MOST_POINTS = 2000;

  /** Copies, and of very many points keeps evenly spaced ones and the last. */
  Series {
    if (xs.size() != ys.size()) {
      throw new IllegalArgumentException(xs.size() + " x values for " + ys.size() + " y values");
    }
    if (xs.size() > MOST_POINTS) {
      int stride = (xs.size() - 1) / MOST_POINTS + 1;
      xs = thin(xs, stride);
      ys = thin(ys, stride);
    }
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
  }

  private static List<Double> thin(List<Double> values, int stride) {
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < values.size() - 1; i += stride) {
      kept.add(values.get(i));
    }
    kept.add(values.get(values.size() - 1));
    return kept;
  }

  static Series solid(String name, int color, List<Double> xs, List<Double> ys) {
    return new Series(name, color, false, xs, ys);
  }

  static Series dashed(String name, int color, List<Double> xs, List<Double> ys) {
    return new Series(name, color, true, xs, ys);
  }

  boolean hasNumbers() {
    return ys.stream().anyMatch(y -> Double.isFinite(y));
  }
}
