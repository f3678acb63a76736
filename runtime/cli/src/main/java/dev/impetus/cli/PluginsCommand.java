// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands about plugins. */
@Command(
    name = "plugins",
    description = "Lists, describes and verifies plugins.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PluginsListCommand.class,
      PluginsInspectCommand.class,
      PluginsVerifyCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus plugins list --plugins-dir my-plugins",
      "  impetus plugins inspect csv",
      "  impetus plugins verify acme-solvers-2.1.0.jar"
    })
final class PluginsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
