// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about problems. */
@Command(
    name = "problems",
    description = "Lists the differential equations that can be solved by name.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ProblemsListCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {"  impetus problems list", "  impetus plugins inspect van-der-pol"})
final class ProblemsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** Without a sub-command: what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
