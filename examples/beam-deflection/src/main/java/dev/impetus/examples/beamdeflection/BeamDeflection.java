// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.beamdeflection;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.RunSummary;
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
import java.util.Map;

/**
 * Forecasts the next deflection of a beam from the sixteen before it, with a heavy-ball neural ODE
 * and a plain one inside an ODE-RNN. Both have a state of eight numbers (four positions and four
 * velocities, or eight positions), a linear field and the same net that takes in a reading. Three
 * seeds each; the baselines tell what the errors mean.
 */
public final class BeamDeflection {

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final int WINDOW = 16;

  private BeamDeflection() {}

  /**
   * Trains and compares.
   *
   * @param args where the runs are kept; by default a new folder in {@code runs}
   */
  public static void main(String[] args) {
    Path folder =
        args.length > 0
            ? Path.of(args[0])
            : RunDirectory.createNextFolder(
                Path.of("runs"), LocalDate.now(ZoneId.systemDefault()), "beam-deflection");
    compare(folder, 60, SEEDS, System.out);
  }

  /**
   * Trains every model with every seed, prints the table and writes the report.
   *
   * @return mean test errors by model, in the data's units
   */
  static Map<String, Double> compare(Path folder, int epochs, List<Long> seeds, PrintStream out) {
    ErrorTable table = new ErrorTable();
    List<Path> runs = new ArrayList<>();
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      for (String model : List.of("hbnode", "node")) {
        for (long seed : seeds) {
          Path target = folder.resolve(model + "-" + seed);
          try (Run run = Run.create(factory, factory.resolve(spec(model, epochs, seed)), target)) {
            if (runs.isEmpty()) {
              out.println(run.pipeline().data().description());
            }
            WorkCount work = new WorkCount();
            run.listen(work);
            TrainingResult result = run.train();
            // In the data's own unit; the metric is of scaled numbers.
            double error = testError(RunReports.read(target));
            out.printf(
                Locale.ROOT,
                "%s, seed %d: test error %.1f after %.1f s%n",
                model,
                seed,
                error,
                result.seconds());
            table.add(
                model, run.pipeline().model().parameters().size(), error, work, result.seconds());
            runs.add(target);
          }
        }
      }
    }
    out.println();
    table.print(BeamReadings.read(), WINDOW, out);
    Path report = folder.resolve("comparison.html").toAbsolutePath();
    RunReports.compare("Beam deflection", runs, report);
    out.println();
    out.println("report: " + report);
    return table.meanErrors();
  }

  private static double testError(RunSummary run) {
    if (run.errors().isEmpty()) {
      throw new IllegalStateException(
          "the run has no errors on its test part: " + String.join("; ", run.notes()));
    }
    return run.errors().get(0).rootMeanSquare();
  }

  private static PipelineSpec spec(String model, int epochs, long seed) {
    return PipelineSpec.builder()
        .seed(seed)
        .data("nist-beam", Map.of("window", WINDOW))
        .model(
            model,
            Map.of(
                "width",
                model.equals("hbnode") ? 4 : 8,
                "hidden",
                List.of(),
                "activation",
                "none",
                "update-hidden",
                List.of(16),
                "skip",
                false))
        .solver("dopri5", Map.of("rtol", 1e-3, "atol", 1e-4))
        // The beam jumps now and then; squared errors would learn little but the jumps.
        .loss("huber", Map.of("delta", 0.25))
        .metric("rmse")
        .optimizer(
            "adam", Map.of("learning-rate", 0.02, "schedule", "cosine", "schedule-length", epochs))
        .training("epochs", epochs)
        .training("batch-size", 31)
        .training("clip-norm", 1.0)
        .build();
  }
}
