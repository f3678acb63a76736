// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.testng.annotations.Test;

public final class ProblemTextTest {

  @Test
  public void whatIsPrintedIsReadBackAmongOtherLines() {
    List<Problem> problems =
        List.of(
            new Problem(
                ErrorKind.NUMERICAL,
                "the loss is NaN",
                "epoch 3, batch 2 of 9",
                "first line\nsecond line",
                "take a smaller learning rate"),
            new Problem(ErrorKind.STORAGE, "no room", "", "the disk is full", "make room"));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    out.println("epoch 1/9  loss 0.1");
    new ProblemPrinter(out).printAll(problems);
    out.println("  what follows is no problem");
    assertThat(ProblemText.read(text.toString())).isEqualTo(problems);
  }

  @Test
  public void otherHeadingsAreDefects() {
    assertThat(ProblemText.read("internal error\n  what   an unexpected X\n  why    y\n"))
        .containsExactly(new Problem(ErrorKind.INTERNAL, "an unexpected X", "", "y", ""));
    assertThat(ProblemText.read("usage error\n  what   --jbos\n"))
        .extracting(Problem::kind)
        .containsExactly(ErrorKind.CONFIGURATION);
    assertThat(ProblemText.read("Killed\n")).isEmpty();
  }
}
