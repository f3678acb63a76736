// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.report.SolveReport;
import dev.impetus.runtime.report.SolveSummary;
import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.WorkPrecision;
import dev.impetus.runtime.solve.ProblemChoice;
import dev.impetus.runtime.solve.SolveExperiment;
import dev.impetus.runtime.solve.SolveRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.hipparchus.ode.ODEIntegrator;

/**
 * Solves problems along a ladder of tolerances with our solvers, with Hipparchus' and, where it is
 * installed, with SciPy's, and writes a table, a report a problem, and pictures.
 */
public final class WorkPrecisionTable {

  private final Path folder;
  private final PrintStream out;

  private WorkPrecisionTable(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param arguments as {@link Request} reads them
   */
  public static void main(String[] arguments) throws IOException {
    Request request;
    try {
      request = Request.of(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    Files.createDirectories(request.folder());
    run(request.folder(), System.out, request.contests());
  }

  /** Runs some contests into a folder. */
  static List<SolveSummary> run(Path folder, PrintStream out, List<Contest> contests)
      throws IOException {
    return new WorkPrecisionTable(folder, out).run(contests);
  }

  private List<SolveSummary> run(List<Contest> contests) throws IOException {
    List<String> notes = new ArrayList<>();
    notes.add("Java " + System.getProperty("java.version") + ", Hipparchus " + hipparchus() + ".");
    Optional<SciPyPeer> scipy = SciPyPeer.find(folder, notes);
    scipy.ifPresent(peer -> notes.add(peer.version() + "."));
    List<SolveSummary> results = new ArrayList<>();
    try (PluginRegistry registry = PluginRegistry.builder().build()) {
      for (Contest contest : contests) {
        SolveSummary summary = run(registry, contest, scipy);
        results.add(summary);
        String id = summary.problem().id();
        Files.writeString(folder.resolve(id + ".html"), SolveReport.render(summary));
        Files.writeString(
            folder.resolve(id + ".svg"), WorkPrecision.picture(summary.problem().title(), summary));
        print(summary);
      }
    }
    Files.writeString(folder.resolve("table.md"), ResultTable.markdown(results, notes));
    Files.writeString(folder.resolve("table.json"), ResultTable.json(results, notes));
    notes.forEach(out::println);
    out.println("table and pictures: " + folder.toAbsolutePath().normalize());
    return results;
  }

  private SolveSummary run(PluginRegistry registry, Contest contest, Optional<SciPyPeer> scipy)
      throws IOException {
    SolveRunner runner = new SolveRunner(registry, (attempt, done, all) -> {});
    SolveSummary ours =
        runner
            .run(SolveExperiment.of(contest.problem(), contest.ours()).along(contest.tolerances()))
            .summary();
    ProblemChoice choice = ProblemChoice.of(registry, contest.problem());
    List<Attempt> attempts = new ArrayList<>(ours.attempts());
    attempts.addAll(
        new HipparchusPeer(choice.problem()).climb(contest.hipparchus(), contest.tolerances()));
    if (scipy.isPresent()) {
      attempts.addAll(
          scipy
              .get()
              .climb(
                  choice.problem(), contest.problem().id(), contest.scipy(), contest.tolerances()));
    }
    return new SolveSummary(
        ours.problem(), ours.reference(), true, attempts, ours.curves(), ours.environment());
  }

  private void print(SolveSummary summary) {
    out.println(summary.problem().title());
    for (String solver : summary.solvers()) {
      List<Attempt> attempts = summary.of(solver);
      Attempt last = attempts.get(attempts.size() - 1);
      out.println(
          String.format(
              Locale.ROOT,
              "  %-30s %-10s %-12s %9d evaluations %10s",
              solver,
              last.setting(),
              last.succeeded()
                  ? String.format(Locale.ROOT, "error %.0e", last.error())
                  : last.status(),
              last.work().evaluations(),
              ResultTable.time(last.seconds())));
    }
    out.flush();
  }

  private static String hipparchus() throws IOException {
    Properties facts = new Properties();
    try (InputStream in =
        ODEIntegrator.class.getResourceAsStream(
            "/META-INF/maven/org.hipparchus/hipparchus-ode/pom.properties")) {
      if (in != null) {
        facts.load(in);
      }
    }
    return facts.getProperty("version", "of unknown version");
  }
}
