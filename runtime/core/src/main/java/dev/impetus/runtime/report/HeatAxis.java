// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A side of a {@link HeatMap}: how many cells there are along it, and what stands beside them.
 *
 * @param label what it shows, with the unit
 * @param cells how many cells
 * @param names a name for each cell, or nothing where it is an axis of whole numbers
 * @param low number at the beginning of the first cell, where cells have no names
 * @param high number at the end of the last cell
 * @param marked cells whose row or column is framed
 * @param mark what the frames mean
 */
public record HeatAxis(
    String label,
    int cells,
    List<String> names,
    double low,
    double high,
    Set<Integer> marked,
    String mark) {

  /** Checks and copies. */
  public HeatAxis {
    names = List.copyOf(names);
    marked = Set.copyOf(marked);
    if (cells < 1 || (!names.isEmpty() && names.size() != cells)) {
      throw new IllegalArgumentException(cells + " cells with " + names.size() + " names");
    }
    if (names.isEmpty() && !(low < high)) {
      throw new IllegalArgumentException("an axis from " + low + " to " + high);
    }
  }

  /**
   * Evenly spaced whole numbers, such as time steps; its ticks are at such numbers.
   *
   * @param low number at the beginning of the first cell
   * @param high number at the end of the last
   */
  public static HeatAxis numbers(String label, int cells, double low, double high) {
    return new HeatAxis(label, cells, List.of(), low, high, Set.of(), "");
  }

  /** Cells with names, such as the values of a setting. */
  public static HeatAxis named(String label, List<String> names) {
    return new HeatAxis(label, names.size(), names, 0, names.size(), Set.of(), "");
  }

  /** The same axis with frames round the rows or columns of some cells, and what that means. */
  public HeatAxis marking(Set<Integer> newMarked, String newMark) {
    return new HeatAxis(label, cells, names, low, high, newMarked, newMark);
  }

  /** A tick: its place between 0 and 1, and its text. */
  record Tick(double place, String text, boolean marked) {}

  /** About so many ticks; names all have theirs. */
  List<Tick> ticks(int about) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ticks.add(new Tick((i + 0.5) / cells, names.get(i), marked.contains(i)));
    }
    if (names.isEmpty()) {
      Axis axis = new Axis(label, low, high, false).counting(true);
      for (double tick : axis.ticks(about)) {
        ticks.add(new Tick(axis.place(tick), Numbers.format(tick, 6), false));
      }
    }
    return ticks;
  }
}
