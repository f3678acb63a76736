// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: the first columns to the left, numbers to the right. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  TextTable(String first, List<String> headings) {
    row(first, headings);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void row(String first, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(cells);
    rows.add(all);
  }

  /** Columns in which no row has anything are left out. */
  void print(PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] left = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      left[i] = rows.stream().skip(1).map(row -> row.get(column)).anyMatch(cell -> !isNumber(cell));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        if (widths[i] > 0) {
          String space = " ".repeat(widths[i] - row.get(i).length());
          line.append(line.length() > 0 ? "  " : "");
          line.append(left[i] ? row.get(i) + space : space + row.get(i));
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static boolean isNumber(String cell) {
    return cell.matches("[-+]?[0-9.]*(e[-+]?[0-9]+)?( (us|ms|s))?|NaN|[-+]?Infinity");
  }
}
