// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How large the loss's gradient with respect to the hidden state was at each step of the sequences,
 * in the course of a training.
 *
 * @param updates numbers of the recorded updates, ascending
 * @param norms the norms of each, a step each
 */
public record StepGradients(List<Long> updates, List<double[]> norms) {

  /** Nothing was recorded. */
  public static final StepGradients NONE = new StepGradients(List.of(), List.of());

  private static final int MOST_ROWS = 230;
  private static final int MOST_COLUMNS = 400;

  /** Copies and checks. */
  public StepGradients {
    updates = List.copyOf(updates);
    norms = norms.stream().map(double[]::clone).toList();
    if (updates.size() != norms.size()) {
      throw new IllegalArgumentException(updates.size() + " updates, " + norms.size() + " records");
    }
    if (norms.stream().mapToInt(record -> record.length).distinct().count() > 1) {
      throw new IllegalArgumentException("records of unequal numbers of steps");
    }
  }

  /** The norms of each update, a step each. */
  @Override
  public List<double[]> norms() {
    return norms.stream().map(double[]::clone).toList();
  }

  /** The heat map and the curves of the first and the last record; empty if there is nothing. */
  List<String> figures() {
    if (updates.isEmpty() || norms.get(0).length < 2) {
      return List.of();
    }
    return List.of(map().render(), curves().render());
  }

  /** No finer than a screen: of more rows and columns evenly spaced ones are shown. */
  private HeatMap map() {
    int steps = norms.get(0).length;
    int rows = Math.min(updates.size(), MOST_ROWS);
    int columns = Math.min(steps, MOST_COLUMNS);
    double[] values = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      double[] record = norms.get(spread(row, rows, updates.size()));
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = record[spread(column, columns, steps)];
      }
    }
    double first = updates.get(0);
    double last = updates.get(updates.size() - 1);
    double half = updates.size() == 1 ? 0.5 : (last - first) / (updates.size() - 1) / 2;
    return new HeatMap(
        "Gradient with respect to the hidden state, by step and update",
        HeatAxis.numbers("time step", columns, 0.5, steps + 0.5),
        HeatAxis.numbers("update", rows, first - half, last + half),
        HeatScale.logarithmic("‖∂L/∂h‖"),
        values);
  }

  private static int spread(int index, int shown, int count) {
    return shown == 1 ? 0 : (int) Math.round((double) index * (count - 1) / (shown - 1));
  }

  private LinePlot curves() {
    List<Series> series = new ArrayList<>();
    series.add(curve(0, 0));
    if (updates.size() > 1) {
      series.add(curve(updates.size() - 1, 1));
    }
    return new LinePlot(
        "Gradient with respect to the hidden state, by step", "time step", "‖∂L/∂h‖", true, series);
  }

  private Series curve(int record, int color) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    double[] values = norms.get(record);
    for (int step = 0; step < values.length; step++) {
      xs.add(step + 1.0);
      // An underflow to zero has no place on a logarithmic axis.
      ys.add(values[step] > 0 ? values[step] : Double.NaN);
    }
    return Series.solid("update " + updates.get(record), color, xs, ys);
  }
}
