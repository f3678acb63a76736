// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code impetus solve} and {@code impetus problems} with the plugins of this build. */
public final class SolveCommandTest {

  private Path folder;

  @BeforeClass
  public void makeFolder() throws IOException {
    folder = Files.createTempDirectory("impetus-solve-test");
  }

  @AfterClass(alwaysRun = true)
  public void removeFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static JsonNode json(Invocation invocation) {
    return JsonMapper.builder().build().readTree(invocation.out());
  }

  @Test
  public void problemsAreListedWithSizeAndStiffness() {
    assertThat(Invocation.of("problems", "list").succeeded().out())
        .containsPattern("(?m)^hires +8 +stiff +0 to 321\\.812 ")
        .containsPattern("(?m)^lotka-volterra +2 +0 to 10 ");
    JsonNode problems =
        json(Invocation.of("problems", "list", "--json").succeeded()).get("problems");
    assertThat(problems.size()).isEqualTo(17);
    assertThat(problems.get(0).propertyNames())
        .containsExactly(
            "id", "title", "components", "stiff", "start", "end", "reference", "source", "options");
  }

  @Test
  public void problemsAreAKindOfPlugin() {
    assertThat(Invocation.of("plugins", "list", "--kind", "problem").succeeded().out())
        .contains("van-der-pol")
        .doesNotContain("dopri5");
    assertThat(Invocation.of("plugins", "inspect", "van-der-pol").succeeded().out())
        .contains("problem van-der-pol", "mu: number, > 0", "default 1000.0");
  }

  @Test
  public void aStiffProblemIsSolvedByAStiffSolverUnlessOneIsNamed() {
    Path report = folder.resolve("hires");
    JsonNode root =
        json(Invocation.of("solve", "hires", "--json", "--out", report.toString()).succeeded());
    assertThat(root.propertyNames())
        .containsExactly("problem", "reference", "solves", "environment", "notes", "report");
    JsonNode solve = root.get("solves").get(0);
    assertThat(solve.get("solver").asString()).isEqualTo("esdirk");
    assertThat(solve.get("status").asString()).isEqualTo("REACHED_END");
    assertThat(solve.get("error").asDouble()).isBetween(1e-9, 1e-5);
    assertThat(solve.get("values").get(0).asDouble()).isCloseTo(7.371312573e-4, within(1e-8));
    assertThat(Path.of(root.get("report").asString())).isEqualTo(report.resolve("report.html"));
    assertThat(report.resolve("report.html")).content().contains("<svg", "Solution by esdirk");
    assertThat(report.resolve("solve.json")).content().contains("\"REACHED_END\"");
  }

  @Test
  public void severalSolversStandSideBySide() {
    Invocation solve =
        Invocation.of(
                "solve",
                "lotka-volterra",
                "--solver",
                "dopri5:rtol=1e-9",
                "--solver",
                "rk4:steps=500",
                "--no-report")
            .succeeded();
    assertThat(solve.out())
        .contains("dopri5:rtol=1e-9", "rk4:steps=500", "reached the end", "prey", "reference")
        .containsPattern("rk4:steps=500 +reached the end +\\S+ +500 +0 +20\\d\\d");
    assertThat(solve.err()).isEmpty();
  }

  @Test
  public void aLadderHasARungADecadeAndErrorsFallAlongIt() {
    JsonNode solves =
        json(Invocation.of(
                    "solve",
                    "lotka-volterra",
                    "--solver",
                    "dop853",
                    "--solver",
                    "rk4:steps=100",
                    "--rtol",
                    "1e-3..1e-9",
                    "--repetitions",
                    "1",
                    "--no-report",
                    "--json")
                .succeeded())
            .get("solves");
    assertThat(solves.size()).isEqualTo(14);
    assertThat(solves.get(3).get("setting").asString()).isEqualTo("rtol 1e-6");
    assertThat(solves.get(13).get("setting").asString()).isEqualTo("steps 6400");
    assertThat(solves.get(13).get("accepted").asInt()).isEqualTo(6400);
    assertThat(solves.get(6).get("error").asDouble())
        .isLessThan(1e-3 * solves.get(0).get("error").asDouble());
    assertThat(solves.get(13).get("error").asDouble())
        .isLessThan(1e-5 * solves.get(7).get("error").asDouble());
  }

  @Test
  public void timesAndPointsGoToTheTable() throws IOException {
    Path csv = folder.resolve("orbit.csv");
    Invocation.of(
            "solve",
            "detest:problem=a1",
            "--times",
            "1,2.5",
            "--no-report",
            "--csv",
            csv.toString())
        .succeeded();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("solver,t,y1");
    assertThat(lines).hasSize(4);
    String[] cells = lines.get(2).split(",", -1);
    assertThat(cells[1]).isEqualTo("2.5");
    assertThat(Double.parseDouble(cells[2])).isCloseTo(Math.exp(-2.5), within(1e-5));
    Invocation.of(
            "solve", "detest:problem=a1", "--points", "8", "--no-report", "--csv", csv.toString())
        .succeeded();
    assertThat(Files.readAllLines(csv)).hasSize(10);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".unfinished"));
    }
  }

  @Test
  public void anUnknownSolutionIsComputedAndSaidToBe() {
    Invocation solve =
        Invocation.of("solve", "van-der-pol", "--problem-option", "mu=3", "--no-report")
            .succeeded();
    assertThat(solve.out())
        .contains("reference  dop853 at rtol 1e-13, computed for this report; its error is about")
        .containsPattern("dopri5 +reached the end +\\d\\.\\de-0[4-6]");
  }

  /**
   * Its rtol is nothing to a solver with fixed steps: it is judged by a solve with half of them.
   */
  @Test
  public void aReferenceWithFixedStepsTellsItsError() {
    for (String solver : List.of("rk4:steps=40", "rk4:step-size=0.05")) {
      JsonNode reference =
          json(Invocation.of(
                      "solve",
                      "detest:problem=a1,end=2",
                      "--reference",
                      solver,
                      "--no-report",
                      "--json")
                  .succeeded())
              .get("reference");
      double error =
          Math.abs(reference.get("values").get(0).asDouble() - Math.exp(-2)) / (1 + Math.exp(-2));
      assertThat(reference.get("description").asString())
          .isEqualTo(solver + ", computed for this report");
      // A method of order 4: the error of the coarser solve is sixteen times as large.
      assertThat(reference.get("uncertainty").asDouble()).isBetween(10 * error, 25 * error);
    }
  }

  @DataProvider
  public Object[][] withoutCoarserSolves() {
    // The inner solves of an implicit method follow rtol: there a difference says little.
    return new Object[][] {{"rk4:steps=1"}, {"rk4:step-size=2"}, {"esdirk:steps=1"}};
  }

  @Test(dataProvider = "withoutCoarserSolves")
  public void aReferenceOfWhichNothingIsKnownSaysSo(String solver) {
    Path report = folder.resolve("unknown");
    Invocation solve =
        Invocation.of(
                "solve",
                "detest:problem=a1,end=2",
                "--reference",
                solver,
                "--out",
                report.toString())
            .succeeded();
    assertThat(solve.out()).contains(solver + ", computed for this report; its error is unknown");
    assertThat(report.resolve("report.html")).content().contains("Its own error is unknown");
    assertThat(report.resolve("solve.json")).content().contains("\"uncertainty\" : null");
  }

  /** What such a method is given as step size are windows, and its steps follow its tolerance. */
  @Test
  public void aMethodThatChoosesItsOwnStepsClimbsByTolerance() {
    JsonNode solves =
        json(Invocation.of(
                    "solve",
                    "lotka-volterra",
                    "--solver",
                    "commons-dop853:step-size=5",
                    "--rtol",
                    "1e-3..2e-5",
                    "--repetitions",
                    "1",
                    "--no-report",
                    "--json")
                .succeeded())
            .get("solves");
    assertThat(solves.findValuesAsString("setting"))
        .containsExactly("rtol 1e-3", "rtol 1e-4", "rtol 2e-5");
  }

  /** Before anything is computed; so no report is there. */
  @Test
  public void aTableWithoutAPlaceIsRefusedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "mine");
    Path report = folder.resolve("no-table");
    for (Path csv : List.of(folder.resolve("nowhere/orbit.csv"), file.resolve("o.csv"), folder)) {
      Invocation solve =
          Invocation.of("solve", "hires", "--out", report.toString(), "--csv", csv.toString())
              .failedWith(5);
      assertThat(solve.err()).contains("the table cannot be written", csv.toString());
      assertThat(solve.out()).isEmpty();
      assertThat(report).doesNotExist();
    }
  }

  /** Shown as such, with advice, and with the code of a numerical failure; the others are there. */
  @Test
  public void aSolverThatFailsIsShown() {
    Path report = folder.resolve("failed");
    Invocation solve =
        Invocation.of(
                "solve",
                "robertson:end=40",
                "--solver",
                "dopri5:max-steps=500",
                "--solver",
                "esdirk",
                "--out",
                report.toString())
            .failedWith(4);
    assertThat(solve.out())
        .containsPattern("dopri5:max-steps=500 +STEP_LIMIT at 0\\.")
        .containsPattern("esdirk +reached the end");
    assertThat(solve.err()).contains("dopri5:max-steps=500, t = 0.", "take a stiff solver");
    assertThat(report.resolve("report.html")).content().contains("Failures", "STEP_LIMIT");
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {2, "did you mean \"hires\"?", new String[] {"hirse"}},
      {2, "did you mean \"esdirk\"?", new String[] {"hires", "--solver", "esdrik"}},
      {2, "solver dopri5.rtoll", new String[] {"hires", "--solver", "dopri5:rtoll=1e-3"}},
      {2, "problem van-der-pol.mu", new String[] {"van-der-pol:mu=-1"}},
      {2, "\"mu\" is no option", new String[] {"van-der-pol:mu"}},
      {2, "needs step-size or steps", new String[] {"hires", "--solver", "rk4:step-control=fixed"}},
      {2, "has no error estimate", new String[] {"hires", "--solver", "rk4"}},
      {
        2,
        "symmetric",
        new String[] {
          "damped-rotation", "--solver", "proximal-backward-euler:steps=10,inner-solver=heavy-ball"
        }
      },
      {
        2,
        "it sets rtol, and so does the ladder",
        new String[] {"hires", "--solver", "esdirk:rtol=1e-3", "--rtol", "1e-3,1e-5"}
      },
      {
        2,
        "times go one after another from 0.0 to 10.0",
        new String[] {"lotka-volterra", "--times", "1,11"}
      },
      {1, "is no number", new String[] {"hires", "--rtol", "small"}},
      {1, "is not between 0 and 1", new String[] {"hires", "--rtol", "1e-3..10"}},
      {1, "--points must be at least 1", new String[] {"hires", "--points", "0"}},
      {1, "--repetitions must be at least 1", new String[] {"hires", "--repetitions", "0"}},
      {1, "PROBLEM", new String[] {}},
      {1, "mutually exclusive", new String[] {"hires", "--times", "1", "--points", "5"}},
    };
  }

  @Test(dataProvider = "mistakes")
  public void aMistakeIsAnsweredInFourParts(int code, String hint, String[] args) {
    List<String> all = new java.util.ArrayList<>(List.of("solve"));
    all.addAll(List.of(args));
    all.add("--no-report");
    Invocation solve = Invocation.of(all.toArray(String[]::new)).failedWith(code);
    assertThat(solve.err()).contains(hint);
    assertThat(solve.out()).isEmpty();
  }

  @Test
  public void mistakesInSeveralSolversAreReportedTogether() {
    assertThat(
            Invocation.of("solve", "hires", "--solver", "dopri6", "--solver", "rk4", "--no-report")
                .failedWith(2)
                .err())
        .contains("dopri6", "solver rk4", "2 problems");
  }

  @Test
  public void whatIsInTheWayOfAReportIsKept() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path precious = Files.writeString(other.resolve("precious.txt"), "mine");
    assertThat(Invocation.of("solve", "hires", "--out", other.toString()).failedWith(5).err())
        .contains("the folder is not empty");
    assertThat(Invocation.of("solve", "hires", "--out", precious.toString()).failedWith(5).err())
        .contains("a file of that name is there");
    assertThat(
            Invocation.of("solve", "hires", "--out", precious.resolve("in/it").toString())
                .failedWith(5)
                .err())
        .contains("is no folder in which one can write");
    assertThat(precious).hasContent("mine");
    Path twice = folder.resolve("twice");
    for (int i = 0; i < 2; i++) {
      Invocation.of("solve", "detest:problem=a1", "--out", twice.toString()).succeeded();
    }
  }

  /** Solving needs no array library: the JVM says itself what it loads. */
  @Test
  public void solvingStartsNoNd4j() throws Exception {
    Path log = folder.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.impetus.cli.Main",
                "solve",
                "hires",
                "--out",
                folder.resolve("forked").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("reached the end");
    Set<String> forbidden = new TreeSet<>();
    boolean sawOurs = false;
    for (String line : Files.readAllLines(log)) {
      sawOurs |= line.contains(" dev.impetus.plugins.esdirk.");
      for (String start : new String[] {" org.nd4j.", " org.bytedeco.", " com.google.inject."}) {
        if (line.contains(start)) {
          forbidden.add(line);
        }
      }
    }
    assertThat(sawOurs).as("the log names loaded classes").isTrue();
    assertThat(forbidden).isEmpty();
  }
}
