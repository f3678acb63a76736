// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about data. */
@Command(
    name = "data",
    description = "Lists data sources, and describes the data of a specification.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DataListCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  impetus data list", "  impetus data list experiment.yaml"})
final class DataCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** Without a sub-command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
