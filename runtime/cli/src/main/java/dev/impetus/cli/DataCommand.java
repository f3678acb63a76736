// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about data. */
@Command(
    name = "data",
    description = "Lists data sources, and describes the data of a specification.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DataListCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  impetus data list", "  impetus data list experiment.yaml"})
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
