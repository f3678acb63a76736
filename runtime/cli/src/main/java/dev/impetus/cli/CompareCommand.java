// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.runtime.run.RunReports;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes one page about several finished runs. */
@Command(
    name = "compare",
    description = "Writes one page about several finished runs.",
    footerHeading = "%nExamples:%n",
    footer = "  impetus compare runs/2026-11-23-hbnode-1 runs/2026-11-23-node-1 --output both.html")
final class CompareCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of finished runs.")
  private List<Path> runs;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "Runs side by side",
      description = "Heading of the page; by default: ${DEFAULT-VALUE}.")
  private String title;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "comparison.html",
      description = "The page; by default ${DEFAULT-VALUE}.")
  private Path page;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunReports.compare(title, runs, page);
    PrintWriter out = spec.commandLine().getOut();
    out.println("report  " + page.toAbsolutePath().normalize());
    out.flush();
    return ExitCode.FINE.number();
  }
}
