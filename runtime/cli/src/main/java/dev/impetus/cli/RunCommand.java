// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.ResolvedPipeline;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.Run;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains what a specification describes. */
@Command(
    name = "run",
    description = "Trains what a specification describes, and keeps everything in a folder.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus run experiment.yaml",
      "  impetus run experiment.yaml --out runs/fine --set solver.rtol=1e-5 --set training.epochs=200",
      "  impetus run experiment.yaml --plugins-dir my-plugins --strict --json"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Mixin private SpecOptions options;

  @Mixin private TrainingOutput training;

  @Parameters(paramLabel = "SPEC", description = "The specification, a YAML file.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "New or empty folder for the run; by default one in runs, named after day and model.")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (PluginRegistry registry = plugins.registry()) {
      PipelineFactory factory = PipelineFactory.of(registry);
      ResolvedPipeline resolved = factory.resolve(options.read(file));
      try (Run run =
          folder != null
              ? Run.create(factory, resolved, folder)
              : Run.create(
                  factory, resolved, Path.of("runs"), LocalDate.now(ZoneId.systemDefault()))) {
        training.train(run, 0, spec.commandLine().getOut(), spec.commandLine().getErr());
      }
    }
    return ExitCode.FINE.number();
  }
}
