// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;

/** Relative tolerances as somebody writes them. */
final class ToleranceLadder {

  private ToleranceLadder() {}

  /**
   * Reads a tolerance, a list with commas, or a range with dots that has a rung a decade below its
   * loosest tolerance, and its tightest.
   *
   * @return the tolerances from the loosest to the tightest; none for an empty text
   */
  static List<Double> parse(String text, CommandLine command) {
    List<Double> tolerances = new ArrayList<>();
    if (text.isBlank()) {
      return tolerances;
    }
    int dots = text.indexOf("..");
    if (dots > 0) {
      double from = tolerance(text.substring(0, dots), command);
      double to = tolerance(text.substring(dots + 2), command);
      double tightest = Math.min(from, to);
      // In decimals, so that the third rung below 1e-3 is 1e-6 and not its neighbour.
      BigDecimal rung = new BigDecimal(Double.toString(Math.max(from, to)));
      while (rung.doubleValue() > tightest) {
        tolerances.add(rung.doubleValue());
        rung = rung.movePointLeft(1);
      }
      tolerances.add(tightest);
    } else {
      for (String part : text.split(",", -1)) {
        tolerances.add(tolerance(part, command));
      }
    }
    tolerances.sort(Comparator.reverseOrder());
    return tolerances.stream().distinct().toList();
  }

  private static double tolerance(String text, CommandLine command) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value > 0 && value < 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw UsageErrors.of(command, "--rtol: \"" + text + "\" is no number");
    }
    throw UsageErrors.of(command, "--rtol: " + text + " is not between 0 and 1");
  }
}
