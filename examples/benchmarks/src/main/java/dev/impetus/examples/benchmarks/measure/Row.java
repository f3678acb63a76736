// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured side by side: one workload in one form, by all who can do it.
 *
 * @param workload for example {@code W1}
 * @param id unique among all rows, for example {@code W1-mu2-b256-float32}
 * @param title for people
 * @param unit what times are compared by
 * @param entries the first is the one that others are compared with
 */
public record Row(String workload, String id, String title, Unit unit, List<Entry> entries) {

  /** What times are compared by. */
  public enum Unit {
    /** Time of one step of the solver. */
    SOLVER_STEP("step"),
    /** Time of one call. */
    CALL("call"),
    /** Time of one training step. */
    TRAINING_STEP("training step");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** Copies the list. */
  public Row {
    entries = List.copyOf(entries);
  }

  /** A row. */
  public static Row of(String workload, String id, String title, Unit unit, Entry... entries) {
    return new Row(workload, workload + "-" + id, title, unit, Arrays.asList(entries));
  }
}
