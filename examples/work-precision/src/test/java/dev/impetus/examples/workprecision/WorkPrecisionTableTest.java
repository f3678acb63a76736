// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

public class WorkPrecisionTableTest {

  private Path folder;
  private String said;
  private List<SolveSummary> results;

  @BeforeClass
  public void run() throws IOException {
    folder = Files.createTempDirectory("impetus-work-precision");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      results =
          WorkPrecisionTable.run(
              folder,
              out,
              Contest.all().stream()
                  .filter(
                      contest ->
                          List.of("lotka-volterra", "hires").contains(contest.problem().id()))
                  .map(Contest::quick)
                  .toList());
    }
    said = bytes.toString(StandardCharsets.UTF_8);
  }

  @AfterClass(alwaysRun = true)
  public void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The same method in two libraries needs about the same number of evaluations. */
  @Test
  public void ourDormandPrinceCountsAsHipparchus() {
    Attempt ours = last(results.get(0), "dopri5");
    Attempt theirs = last(results.get(0), "Hipparchus DormandPrince54");
    assertThat(theirs.origin()).isEqualTo(Origin.JVM);
    assertThat((double) ours.work().evaluations())
        .isBetween(0.7 * theirs.work().evaluations(), 1.4 * theirs.work().evaluations());
  }

  @Test
  public void everySolverIsMoreAccurateAtTheTighterTolerance() {
    for (SolveSummary summary : results) {
      for (String solver : summary.solvers()) {
        List<Attempt> attempts = summary.of(solver);
        assertThat(attempts).hasSize(2).allMatch(Attempt::succeeded);
        assertThat(attempts.get(1).error()).as(solver).isLessThan(0.5 * attempts.get(0).error());
      }
    }
  }

  /** Our implicit method is no worse off on HIRES than an explicit one by far. */
  @Test
  public void aStiffSolverNeedsFarFewerEvaluationsOnAStiffProblem() {
    assertThat(last(results.get(1), "esdirk").work().evaluations())
        .isLessThan(last(results.get(1), "dopri5").work().evaluations() / 10);
  }

  @Test
  public void tableReportsAndPicturesAreWritten() {
    assertThat(folder.resolve("table.md"))
        .content()
        .contains("| Hipparchus GraggBulirschStoer | rtol 1e-6 |", "HIRES", "Hipparchus 4.");
    assertThat(folder.resolve("table.json")).content().contains("\"evaluations\"");
    assertThat(folder.resolve("hires.svg")).content().startsWith("<svg xmlns");
    assertThat(folder.resolve("lotka-volterra.html")).content().contains("Error over time");
    // With or without SciPy on this machine, the table says which.
    assertThat(said).contains("SciPy");
  }

  private static Attempt last(SolveSummary summary, String solver) {
    List<Attempt> attempts = summary.of(solver);
    return attempts.get(attempts.size() - 1);
  }
}
