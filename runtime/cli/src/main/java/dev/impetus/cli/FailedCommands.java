// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed, and how to see more; a stack trace only for those who ask. */
final class FailedCommands implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    boolean stackTrace =
        command.getCommandSpec().root().userObject() instanceof ImpetusCommand root
            && root.wantsStackTrace();
    ExitCode code;
    if (failure instanceof ImpetusException known) {
      new ProblemPrinter(err).printAll(known.problems());
      code = ExitCode.of(known.kind());
    } else {
      new ProblemPrinter(err)
          .print(
              "internal error",
              new Problem(
                  ErrorKind.INTERNAL,
                  "an unexpected " + failure.getClass().getSimpleName(),
                  stackTrace ? "the trace below" : command.getCommandSpec().qualifiedName(),
                  String.valueOf(failure.getMessage()),
                  "this is a defect: please report it"
                      + (stackTrace ? "" : " with the output of --stacktrace")));
      code = ExitCode.INTERNAL;
    }
    if (stackTrace) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code.number();
  }
}
