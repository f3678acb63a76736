// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.model.data.Split;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.TrainedModel;
import dev.impetus.runtime.training.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts with the model of a finished run. */
@Command(
    name = "predict",
    description =
        "Predicts for a file of data with the model of a finished run, in the data's own units.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus predict runs/2026-11-23-hbnode-1 --data new.csv --output forecasts.csv",
      "  impetus predict runs/2026-11-23-hbnode-1 --data new.csv --set data.delimiter=tab",
      "",
      "The answer is CSV: the sample (from 0), the step where a sample is a",
      "sequence, predictions and, where they are known, targets."
    })
final class PredictCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Mixin private SpecOptions options;

  @Parameters(paramLabel = "RUN", description = "Folder of a finished run, or of its model.")
  private Path folder;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The data, in the form of those of training: sets the option file of the data source.")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where predictions are written; standard output unless given.")
  private Path output;

  @Option(
      names = "--allow-changed-plugins",
      description = "Predict although a plugin has another version or hash than in training.")
  private boolean allowChangedPlugins;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> overrides = new LinkedHashMap<>(options.overrides());
    if (data != null) {
      String path = data.toAbsolutePath().normalize().toString();
      overrides.put("data.file", "'" + path.replace("'", "''") + "'");
    }
    try (PluginRegistry registry = plugins.registry();
        TrainedModel model =
            TrainedModel.loadWithData(
                PipelineFactory.of(registry), folder, allowChangedPlugins, overrides)) {
      PredictionTable table = PredictionTable.of(model);
      if (output == null) {
        table.write(spec.commandLine().getOut());
      } else {
        OutputFile.write(output, "the predictions cannot be written", table::write);
      }
      if (table.hasAllTargets()) {
        summarize(model.evaluate(), spec.commandLine().getErr());
      }
      if (output != null) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(model.data().size(Split.TEST) + " samples predicted in " + output);
        err.flush();
      }
    }
    return ExitCode.FINE.number();
  }

  private static void summarize(Figures figures, PrintWriter err) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "loss %.6g", figures.loss()));
    figures
        .metrics()
        .forEach(
            (name, value) -> line.append(String.format(Locale.ROOT, "  %s %.6g", name, value)));
    err.println(line);
    err.flush();
  }
}
