// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.TemporaryFolder;
import dev.impetus.runtime.report.SweepFindings;
import dev.impetus.runtime.report.SweepSummary;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import dev.impetus.runtime.run.RunResult;
import dev.impetus.runtime.toy.ToyPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

public final class SweepRunnerTest {

  private static final String[] TWO_BY_TWO = {
    "title: How much dropout", "grid: {model.dropout: [0.3], model.hidden: [3, 5]}", "seeds: 3"
  };

  private TemporaryFolder temporary;
  private PluginRegistry registry;
  private PipelineFactory factory;

  @BeforeClass
  public void open() {
    temporary = new TemporaryFolder();
    ToyPlugins.writeJar(temporary.path(), "1.0");
    registry = PluginRegistry.builder().folder(temporary.path()).build();
    factory = PipelineFactory.of(registry);
  }

  @AfterClass
  public void close() {
    registry.close();
    temporary.close();
  }

  private ToySweeps.Launcher launcher() {
    return new ToySweeps.Launcher(factory);
  }

  /** Runs a sweep and writes its report. */
  private SweepSummary sweep(
      String name, ToySweeps.Launcher launcher, boolean retryFailed, String... lines) {
    SweepPlan plan = SweepPlanner.plan(factory, ToySweeps.spec(lines));
    try (SweepFolder folder = SweepFolder.open(temporary.path().resolve(name))) {
      SweepRuns runs = folder.place(factory, plan);
      new SweepRunner(runs, launcher, 2, new SweepListener() {}).run(retryFailed);
      SweepSummary summary = SweepRecords.gather(folder, plan, runs);
      SweepRecords.write(folder, summary);
      return summary;
    }
  }

  private String content(String path) throws IOException {
    return Files.readString(temporary.path().resolve(path));
  }

  @Test
  public void meansAndDeviationsAreThoseOfTheRuns() throws IOException {
    SweepSummary summary = sweep("plain", launcher(), false, TWO_BY_TWO);
    assertThat(summary.settings()).extracting(SettingRow::label).hasSize(4);
    for (SettingRow setting : summary.settings()) {
      double[] losses = new double[3];
      for (int i = 0; i < 3; i++) {
        Path run = temporary.path().resolve("plain").resolve(setting.runs().get(i).folder());
        RunResult result = RunResult.read(run.resolve("result.json"));
        losses[i] = result.test().orElseThrow().loss();
        assertThat(setting.runs().get(i).chosenEpoch()).isEqualTo(result.chosenEpoch());
      }
      double mean = (losses[0] + losses[1] + losses[2]) / 3;
      double squares = 0;
      for (double loss : losses) {
        squares += Math.pow(loss - mean, 2);
      }
      assertThat(setting.test("loss").mean()).isCloseTo(mean, within(1e-14));
      assertThat(setting.test("loss").deviation()).isCloseTo(Math.sqrt(squares / 2), within(1e-14));
      assertThat(losses[0]).isNotEqualTo(losses[1]);
    }
    assertThat(content("plain/sweep.csv").lines()).hasSize(1 + 12);
    assertThat(content("plain/sweep.csv"))
        .startsWith("setting,variant,model.dropout,model.hidden,control,seed,state,")
        .contains("\"dropout 0.3, hidden 5\",,0.3,5,false,3,finished,");
    assertThat(content("plain/report.html"))
        .contains(
            "How much dropout",
            "heat-mark",
            "Learning curves",
            "class=\"band",
            "(control)",
            "best by validation",
            "within the spread")
        .contains("control, added", "3 seeds")
        .doesNotContain("NaN");
    assertThat(content("plain/sweep.json")).contains("\"standard-deviation\"");
  }

  @Test(dependsOnMethods = "meansAndDeviationsAreThoseOfTheRuns")
  public void finishedRunsAreNotTrainedAgain() {
    ToySweeps.Launcher launcher = launcher();
    SweepSummary again = sweep("plain", launcher, false, TWO_BY_TWO);
    assertThat(launcher.launched()).isEmpty();
    assertThat(again.settings()).allMatch(SettingRow::isComplete);
  }

  @Test(dependsOnMethods = "finishedRunsAreNotTrainedAgain")
  public void aChangedGridKeepsWhatStillBelongsAndNamesTheRest() throws IOException {
    ToySweeps.Launcher launcher = launcher();
    // Hidden is no longer varied, so labels and folders change; three seeds of two settings stay.
    SweepSummary less =
        sweep(
            "plain",
            launcher,
            false,
            "set: {model.hidden: 5}",
            "grid: {model.dropout: [0.3, 0.6]}",
            "seeds: 3");
    assertThat(launcher.launched())
        .containsExactlyInAnyOrder(
            "dropout 0.6, seed 1", "dropout 0.6, seed 2", "dropout 0.6, seed 3");
    assertThat(less.settings()).allMatch(SettingRow::isComplete);
    assertThat(less.settings().get(1).runs().get(0).folder())
        .isEqualTo(Path.of("runs", "dropout=0.3,hidden=5", "seed-1").toString());
    assertThat(less.notes())
        .anyMatch(note -> note.startsWith("6 runs in the folder belong to another grid or base"));
    assertThat(content("plain/runs/dropout=0.3,hidden=3/seed-1/result.json")).isNotEmpty();

    // Back to the first grid: nothing was lost.
    ToySweeps.Launcher back = launcher();
    SweepSummary first = sweep("plain", back, false, TWO_BY_TWO);
    assertThat(back.launched()).isEmpty();
    assertThat(first.notes()).anyMatch(note -> note.startsWith("3 runs in the folder"));
  }

  @Test(dependsOnMethods = "aChangedGridKeepsWhatStillBelongsAndNamesTheRest")
  public void runsFromBeforeAnOptionWasThereAreKept() throws IOException {
    Path spec = temporary.path().resolve("plain/runs/dropout=0,hidden=3/seed-1/spec.yaml");
    String without = Files.readString(spec).replaceFirst("(?m)^ *min-delta:.*\\n", "");
    Files.writeString(spec, without);
    ToySweeps.Launcher launcher = launcher();
    sweep("plain", launcher, false, TWO_BY_TWO);
    assertThat(without).doesNotContain("min-delta");
    assertThat(launcher.launched()).isEmpty();
  }

  @Test(dependsOnMethods = "runsFromBeforeAnOptionWasThereAreKept")
  public void anotherBaseIsNotMixedIn() {
    ToySweeps.Launcher launcher = launcher();
    SweepSummary longer =
        sweep(
            "plain",
            launcher,
            false,
            "set: {training.epochs: 5}",
            "grid: {model.dropout: [0.3], model.hidden: [3, 5]}",
            "seeds: 3");
    assertThat(launcher.launched()).hasSize(12);
    assertThat(longer.settings().get(0).runs().get(0).folder()).endsWith("seed-1-2");
    assertThat(longer.settings().get(0).runs()).allMatch(run -> run.epochs().size() == 5);
  }

  @Test(dependsOnMethods = "meansAndDeviationsAreThoseOfTheRuns")
  public void aRunThatWasCutOffGoesOnAndEndsWithTheSameBits() throws IOException {
    ToySweeps.Launcher first = launcher().cuttingOff("dropout 0.3, hidden 3, seed 2");
    SweepSummary cut = sweep("cut", first, false, TWO_BY_TWO);
    assertThat(first.launched()).as("the others go on").hasSize(12);
    SettingRow setting = cut.settings().get(2);
    assertThat(setting.label()).isEqualTo("dropout 0.3, hidden 3");
    assertThat(setting.isComplete()).isFalse();
    assertThat(setting.test("loss").count()).isEqualTo(2);
    assertThat(new SweepFindings(cut).sentences().get(0))
        .contains("dropout 0.3, hidden 3 (2 of 3)");
    assertThat(content("cut/report.html")).contains("2 of 3", "Runs that did not come to an end");

    ToySweeps.Launcher second = launcher();
    SweepSummary whole = sweep("cut", second, false, TWO_BY_TWO);
    assertThat(second.launched()).containsExactly("resumed dropout 0.3, hidden 3, seed 2");
    assertThat(whole.settings()).allMatch(SettingRow::isComplete);
    String model = "runs/dropout=0.3,hidden=3/seed-2/model/parameters.safetensors";
    assertThat(temporary.path().resolve("cut").resolve(model))
        .hasSameBinaryContentAs(temporary.path().resolve("plain").resolve(model));
  }

  @Test
  public void aRunThatDivergesIsToldAndNotChosenAndNotTriedAgain() throws IOException {
    String[] lines = {
      "grid: {model.failing: [0, 8]}", "seeds: 2", "without-control: it is about failures"
    };
    ToySweeps.Launcher first = launcher();
    SweepSummary summary = sweep("failing", first, false, lines);
    assertThat(first.launched()).hasSize(4);
    SettingRow failing = summary.settings().get(1);
    assertThat(failing.label()).isEqualTo("failing 8");
    assertThat(failing.runs()).allMatch(run -> run.state().equals("failed"));
    assertThat(failing.runs().get(0).problem()).contains("it was told to");
    assertThat(new SweepFindings(summary).best().orElseThrow().label()).isEqualTo("failing 0");
    assertThat(content("failing/report.html")).contains("0 of 2", "it was told to");
    assertThat(content("failing/sweep.csv")).contains("failed");

    ToySweeps.Launcher second = launcher();
    sweep("failing", second, false, lines);
    assertThat(second.launched()).isEmpty();
    sweep("failing", second, true, lines);
    assertThat(second.launched())
        .containsExactlyInAnyOrder("resumed failing 8, seed 1", "resumed failing 8, seed 2");
  }

  @Test
  public void severalModelsAreNoSeveralVersions() throws IOException {
    String[] lines = {
      "variants: {one: {model.id: toy-net}, other: {model.id: toy-twin}}",
      "seeds: 1",
      "without-control: it is about plugins"
    };
    assertThat(sweep("twins", launcher(), false, lines).notes())
        .noneMatch(note -> note.contains("versions"));

    Path report = temporary.path().resolve("twins/runs/other/seed-1/report.json");
    String changed = Files.readString(report).replace("\"version\":\"1.0\"", "\"version\":\"1.1\"");
    assertThat(changed).contains("1.1");
    Files.writeString(report, changed);
    assertThat(sweep("twins", launcher(), false, lines).notes())
        .filteredOn(note -> note.contains("versions"))
        .singleElement()
        .asString()
        .contains("toy-squares (2)")
        .doesNotContain("toy-net", "toy-twin");
  }

  @Test
  public void filesThatChangedBetweenRunsAreNoted() throws IOException {
    String[] lines = {"seeds: 3", "without-control: it is about data"};
    assertThat(sweep("changed", launcher(), false, lines).notes())
        .noneMatch(note -> note.contains("changed"));
    for (int seed = 1; seed <= 3; seed++) {
      Path file = temporary.path().resolve("changed/runs/base/seed-" + seed + "/provenance.json");
      ObjectNode provenance = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
      provenance.put("fingerprint", seed == 2 ? "old" : "new");
      Files.writeString(file, provenance.toString());
    }
    assertThat(sweep("changed", launcher(), false, lines).notes())
        .anyMatch(note -> note.contains("figures of 2 and 1 runs are of different data"));
  }

  /** The folder is that of a sweep from its first file on. */
  @Test
  public void aSweepThatWasCutOffBeforeItsRunsCanBeOpenedAgain() throws IOException {
    Path path = temporary.path().resolve("early");
    SweepPlan plan = SweepPlanner.plan(factory, ToySweeps.spec(TWO_BY_TWO));
    Path inTheWay = path.resolve("runs").resolve(plan.settings().get(1).folder());
    try (SweepFolder folder = SweepFolder.open(path)) {
      Files.createDirectories(inTheWay.getParent());
      Files.writeString(inTheWay, "a file");
      assertThatThrownBy(() -> folder.place(factory, plan))
          .hasMessageContaining("the sweep cannot be begun");
    }
    Files.delete(inTheWay);
    try (SweepFolder folder = SweepFolder.open(path)) {
      assertThat(folder.place(factory, plan).runs()).hasSize(12);
    }
  }

  @Test
  public void lookingForRunsWritesNothing() throws IOException {
    sweep("whole", launcher(), false, "grid: {model.dropout: [0]}", "seeds: 2");
    String before = content("whole/sweep.yaml");
    SweepPlan less =
        SweepPlanner.plan(factory, ToySweeps.spec("grid: {model.dropout: [0]}", "seeds: 1"));
    try (SweepFolder folder = SweepFolder.open(temporary.path().resolve("whole"))) {
      SweepRuns runs = folder.find(factory, less);
      assertThat(runs.in(RunState.FINISHED)).hasSize(1);
      assertThat(runs.others()).hasSize(1);
    }
    assertThat(content("whole/sweep.yaml")).isEqualTo(before);
  }

  @Test
  public void anotherSweepOfTheSameNameIsNotGoneOnWith() {
    Path path = temporary.path().resolve("named");
    SweepSpec here = SweepFile.parse("base: {a: 1}\nseeds: 1\n", "s.yaml", Path.of("here"));
    SweepSpec there = SweepFile.parse("base: {a: 1}\nseeds: 1\n", "s.yaml", Path.of("there"));
    SweepFolder.requireSamePlace(path, here);
    SweepPlan plan = SweepPlanner.plan(factory, ToySweeps.spec("seeds: 1"));
    try (SweepFolder folder = SweepFolder.open(path)) {
      folder.place(factory, plan);
    }
    SweepFolder.requireSamePlace(path, plan.spec());
    assertThatThrownBy(() -> SweepFolder.requireSamePlace(path, there))
        .hasMessageContaining("another sweep of this name");
  }

  /** Fails every run in its own way, or all in one. */
  private record Failing(AtomicInteger launched, ErrorKind kind, boolean alike)
      implements RunLauncher {
    @Override
    public Optional<RunFailure> launch(PlannedRun run, boolean resumes) {
      int number = launched.incrementAndGet();
      String why = alike ? "nothing lies there" : "reason " + number;
      return Optional.of(
          new RunFailure(List.of(new Problem(kind, "there is no file", "data", why, ""))));
    }

    @Override
    public void stop() {
      // nothing is under way
    }
  }

  private int launches(String name, ErrorKind kind, boolean alike, String... lines) {
    SweepPlan plan = SweepPlanner.plan(factory, ToySweeps.spec(lines));
    Failing launcher = new Failing(new AtomicInteger(), kind, alike);
    List<Integer> stopped = new ArrayList<>();
    try (SweepFolder folder = SweepFolder.open(temporary.path().resolve(name))) {
      SweepListener listener =
          new SweepListener() {
            @Override
            public void stopped(int left, Problem problem) {
              assertThat(problem.what()).isEqualTo("there is no file");
              stopped.add(left);
            }
          };
      new SweepRunner(folder.place(factory, plan), launcher, 1, listener).run(false);
    }
    int launched = launcher.launched().get();
    assertThat(stopped)
        .isEqualTo(launched < plan.runs() ? List.of(plan.runs() - launched) : List.of());
    return launched;
  }

  @Test
  public void whatFailsAlikeInTheFirstRunsIsNotTriedInAllOthers() {
    String[] seven = {"seeds: 7", "without-control: it is about failures"};
    assertThat(launches("missing", ErrorKind.STORAGE, true, seven)).isEqualTo(2);
    assertThat(launches("different", ErrorKind.STORAGE, false, seven)).isEqualTo(7);
    assertThat(launches("numerical", ErrorKind.NUMERICAL, true, seven)).isEqualTo(7);
    // With other data another setting may succeed.
    assertThat(
            launches(
                "data",
                ErrorKind.STORAGE,
                true,
                "grid: {data.training: [20, 30]}",
                "seeds: 2",
                "without-control: it is about failures"))
        .isEqualTo(4);
  }

  @Test
  public void twoSweepsDoNotWorkInOneFolder() throws IOException {
    Path path = temporary.path().resolve("locked");
    try (SweepFolder folder = SweepFolder.open(path)) {
      assertThat(folder.folder()).isEqualTo(path);
      assertThatThrownBy(() -> SweepFolder.open(path))
          .hasMessageContaining("somebody works in the folder of the sweep");
    }
    SweepFolder.open(path).close();
    Path other = Files.createDirectory(temporary.path().resolve("other"));
    Files.writeString(other.resolve("precious.txt"), "mine");
    assertThatThrownBy(() -> SweepFolder.open(other)).hasMessageContaining("it has no sweep.yaml");
  }
}
