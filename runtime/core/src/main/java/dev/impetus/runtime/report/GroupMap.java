// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.List;

/**
 * Which group a model predicts where, on a grid of cells.
 *
 * @param xLow horizontal beginning
 * @param xHigh horizontal end
 * @param yLow vertical beginning
 * @param yHigh vertical end
 * @param columns cells in a row of the grid
 * @param groups predicted group of each cell, row by row from the lowest y
 */
public record GroupMap(
    double xLow, double xHigh, double yLow, double yHigh, int columns, List<Integer> groups) {

  /** Copies the cells. */
  public GroupMap {
    groups = List.copyOf(groups);
  }

  /** Neighbouring cells of one group in a row become one rectangle. */
  void write(Markup out, PlotFrame frame) {
    int rows = groups.size() / columns;
    double cellWidth = (double) frame.width() / columns;
    double cellHeight = (double) frame.height() / rows;
    for (int row = 0; row < rows; row++) {
      int start = 0;
      for (int column = 1; column <= columns; column++) {
        int group = groups.get(row * columns + start);
        if (column == columns || groups.get(row * columns + column) != group) {
          out.empty(
              "rect",
              "class",
              "cell f" + group % Palette.SIZE,
              "x",
              Markup.pixel(PlotFrame.LEFT + start * cellWidth),
              "y",
              Markup.pixel(PlotFrame.TOP + frame.height() - (row + 1) * cellHeight),
              "width",
              Markup.pixel((column - start) * cellWidth),
              "height",
              Markup.pixel(cellHeight));
          start = column;
        }
      }
    }
  }
}
