// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
final class PluginsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** Without a sub-command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
