// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, without printing the whole manual under it. */
final class UsageErrors implements IParameterExceptionHandler {

  /** A mistake that only the command itself can see, to be thrown. */
  static ParameterException of(CommandLine command, String what) {
    return new ParameterException(command, what);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String suggestion =
        failure instanceof UnmatchedArgumentException unmatched
            ? String.join(" or ", unmatched.getSuggestions())
            : "";
    new ProblemPrinter(err)
        .print(
            "usage error",
            new Problem(
                ErrorKind.CONFIGURATION,
                failure.getMessage(),
                command.getCommandSpec().root().name() + " " + String.join(" ", args),
                "the command line does not fit the command",
                suggestion.isEmpty()
                    ? "see: " + name + " --help"
                    : "did you mean " + suggestion + "? see: " + name + " --help"));
    err.flush();
    return ExitCode.USAGE.number();
  }
}
