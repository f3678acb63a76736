// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/** A table; columns whose cells are all numbers are set to the right. */
final class Table {

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> best = new ArrayList<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  Table row(String... cells) {
    return row(List.of(cells));
  }

  Table row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns);
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Sets a cell in bold: its row's place and its column's, counted together. */
  void emphasize(int row, int column) {
    best.add(row * columns.size() + column);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String render() {
    Markup out = new Markup().open("table").open("tr");
    for (int i = 0; i < columns.size(); i++) {
      out.text("th", columns.get(i), "class", isNumeric(i) ? "n" : "");
    }
    out.close("tr");
    for (int row = 0; row < rows.size(); row++) {
      out.open("tr");
      for (int i = 0; i < columns.size(); i++) {
        String style =
            (isNumeric(i) ? "n" : "") + (best.contains(row * columns.size() + i) ? " best" : "");
        out.text("td", rows.get(row).get(i), "class", style.strip());
      }
      out.close("tr");
    }
    return out.close("table").toString();
  }

  private boolean isNumeric(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell.matches("[−–]?[0-9.∞]*(e−?[0-9]+)?( (µs|ms|s|min|h).*)?"));
  }
}
