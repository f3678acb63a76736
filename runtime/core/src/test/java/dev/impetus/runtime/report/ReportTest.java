// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.runtime.toy.ToyData;
import dev.impetus.runtime.toy.ToyLoss;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.runtime.toy.ToyOptimizer;
import dev.impetus.runtime.training.Trainer;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import org.xml.sax.InputSource;

public final class ReportTest {

  private static final Pattern SVG = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL);

  @DataProvider
  public Object[][] pages() {
    return new Object[][] {
      {"forecasting", RunReport.render(SampleRuns.forecasting("first", "hbnode", 1.4)), 5},
      {"classification", RunReport.render(SampleRuns.classification("spheres")), 7},
      {"regression", RunReport.render(SampleRuns.regression("heights")), 6},
      {
        "comparison",
        ComparisonReport.render(
            "HBNODE and NODE",
            List.of(
                SampleRuns.forecasting("hbnode", "hbnode", 1.4),
                SampleRuns.forecasting("node", "node", 0.7))),
        5
      },
    };
  }

  @Test(dataProvider = "pages")
  public void plotsAreWellFormedAndComplete(String name, String page, int plots) throws Exception {
    writeIfWanted(name, page);
    Matcher matcher = SVG.matcher(page);
    int count = 0;
    while (matcher.find()) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(matcher.group())));
      assertThat(matcher.group()).doesNotContain("NaN").doesNotContain("Infinity");
      assertThat(Pattern.compile("class=\"label\"").matcher(matcher.group()).results().count())
          .as("both axes have labels")
          .isEqualTo(2);
      assertThat(Pattern.compile("class=\"tick\"").matcher(matcher.group()).results().count())
          .isGreaterThanOrEqualTo(4);
      count++;
    }
    assertThat(count).isEqualTo(plots);
  }

  /** With -Dimpetus.report.folder=… the sample pages stay, for people to look at. */
  private static void writeIfWanted(String name, String page) throws IOException {
    String folder = System.getProperty("impetus.report.folder");
    if (folder != null) {
      Files.writeString(Path.of(folder).resolve(name + ".html"), page);
    }
  }

  @Test(dataProvider = "pages")
  public void nothingIsFetched(String name, String page, int plots) {
    assertThat(page)
        .doesNotContainPattern("(?i)(src|href|action)\\s*=")
        .doesNotContainPattern("(?i)https?:|@import|url\\(|fetch\\(|XMLHttp");
  }

  @Test
  public void whateverUsersWriteIsEscaped() {
    String evil = "<script>alert('x')</script>\"&";
    RunSummary calm = SampleRuns.forecasting("calm", "hbnode", 1);
    Pictures.Sequence sequence =
        new Pictures.Sequence(
            evil, evil, evil, List.of(0.0, 1.0), List.of(1.0, 2.0), List.of(1.0, 2.0));
    RunSummary run =
        new RunSummary(
            evil,
            evil,
            evil,
            Map.of(evil, evil),
            calm.epochs(),
            1,
            evil,
            1,
            calm.validation(),
            calm.test(),
            List.of(new RunSummary.ColumnError(evil, 1, 1)),
            new Pictures(
                evil,
                List.of(sequence),
                List.of(new Pictures.Scatter(evil, List.of(1.0, 2.0), List.of(1.0, 2.0))),
                Optional.of(new Pictures.Confusion(List.of(evil), List.of(List.of(1)))),
                Optional.empty(),
                Optional.empty()),
            List.of(new RunSummary.ParameterRow(evil, evil, 1)),
            List.of(new RunSummary.PluginRow(evil, evil, evil, evil, evil)),
            evil,
            Map.of(evil, evil),
            List.of(evil),
            Optional.of(evil));
    assertThat(RunSummary.parse(run.toJson())).isEqualTo(run);
    assertThat(RunReport.render(run)).contains("Generated text");
    assertThat(RunReport.render(calm)).doesNotContain("Generated text");
    for (String page :
        List.of(RunReport.render(run), ComparisonReport.render(evil, List.of(run, run)))) {
      assertThat(page).doesNotContain("<script>alert").doesNotContain("alert('x')");
      assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
      assertThat(Pattern.compile("<script").matcher(page).results().count()).isEqualTo(1);
    }
  }

  @Test
  public void aSummaryComesBackFromJson() {
    for (RunSummary run :
        List.of(SampleRuns.forecasting("a", "hbnode", 1), SampleRuns.classification("b"))) {
      assertThat(RunSummary.parse(run.toJson())).isEqualTo(run);
    }
    String earlier =
        SampleRuns.classification("b").toJson().replaceFirst(",\"generated\":null", "");
    assertThat(earlier).doesNotContain("generated");
    assertThat(RunSummary.parse(earlier)).isEqualTo(SampleRuns.classification("b"));
    assertThatThrownBy(() -> RunSummary.parse("{\"name\":"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void picturesOfARegressionAreInTheUnitsOfTheData() {
    TrainingSetup setup =
        new TrainingSetup(
            ToyNet.net(Precision.FLOAT64, 6, 0),
            ToyData.samples(3, 37, 11, 13),
            new ToyLoss(),
            List.of(),
            ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24),
            Precision.FLOAT64,
            1);
    double loss =
        new Trainer(setup, TrainingOptions.of(Map.of("epochs", 3)))
            .train()
            .test()
            .orElseThrow()
            .loss();
    List<RunSummary.ColumnError> errors = PictureTaker.errors(setup);
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).column()).isEqualTo("height (m)");
    // Heights are 20 + 5 y.
    assertThat(errors.get(0).rootMeanSquare())
        .isCloseTo(5 * Math.sqrt(loss), org.assertj.core.api.Assertions.within(1e-12));
    Pictures pictures = PictureTaker.take(setup);
    assertThat(pictures.part()).isEqualTo("test");
    assertThat(pictures.scatters()).hasSize(1);
    assertThat(pictures.scatters().get(0).truth()).hasSize(13).allMatch(y -> y > 14 && y < 26);
    assertThat(pictures.confusion()).isEmpty();
  }

  @Test
  public void ticksAreRoundAndInside() {
    assertThat(new Axis("", 0.3, 9.7, false).ticks(5)).containsExactly(2.0, 4.0, 6.0, 8.0);
    assertThat(new Axis("", 3e-5, 20, true).ticks(6))
        .containsExactly(1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0);
    assertThat(new Axis("", 0.9, 60, true).ticks(5))
        .containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0);
    for (Axis narrow : List.of(new Axis("", 1.01, 1.09, true), new Axis("", -5, -4.9, false))) {
      assertThat(narrow.ticks(5))
          .hasSizeGreaterThanOrEqualTo(3)
          .allMatch(t -> narrow.place(t) >= 0 && narrow.place(t) <= 1);
    }
  }

  @Test
  public void whatIsCountedHasWholeTicks() {
    assertThat(new Axis("", 1, 3, false).ticks(6)).anyMatch(t -> t != Math.rint(t));
    assertThat(counting(1, 3)).containsExactly(1.0, 2.0, 3.0);
    assertThat(counting(0.95, 1.05)).containsExactly(1.0);
    assertThat(counting(1, 600)).containsExactly(100.0, 200.0, 300.0, 400.0, 500.0, 600.0);

    List<Double> epochs = List.of(1.0, 2.0, 3.0);
    assertThat(horizontalTicks(curve("epoch", epochs))).containsExactly("1", "2", "3");
    assertThat(horizontalTicks(curve("t", List.of(1.0, 2.5, 3.0)))).contains("1.2");
    double[] norms = {1, 0.5, 0.25};
    for (String figure : new StepGradients(List.of(1L, 2L), List.of(norms, norms)).figures()) {
      assertThat(horizontalTicks(figure)).containsExactly("1", "2", "3");
      assertThat(figure).contains(">time step<").doesNotContain(">1.2<");
    }
  }

  private static List<Double> counting(double low, double high) {
    return new Axis("", low, high, false).counting(true).ticks(6);
  }

  private static String curve(String label, List<Double> xs) {
    return new LinePlot("", label, "loss", true, List.of(Series.solid("a", 0, xs, xs))).render();
  }

  private static List<String> horizontalTicks(String figure) {
    return Pattern.compile("class=\"tick\"[^>]*text-anchor=\"middle\"[^>]*>([^<]*)<")
        .matcher(figure)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  public void numbersAreReadable() {
    assertThat(Numbers.format(0.123456)).isEqualTo("0.1235");
    assertThat(Numbers.format(-1234567)).isEqualTo("−1.235e6");
    assertThat(Numbers.format(1e-5)).isEqualTo("1e−5");
    assertThat(Numbers.format(99999.5)).isEqualTo("100000");
    assertThat(Numbers.format(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.duration(0.05)).isEqualTo("50 ms");
    assertThat(Numbers.duration(75)).isEqualTo("1 min 15 s");
    assertThat(Numbers.duration(7260)).isEqualTo("2 h 1 min");
  }
}
