// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Curve;
import dev.impetus.runtime.report.SolveSummary.Origin;
import dev.impetus.runtime.report.SolveSummary.ProblemFacts;
import dev.impetus.runtime.report.SolveSummary.ReferenceFacts;
import dev.impetus.solver.SolveStatistics;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import org.xml.sax.InputSource;

public class SolveReportTest {

  private static final Pattern SVG = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL);

  private static Attempt attempt(
      String solver, Origin origin, String setting, double error, long evaluations) {
    boolean succeeded = !Double.isNaN(error);
    return new Attempt(
        solver,
        origin,
        setting,
        succeeded ? "REACHED_END" : "STEP_LIMIT",
        succeeded,
        succeeded ? 2 : 0.5,
        succeeded ? "" : "100 steps were all that it was allowed",
        succeeded ? "" : "take a stiff solver",
        List.of(1.5, -0.25),
        error,
        new SolveStatistics(evaluations, 0, 12, 30, 4, 77, 0),
        evaluations * 1e-7,
        3);
  }

  private static Curve curve(String name) {
    List<Double> times = IntStream.rangeClosed(0, 40).mapToObj(i -> i * 0.05).toList();
    return new Curve(
        name,
        times,
        List.of(times.stream().map(Math::cos).toList(), times.stream().map(Math::sin).toList()),
        times);
  }

  private static SolveSummary summary(
      boolean ladder, String name, List<Attempt> attempts, List<Curve> curves) {
    return new SolveSummary(
        new ProblemFacts(
            "rotation", name, "a book", true, 0, 2, List.of("x", "y"), Map.of("mu", 5.0)),
        Optional.of(new ReferenceFacts("a solve by hand", 1e-9, List.of(1.5, -0.25))),
        ladder,
        attempts,
        curves,
        Map.of("Java", "17"));
  }

  private static SolveSummary ladder() {
    return summary(
        true,
        "Rotation",
        List.of(
            attempt("ours", Origin.IMPETUS, "rtol 1e-3", 2e-3, 100),
            attempt("ours", Origin.IMPETUS, "rtol 1e-5", 1e-5, 200),
            attempt("theirs", Origin.OTHER, "rtol 1e-3", Double.NaN, 5000),
            attempt("theirs", Origin.OTHER, "rtol 1e-5", 0, 900)),
        List.of(curve("ours, rtol 1e-5")));
  }

  private static SolveSummary once() {
    return summary(
        false,
        "Rotation",
        List.of(
            attempt("ours", Origin.IMPETUS, "", 2e-3, 100),
            attempt("best", Origin.IMPETUS, "", 1e-3, 300)),
        List.of(curve("best"), new Curve("ours", List.of(), List.of(), List.of(0.0, 1.0, 2.0))));
  }

  @DataProvider
  Object[][] pages() {
    // Components share a figure; phase plane and steps; on a ladder two diagrams more.
    return new Object[][] {{SolveReport.render(once()), 3}, {SolveReport.render(ladder()), 5}};
  }

  @Test(dataProvider = "pages")
  public void plotsAreWellFormedAndNothingIsFetched(String page, int plots) throws Exception {
    Matcher matcher = SVG.matcher(page);
    int count = 0;
    while (matcher.find()) {
      parse(matcher.group());
      assertThat(matcher.group()).doesNotContain("NaN").doesNotContain("Infinity");
      count++;
    }
    assertThat(count).isEqualTo(plots);
    assertThat(page)
        .doesNotContainPattern("(?i)(src|href|action)\\s*=")
        .doesNotContainPattern("(?i)https?:|@import|url\\(|fetch\\(|XMLHttp");
  }

  private static void parse(String svg) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  public void aPageSaysWhatWasSolvedAndHowWell() {
    String page = SolveReport.render(once());
    assertThat(page)
        .contains("rotation · mu 5 · 2 components · stiff · t = 0 … 2")
        .contains("against a solve by hand. Its own error is about 1e−9")
        .contains("Solution by best")
        .contains("<td class=\"n best\">0.001</td>");
  }

  @Test
  public void failuresAreNamedAndDrawn() {
    String page = SolveReport.render(ladder());
    assertThat(page)
        .contains("3 of 4")
        .contains("theirs, rtol 1e-3")
        .contains("100 steps were all that it was allowed")
        .contains("take a stiff solver");
    // One cross a diagram, with its title.
    assertThat(Pattern.compile("class=\"failed s1\"").matcher(page).results().count()).isEqualTo(2);
    assertThat(page).contains("theirs, rtol 1e-3: STEP_LIMIT at t = 0.5, 5000 evaluations");
  }

  /** Lower error is further down, more work further right; an error of zero has a place too. */
  @Test
  public void pointsLieWhereTheirNumbersAre() {
    WorkPrecisionPlot plot = WorkPrecision.plots(ladder()).get(0);
    PlotFrame frame = plot.frame();
    assertThat(frame.py(1e-5)).isGreaterThan(frame.py(2e-3));
    assertThat(frame.px(5000)).isGreaterThan(frame.px(200));
    assertThat(frame.y().low()).isLessThan(1e-16);
    assertThat(plot.lines().get(0).points())
        .extracting(WorkPrecisionPlot.Point::work)
        .containsExactly(100.0, 200.0);
    assertThat(plot.lines().get(1).stroke()).isEqualTo(WorkPrecisionPlot.Stroke.DOTTED);
  }

  @Test
  public void aPictureStandsAlone() throws Exception {
    String svg = WorkPrecision.picture("Rotation & more", ladder());
    parse(svg);
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("prefers-color-scheme: dark")
        .contains("Rotation &amp; more")
        .contains(">ours<", ">theirs<", "evaluations of the field", "processor time (ms)");
  }

  @Test
  public void whatPeopleWriteIsEscaped() throws Exception {
    String evil = "<script>alert('x')</script>\"&";
    SolveSummary summary =
        summary(
            true,
            evil,
            List.of(
                attempt(evil, Origin.IMPETUS, evil, 1e-3, 100),
                attempt(evil, Origin.IMPETUS, evil, Double.NaN, 100)),
            List.of(curve(evil)));
    String page = SolveReport.render(summary);
    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;");
    parse(WorkPrecision.picture(evil, summary));
  }

  @Test
  public void timeIsLogarithmicWhereMostStepsAreAtTheBeginning() {
    List<Double> decades = new ArrayList<>(List.of(0.0));
    IntStream.range(-6, 6).forEach(i -> decades.add(Math.pow(10, i)));
    assertThat(SolutionPlots.spansDecades(new Curve("", List.of(), List.of(), decades))).isTrue();
    assertThat(SolutionPlots.spansDecades(curve(""))).isFalse();
    List<Double> backwards = decades.stream().map(t -> -t).toList();
    assertThat(SolutionPlots.spansDecades(new Curve("", List.of(), List.of(), backwards)))
        .isFalse();
  }

  @Test
  public void manyComponentsAreProfilesAndUnlikeOnesHaveAxesOfTheirOwn() {
    List<Double> times = List.of(0.0, 1.0, 2.0);
    List<Double> small = List.of(1e-6, 2e-6, 3e-6);
    List<Double> large = List.of(1.0, 2.0, 3.0);
    Curve unlike = new Curve("s", times, List.of(large, small), times);
    assertThat(new SolutionPlots(summary(false, "", List.of(), List.of(unlike))).all())
        .anyMatch(figure -> figure.contains("<figcaption>x</figcaption>"))
        .anyMatch(figure -> figure.contains("<figcaption>y</figcaption>"));
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "u" + i).toList();
    SolveSummary wide =
        new SolveSummary(
            new ProblemFacts("w", "w", "s", true, 0, 2, names, Map.of()),
            Optional.empty(),
            false,
            List.of(),
            List.of(new Curve("s", times, names.stream().map(n -> large).toList(), times)),
            Map.of());
    assertThat(new SolutionPlots(wide).all()).anyMatch(figure -> figure.contains("Profiles"));
  }
}
