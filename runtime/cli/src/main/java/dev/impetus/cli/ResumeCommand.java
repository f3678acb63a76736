// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.MetricsLog;
import dev.impetus.runtime.run.ResumeOptions;
import dev.impetus.runtime.run.Run;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted. */
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted, and ends as if it had not been.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus resume runs/2026-11-23-hbnode-1",
      "  impetus resume runs/2026-11-23-hbnode-1 --epochs 500"
    })
final class ResumeCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Mixin private TrainingOutput training;

  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path folder;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs in all, instead of what the specification says.")
  private Integer epochs;

  @Option(
      names = "--allow-changed-plugins",
      description = "Go on although a plugin has another version or hash than before.")
  private boolean allowChangedPlugins;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ResumeOptions options =
        new ResumeOptions(
            allowChangedPlugins, epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs));
    try (PluginRegistry registry = plugins.registry();
        Run run = Run.resume(PipelineFactory.of(registry), folder, options)) {
      int done = MetricsLog.read(run.directory().metrics()).size();
      training.train(run, done, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
    return ExitCode.FINE.number();
  }
}
