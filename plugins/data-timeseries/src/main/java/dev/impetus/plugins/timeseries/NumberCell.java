// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import java.util.regex.Pattern;

/** Numbers as they stand in files; refuses what Java would take for one and a reader would not. */
final class NumberCell {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private NumberCell() {}

  static boolean isFinite(String cell) {
    return NUMBER.matcher(cell).matches() && Double.isFinite(Double.parseDouble(cell));
  }

  static boolean isMissing(String cell) {
    return cell.equals("?") || cell.equalsIgnoreCase("nan");
  }
}
