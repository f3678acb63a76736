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
 * @param deviations half the width of a band round the line at each point; empty for no band
 */
record Series(
    String name,
    int color,
    boolean dashed,
    List<Double> xs,
    List<Double> ys,
    List<Double> deviations) {

  private static final int MOST_POINTS = 2000;

  /** Copies, and of very many points keeps evenly spaced ones and the last. */
  Series {
    if (xs.size() != ys.size() || (!deviations.isEmpty() && deviations.size() != ys.size())) {
      throw new IllegalArgumentException(
          xs.size() + " x values for " + ys.size() + " y values, " + deviations.size() + " bands");
    }
    if (xs.size() > MOST_POINTS) {
      int stride = (xs.size() - 1) / MOST_POINTS + 1;
      xs = thin(xs, stride);
      ys = thin(ys, stride);
      deviations = deviations.isEmpty() ? deviations : thin(deviations, stride);
    }
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    deviations = List.copyOf(deviations);
  }

  /** A line without a band. */
  Series(String name, int color, boolean dashed, List<Double> xs, List<Double> ys) {
    this(name, color, dashed, xs, ys, List.of());
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

  /** The lower edges of the band, and the upper ones; the line itself where there is none. */
  List<Double> edges(boolean upper) {
    if (deviations.isEmpty()) {
      return ys;
    }
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i < ys.size(); i++) {
      double width = Double.isFinite(deviations.get(i)) ? deviations.get(i) : 0;
      edges.add(upper ? ys.get(i) + width : ys.get(i) - width);
    }
    return edges;
  }

  boolean hasNumbers() {
    return ys.stream().anyMatch(y -> Double.isFinite(y));
  }
}
