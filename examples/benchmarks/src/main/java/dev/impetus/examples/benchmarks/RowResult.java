// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A row with its results.
 *
 * @param row what was measured
 * @param loadAverage of the machine before
 * @param entries the first is what the others are compared with
 */
record RowResult(Row row, double loadAverage, List<EntryResult> entries) {

  /** Seconds of the row's unit. */
  double unitSeconds(EntryResult entry, double seconds) {
    if (row.unit() == Unit.SOLVER_STEP) {
      return seconds / entry.number("steps").orElse(Double.NaN);
    }
    if (row.unit() == Unit.TRAINING_STEP && entry.entry().library() == Library.LIMIT) {
      // The limit's call is one evaluation with its vector-Jacobian product, where there are such.
      return seconds * first().number("nfe_mean").orElse(1.0);
    }
    return seconds;
  }

  double medianUnit(EntryResult entry) {
    return unitSeconds(entry, entry.median());
  }

  EntryResult first() {
    return entries.get(0);
  }

  /**
   * How many times as long another takes as the first: the median of the ratios of the rounds in
   * which both were timed.
   */
  OptionalDouble ratio(EntryResult other) {
    if (entries.isEmpty()) {
      return OptionalDouble.empty();
    }
    EntryResult ours = first();
    List<Double> ratios = new ArrayList<>();
    ours.samples()
        .forEach(
            (round, seconds) -> {
              Double theirs = other.samples().get(round);
              if (theirs != null) {
                ratios.add(unitSeconds(other, theirs) / unitSeconds(ours, seconds));
              }
            });
    double median = Statistics.median(ratios);
    return Double.isFinite(median) ? OptionalDouble.of(median) : OptionalDouble.empty();
  }

  /** The ratio to the entry of a library, whose variant contains some text. */
  OptionalDouble ratio(Library library, String variant) {
    for (EntryResult entry : entries) {
      Entry who = entry.entry();
      if (who.library() == library && who.variant().contains(variant) && entry != first()) {
        return ratio(entry);
      }
    }
    return OptionalDouble.empty();
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row", row.id());
    json.put("workload", row.workload());
    json.put("title", row.title());
    json.put("unit", row.unit().name());
    json.put("load_average_before", loadAverage);
    List<Map<String, Object>> list = new ArrayList<>();
    for (EntryResult entry : entries) {
      Map<String, Object> one = entry.toJson();
      if (entry.isTimed()) {
        one.put("unit_median_s", medianUnit(entry));
        OptionalDouble ratio = ratio(entry);
        if (ratio.isPresent()) {
          one.put("ratio_to_first", ratio.getAsDouble());
        }
      }
      list.add(one);
    }
    json.put("entries", list);
    return json;
  }
}
