// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.runtime.report.SolveSummary.Curve;
import dev.impetus.runtime.run.AtomicFiles;
import dev.impetus.runtime.run.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Solutions as a table: solver, time and components, a line for each time of each solver. */
public final class SolveCsv {

  private SolveCsv() {}

  /** The table, numbers with all their digits. */
  public static String of(SolveResults results) {
    StringBuilder table = new StringBuilder("solver,t");
    results.summary().problem().components().forEach(name -> table.append(',').append(cell(name)));
    table.append('\n');
    for (Curve output : results.outputs()) {
      for (int i = 0; i < output.times().size(); i++) {
        table.append(cell(output.solver())).append(',').append(output.times().get(i));
        for (List<Double> values : output.values()) {
          table.append(',').append(values.get(i));
        }
        table.append('\n');
      }
    }
    return table.toString();
  }

  /**
   * Looks whether a table can be written there, before anything is computed for it.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if it cannot
   */
  public static void requirePlace(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Path folder = path.getParent();
    String why = "";
    if (folder == null || Files.isDirectory(path)) {
      why = "it is a folder";
    } else if (!Files.isDirectory(folder)) {
      why = Files.exists(folder) ? folder + " is no folder" : "there is no folder " + folder;
    } else if (!Files.isWritable(folder)) {
      why = "nobody may write into " + folder;
    }
    if (!why.isEmpty()) {
      throw StorageFailure.of(
          "the table cannot be written", path, why, "name a file in a folder that is there");
    }
  }

  /** Writes the table, aside and then moved. */
  public static void write(SolveResults results, Path file) {
    try {
      AtomicFiles.write(file.toAbsolutePath(), of(results));
    } catch (IOException e) {
      throw StorageFailure.of("the table cannot be written", file.toAbsolutePath(), e);
    }
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
