// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.report.SolveSummary;
import java.util.List;

/**
 * What came of an experiment.
 *
 * @param summary what the report shows
 * @param outputs for each solve its solution at the times that were asked for
 * @param notes what is missing, and why
 */
public record SolveResults(
    SolveSummary summary, List<SolveSummary.Curve> outputs, List<String> notes) {

  /** Copies the lists. */
  public SolveResults {
    outputs = List.copyOf(outputs);
    notes = List.copyOf(notes);
  }
}
