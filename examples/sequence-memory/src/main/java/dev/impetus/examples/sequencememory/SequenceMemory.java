// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.run.RunDirectory;
import dev.impetus.runtime.run.RunReports;
import dev.impetus.runtime.training.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The adding and the copying problem (Hochreiter and Schmidhuber 1997; Arjovsky, Shah and Bengio
 * 2016) by LSTM and orthogonal cells with and without momentum, each seed's loss beside that of a
 * model without memory.
 */
public final class SequenceMemory {

  private SequenceMemory() {}

  /**
   * Trains and compares.
   *
   * @param args {@code --quick}, and where the runs are kept; by default a new folder in {@code
   *     runs}
   */
  public static void main(String[] args) {
    List<String> given = new ArrayList<>(List.of(args));
    Settings settings = given.remove("--quick") ? Settings.QUICK : Settings.FULL;
    if (given.size() > 1 || given.stream().anyMatch(argument -> argument.startsWith("-"))) {
      System.err.println("usage: sequence-memory [--quick] [FOLDER]");
      System.exit(1);
    }
    Path folder =
        given.isEmpty()
            ? RunDirectory.createNextFolder(
                Path.of("runs"), LocalDate.now(ZoneId.systemDefault()), "sequence-memory")
            : Path.of(given.get(0));
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (MemoryTask task : MemoryTask.values()) {
        compare(factory, task, MemoryCell.ALL, settings, folder.resolve(task.id()), System.out);
      }
    }
  }

  /** Trains every cell with every seed on one task, prints the table and writes the report. */
  static LossTable compare(
      PipelineFactory factory,
      MemoryTask task,
      List<MemoryCell> cells,
      Settings settings,
      Path folder,
      PrintStream out) {
    LossTable table = new LossTable(task.trivialLoss(settings.length(task)));
    List<Path> runs = new ArrayList<>();
    for (MemoryCell cell : cells) {
      for (long seed : settings.seeds()) {
        Path target =
            folder.resolve(cell.name().replace(",", "").replace(' ', '-') + "-seed-" + seed);
        try (Run run =
            Run.create(factory, factory.resolve(task.spec(cell, settings, seed)), target)) {
          if (runs.isEmpty()) {
            out.println(run.pipeline().data().description());
          }
          TrainingResult result = run.train();
          double loss = result.test().orElseThrow().loss();
          table.add(cell, run.pipeline().model().parameters().size(), loss, result.seconds());
          out.printf(
              Locale.ROOT,
              "%s, seed %d: test loss %.4f after %.1f s%n",
              cell.name(),
              seed,
              loss,
              result.seconds());
          runs.add(target);
        }
      }
    }
    out.println();
    table.print(out);
    Path report = folder.resolve("comparison.html").toAbsolutePath();
    RunReports.compare("The " + task.id() + " problem", runs, report);
    out.println();
    out.println("report: " + report);
    out.println();
    return table;
  }
}
