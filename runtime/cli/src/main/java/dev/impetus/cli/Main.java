// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Starts the command. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // ND4J reports its backend at length; who wants that sets the property to true.
    if (System.getProperty("org.nd4j.log.initialization") == null) {
      System.setProperty("org.nd4j.log.initialization", "false");
    }
    ParentWatch.beginIfChild();
    PrintWriter out = writer(FileDescriptor.out);
    // What libraries print is no part of an answer that another program may read.
    System.setOut(System.err);
    int code = execute(out, writer(FileDescriptor.err), args);
    System.exit(code);
  }

  /**
   * Runs a command in this JVM, without ending it.
   *
   * @param out receives answers
   * @param err receives problems and progress
   * @return the exit code
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(new ImpetusCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(new UsageErrors());
    commandLine.setExecutionExceptionHandler(new FailedCommands());
    try {
      int code = commandLine.execute(args);
      // A PrintWriter keeps its errors to itself.
      if (out.checkError() && code == ExitCode.FINE.number()) {
        new ProblemPrinter(err).printAll(List.of(ofStandardOutput()));
        return ExitCode.STORAGE.number();
      }
      return code;
    } catch (LinkageError | OutOfMemoryError e) {
      new ProblemPrinter(err).printAll(List.of(ofVirtualMachine(e)));
      return ExitCode.INTERNAL.number();
    }
  }

  /** Nobody takes the answer any more. */
  static Problem ofStandardOutput() {
    return new Problem(
        ErrorKind.STORAGE,
        "the answer could not be written",
        "standard output",
        "the disk that it goes to is full, or the program that reads it has ended",
        "make room, or let the reader read to the end");
  }

  private static Problem ofVirtualMachine(Error error) {
    boolean memory = error instanceof OutOfMemoryError;
    return new Problem(
        ErrorKind.INTERNAL,
        memory ? "the memory is used up" : "code could not be loaded",
        "Java " + System.getProperty("java.version"),
        error.getClass().getSimpleName() + ": " + error.getMessage(),
        memory
            ? "give more, for example IMPETUS_OPTS=-Xmx4g, or take smaller batches"
            : "check that all jars are there and native code for this machine is among them");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    String name =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
  }
}
