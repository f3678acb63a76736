// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a sub-command. */
@Command(
    name = "impetus",
    description =
        "Trains neural architectures with momentum, solves differential equations, and shows what plugins there are.",
    versionProvider = VersionInformation.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      SweepCommand.class,
      PredictCommand.class,
      GenerateCommand.class,
      CompareCommand.class,
      SolveCommand.class,
      ProblemsCommand.class,
      PluginsCommand.class,
      DataCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus run experiment.yaml",
      "  impetus run experiment.yaml --set solver.rtol=1e-5 --out runs/fine",
      "  impetus sweep momentum.yaml --jobs 2",
      "  impetus solve hires --solver esdirk --solver dopri5 --rtol 1e-3..1e-9",
      "  impetus plugins list",
      "  impetus plugins inspect dopri5",
      "",
      "Exit codes: 0 fine, 1 usage, 2 configuration or plugin, 3 data,",
      "4 numerical failure, 5 storage, 70 defect, 130 stopped by Ctrl-C."
    })
final class ImpetusCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show versions.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean stackTrace;

  @Spec private CommandSpec spec;

  /** Whether the user wants to see stack traces. */
  boolean wantsStackTrace() {
    return stackTrace;
  }

  /** Without a sub-command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
