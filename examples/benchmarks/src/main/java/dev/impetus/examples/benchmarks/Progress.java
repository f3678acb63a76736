// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/** What a person who waits is told, on standard error. */
final class Progress {

  private Progress() {}

  static void print(RowResult result) {
    for (EntryResult entry : result.entries()) {
      String times = entry.status() + " " + entry.reason();
      if (entry.isTimed()) {
        OptionalDouble ratio = result.ratio(entry);
        times =
            Text.seconds(result.medianUnit(entry))
                + " a "
                + result.row().unit().text()
                + (entry == result.first() || ratio.isEmpty()
                    ? ""
                    : String.format(
                        Locale.ROOT, ", %s times as long", Text.ratio(ratio.getAsDouble())));
      }
      System.err.printf("          %-44s %s%n", entry.entry().name(), times);
    }
  }
}
