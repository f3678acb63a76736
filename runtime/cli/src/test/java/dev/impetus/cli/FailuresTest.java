// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a shell and a person get when a command fails. */
public final class FailuresTest {

  private final StringWriter err = new StringWriter();

  @Command(name = "impetus")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private int execute(Exception failure) {
    err.getBuffer().setLength(0);
    CommandLine commandLine = new CommandLine(new Failing(failure));
    commandLine.setErr(new PrintWriter(err, true));
    commandLine.setExecutionExceptionHandler(new FailedCommands());
    return commandLine.execute();
  }

  private static Problem problem(ErrorKind kind) {
    return new Problem(kind, "a what", "a where", "a why\nof two lines", "a fix");
  }

  @DataProvider
  public Object[][] codes() {
    return new Object[][] {
      {ErrorKind.CONFIGURATION, 2},
      {ErrorKind.PLUGIN, 2},
      {ErrorKind.DATA, 3},
      {ErrorKind.NUMERICAL, 4},
      {ErrorKind.STORAGE, 5},
      {ErrorKind.INTERNAL, 70},
    };
  }

  @Test(dataProvider = "codes")
  public void theKindDecidesTheExitCode(ErrorKind kind, int code) {
    assertThat(execute(new ImpetusException(problem(kind)))).isEqualTo(code);
  }

  @Test
  public void anAnswerThatCannotBeWrittenIsAFailure() {
    PrintWriter full =
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    assertThat(Main.execute(full, new PrintWriter(err, true), "--version")).isEqualTo(5);
    assertThat(err.toString()).contains("the answer could not be written", "standard output");
    assertThat(Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), "--version"))
        .isZero();
  }

  @Test
  public void everyKindHasACode() {
    assertThat(codes().length).isEqualTo(ErrorKind.values().length);
  }

  @Test
  public void aProblemIsPrintedInItsFourParts() {
    execute(new ImpetusException(problem(ErrorKind.DATA)));
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            data error
              what   a what
              where  a where
              why    a why
                     of two lines
              fix    a fix
            """);
  }

  @Test
  public void severalProblemsAreCounted() {
    execute(
        new ImpetusException(List.of(problem(ErrorKind.DATA), problem(ErrorKind.CONFIGURATION))));
    assertThat(err.toString())
        .contains("data error", "configuration error")
        .endsWith("2 problems\n");
  }

  @Test
  public void whatNobodyForesawIsADefectWithoutAStackTrace() {
    assertThat(execute(new IllegalStateException("the gears slipped"))).isEqualTo(70);
    assertThat(err.toString())
        .contains("internal error", "the gears slipped", "--stacktrace")
        .doesNotContain("\tat ");
  }

  @Test
  public void aStackTraceIsPrintedForThoseWhoAsk() {
    StringWriter trace = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(trace, true),
            "run",
            "no-such-file.yaml",
            "--stacktrace");
    assertThat(code).isEqualTo(5);
    assertThat(trace.toString()).contains("no-such-file.yaml", "\tat dev.impetus.");
  }
}
