// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Scaling;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.pipeline.ResolvedPipeline;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.plugin.TemporaryFolder;
import dev.impetus.runtime.report.StepGradients;
import dev.impetus.runtime.toy.ToyMetric;
import dev.impetus.runtime.toy.ToyPlugins;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingResult;
import dev.impetus.runtime.training.TrainingState;
import dev.impetus.solver.state.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.testng.SkipException;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

public final class RunTest {

  private TemporaryFolder temporary;
  private Path plugins;
  private PluginRegistry registry;
  private PipelineFactory factory;

  @BeforeMethod
  public void open() {
    temporary = new TemporaryFolder();
    plugins = temporary.path().resolve("plugins");
    ToyPlugins.writeJar(plugins, "1.0");
    openRegistry();
  }

  private void openRegistry() {
    registry = PluginRegistry.builder().folder(plugins).build();
    factory = PipelineFactory.of(registry);
  }

  @AfterMethod
  public void close() {
    registry.close();
    temporary.close();
  }

  private Path folder(String name) {
    return temporary.path().resolve(name);
  }

  private PipelineSpec spec(int epochs) {
    return ToyPlugins.spec(0).training("epochs", epochs).build();
  }

  private TrainingResult train(Path folder, int epochs) {
    try (Run run = Run.create(factory, factory.resolve(spec(epochs)), folder)) {
      return run.train();
    }
  }

  /** Trains until an epoch has been recorded, and then fails. */
  private void trainAndFail(Path folder, int epochs, int lastEpoch) {
    try (Run run = Run.create(factory, factory.resolve(spec(epochs)), folder)) {
      run.listen(
          new TrainingListener() {
            @Override
            public void epochEnded(EpochRecord epoch, TrainingState state) {
              if (epoch.epoch() == lastEpoch) {
                throw new IllegalStateException("power cut");
              }
            }
          });
      assertThatThrownBy(run::train).hasMessage("power cut");
    }
  }

  @Test
  public void aRunLeavesWhatItPromises() throws IOException {
    Path folder = folder("run");
    TrainingResult result = train(folder, 5);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(
              "spec.yaml",
              "provenance.json",
              "metrics.jsonl",
              "checkpoint.safetensors",
              "model",
              "result.json",
              "report.json",
              "report.html",
              "run.lock")
          .noneMatch(name -> name.endsWith(AtomicFiles.UNFINISHED));
    }
    List<EpochRecord> epochs = MetricsLog.read(folder.resolve("metrics.jsonl"));
    assertThat(epochs).extracting(EpochRecord::epoch).containsExactly(1, 2, 3, 4, 5);
    assertThat(epochs.get(4).training().measures()).containsKey("evaluations-forward");
    assertThat(RunResult.read(folder.resolve("result.json")))
        .isEqualTo(RunResult.of(result, List.of(), List.of(ToyMetric.hits())));
    Provenance provenance = Provenance.read(folder.resolve("model/provenance.json"));
    assertThat(provenance.seed()).isEqualTo(11);
    assertThat(provenance.fitted()).containsEntry("offset", "20.0");
    assertThat(provenance.latest().plugins())
        .extracting(PluginVersion::name)
        .containsExactlyInAnyOrder(
            "data toy-data",
            "architecture toy-net",
            "engine toy-engine",
            "loss toy-squares",
            "metric toy-hits",
            "optimizer toy-momentum");
    assertThat(provenance.latest().plugins())
        .allSatisfy(plugin -> assertThat(plugin.sha256()).hasSize(64));
    assertThat(provenance.latest().environment())
        .containsEntry("java", System.getProperty("java.version"))
        .containsEntry("nd4j-native", "1.0.0-M2.1");
  }

  @Test
  public void aRunThatIsKilledAgainAndAgainEndsAsIfUndisturbed() throws Exception {
    Path undisturbed = folder("undisturbed");
    assertThat(start(undisturbed, 0).waitFor()).isZero();
    Path killed = folder("killed");
    for (int epochs : new int[] {1, 9}) {
      Process process = start(killed, 4);
      while (process.isAlive() && lines(killed.resolve("metrics.jsonl")) < epochs) {
        Thread.sleep(3);
      }
      process.destroyForcibly().waitFor(); // SIGKILL
      assertThat(process.exitValue()).as("killed, and not ended by itself").isNotZero();
    }
    assertThat(killed.resolve("result.json")).doesNotExist();
    assertThat(start(killed, 4).waitFor()).isZero();

    assertThat(killed.resolve("model/parameters.safetensors"))
        .hasSameBinaryContentAs(undisturbed.resolve("model/parameters.safetensors"));
    assertThat(killed.resolve("step-gradients.csv"))
        .hasSameBinaryContentAs(undisturbed.resolve("step-gradients.csv"));
    List<EpochRecord> expected = MetricsLog.read(undisturbed.resolve("metrics.jsonl"));
    List<EpochRecord> records = MetricsLog.read(killed.resolve("metrics.jsonl"));
    assertThat(records).hasSize(ToyRun.EPOCHS);
    for (int i = 0; i < ToyRun.EPOCHS; i++) {
      assertThat(records.get(i))
          .usingRecursiveComparison()
          .ignoringFields("seconds")
          .isEqualTo(expected.get(i));
    }
    assertThat(Provenance.read(killed.resolve("provenance.json")).sessions()).hasSize(3);
  }

  private PipelineSpec recording(int epochs) {
    return ToyPlugins.spec(0)
        .model("toy-net", Map.of("steps", 3))
        .training("epochs", epochs)
        .training("step-gradients-every", 2)
        .build();
  }

  @Test
  public void gradientsOfStepsAreRecordedAndDrawn() throws IOException {
    Path folder = folder("recorded");
    List<Long> told = new ArrayList<>();
    try (Run run = Run.create(factory, factory.resolve(recording(3)), folder)) {
      run.listen(
          new TrainingListener() {
            @Override
            public void stepGradients(long update, double[] norms) {
              told.add(update);
              assertThat(norms).hasSize(3);
            }
          });
      run.train();
    }
    StepGradients recorded = StepGradientLog.read(folder.resolve("step-gradients.csv"));
    assertThat(recorded.updates()).isEqualTo(told).startsWith(1L, 3L, 5L);
    // The toy's gradient falls off as 1/3, 1/2, 1.
    for (double[] norms : recorded.norms()) {
      assertThat(norms[2]).isPositive().isCloseTo(3 * norms[0], within(1e-5 * norms[2]));
    }
    assertThat(Files.readAllLines(folder.resolve("step-gradients.csv")).get(0))
        .isEqualTo("update,step 1,step 2,step 3");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Gradients along the sequences", "time step", "∂L/∂h");
    Path without = folder("without");
    train(without, 1);
    assertThat(without.resolve("step-gradients.csv")).doesNotExist();
    assertThat(Files.readString(without.resolve("report.html"))).doesNotContain("∂L/∂h");
  }

  @Test
  public void gradientsOfStepsNeedSteps() {
    PipelineSpec spec =
        ToyPlugins.spec(0).training("epochs", 1).training("step-gradients-every", 2).build();
    assertThatThrownBy(() -> Run.create(factory, factory.resolve(spec), folder("none")))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("training.step-gradients-every")
        .hasMessageContaining("does not go through sequences step by step");
  }

  @Test
  public void recordedGradientsThatAreLostAreMissed() throws IOException {
    Path folder = folder("lost");
    try (Run run = Run.create(factory, factory.resolve(recording(2)), folder)) {
      run.train();
    }
    Path file = folder.resolve("step-gradients.csv");
    String text = Files.readString(file);
    ResumeOptions longer = new ResumeOptions(false, OptionalInt.of(3));
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> Run.resume(factory, folder, longer))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("fewer than the checkpoint says");
    // What a killed process wrote after its last checkpoint is cut off.
    Files.writeString(file, text + "99,1.0,1.0,1.0\n101,1.");
    try (Run run = Run.resume(factory, folder, longer)) {
      run.train();
    }
    assertThat(Files.readString(file)).startsWith(text).doesNotContain("99,1.0").endsWith("\n");
    Files.writeString(file, text.replaceFirst("\n1,", "\none,"));
    assertThatThrownBy(() -> StepGradientLog.read(file))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("one,");
  }

  private Process start(Path folder, int delay) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ToyRun.class.getName(),
            plugins.toString(),
            folder.toString(),
            Integer.toString(delay))
        .inheritIO()
        .start();
  }

  private static long lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file).lines().count() : 0;
  }

  @Test
  public void anInterruptedRunGoesOnWhereverItWasInterrupted() throws IOException {
    Path straight = folder("straight");
    train(straight, 6);
    Path before = folder("before-the-first-checkpoint");
    trainAndFail(before, 6, 1);
    Files.delete(before.resolve("checkpoint.safetensors"));
    Path torn = folder("torn");
    trainAndFail(torn, 6, 3);
    Files.writeString(
        torn.resolve("metrics.jsonl"), "{\"epoch\":4,\"it", StandardOpenOption.APPEND);
    Files.writeString(torn.resolve("checkpoint.safetensors.unfinished"), "half");
    Path unsaved = folder("unsaved");
    train(unsaved, 6);
    Files.delete(unsaved.resolve("result.json"));
    Files.createDirectory(unsaved.resolve("model.unfinished"));
    for (Path folder : List.of(before, torn, unsaved)) {
      try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
        run.train();
      }
      assertThat(folder.resolve("model/parameters.safetensors"))
          .as(folder.toString())
          .hasSameBinaryContentAs(straight.resolve("model/parameters.safetensors"));
      assertThat(MetricsLog.read(folder.resolve("metrics.jsonl"))).hasSize(6);
    }
  }

  @Test
  public void checkpointsMayBeRarerThanEpochs() {
    Path straight = folder("straight");
    train(straight, 7);
    Path folder = folder("rare");
    PipelineSpec spec =
        ToyPlugins.spec(0).training("epochs", 7).training("checkpoint-every", 3).build();
    try (Run run = Run.create(factory, factory.resolve(spec), folder)) {
      run.listen(failingAfter(5));
      assertThatThrownBy(run::train).hasMessage("power cut");
      assertThat(run.savedEpoch()).as("where a resume goes on").isEqualTo(3);
    }
    try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
      run.train();
    }
    assertThat(folder.resolve("model/parameters.safetensors"))
        .hasSameBinaryContentAs(straight.resolve("model/parameters.safetensors"));
    assertThat(MetricsLog.read(folder.resolve("metrics.jsonl")))
        .extracting(EpochRecord::epoch)
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  private static TrainingListener failingAfter(int lastEpoch) {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochRecord epoch, TrainingState state) {
        if (epoch.epoch() == lastEpoch) {
          throw new IllegalStateException("power cut");
        }
      }
    };
  }

  @Test
  public void aFinishedRunGoesOnOnlyForMoreEpochs() {
    Path folder = folder("run");
    train(folder, 3);
    ImpetusException thrown = failureOfResume(folder, ResumeOptions.UNCHANGED);
    assertThat(thrown).hasMessageContaining("the run is finished").hasMessageContaining("all 3");
    try (Run run = Run.resume(factory, folder, new ResumeOptions(false, OptionalInt.of(6)))) {
      run.train();
    }
    Path straight = folder("straight");
    train(straight, 6);
    assertThat(folder.resolve("model/parameters.safetensors"))
        .hasSameBinaryContentAs(straight.resolve("model/parameters.safetensors"));
    assertThat(folder.resolve("spec.yaml")).content().contains("epochs: 6");
  }

  @Test
  public void changedPluginsAreRefusedUnlessAllowed() {
    Path folder = folder("run");
    trainAndFail(folder, 4, 2);
    registry.close();
    ToyPlugins.writeJar(plugins, "1.1");
    openRegistry();
    ImpetusException thrown = failureOfResume(folder, ResumeOptions.UNCHANGED);
    assertThat(thrown.kind()).isEqualTo(ErrorKind.PLUGIN);
    assertThat(thrown.problems()).hasSize(6);
    assertThat(thrown).hasMessageContaining("version 1.0").hasMessageContaining("version 1.1");
    try (Run run = Run.resume(factory, folder, new ResumeOptions(true, OptionalInt.empty()))) {
      run.train();
    }
    Provenance provenance = Provenance.read(folder.resolve("model/provenance.json"));
    assertThat(provenance.sessions())
        .extracting(session -> session.plugins().get(0).version())
        .containsExactly("1.0", "1.1");
    assertThat(provenance.sessions()).extracting(Session::epoch).containsExactly(0, 2);
  }

  private ImpetusException failureOfResume(Path folder, ResumeOptions options) {
    return catchThrowableOfType(
        ImpetusException.class, () -> Run.resume(factory, folder, options).close());
  }

  @Test
  public void aTrainingSurvivesThatTheTestPartCannotBeSolved() throws IOException {
    Path straight = folder("straight");
    train(straight, 3);
    // Of 8 and 3 rows are the batches of validation, of 8 and 5 those of the test part, which
    // pictures take as a whole.
    for (int failing : new int[] {5, 13}) {
      Path folder = folder("failing-" + failing);
      PipelineSpec spec =
          ToyPlugins.spec(0)
              .model("toy-net", Map.of("failing", failing))
              .training("epochs", 3)
              .training("checkpoint-every", 2)
              .build();
      TrainingResult result;
      try (Run run = Run.create(factory, factory.resolve(spec), folder)) {
        result = run.train();
        assertThat(run.savedEpoch()).isEqualTo(3);
      }
      assertThat(result.validation()).isPresent();
      assertThat(result.test().isPresent()).isEqualTo(failing == 13);
      assertThat(folder.resolve("model/parameters.safetensors"))
          .hasSameBinaryContentAs(straight.resolve("model/parameters.safetensors"));
      String note =
          failing == 5
              ? "no figures of the test part: a solve failed (test part, batch 2: toy-net): it was told to"
              : "no pictures of predictions: a solve failed (test part, batch 1: toy-net): it was told to";
      RunResult kept = RunResult.read(folder.resolve("result.json"));
      assertThat(kept).isEqualTo(RunResult.of(result, List.of(note), List.of(ToyMetric.hits())));
      assertThat(RunReports.read(folder).notes()).containsExactly(note);
      assertThat(folder.resolve("report.html")).content().contains(note);
    }
  }

  @Test
  public void aStartThatFailedLeavesItsFolderUsable() throws IOException {
    Path folder = Files.createDirectory(folder("run"));
    Files.writeString(folder.resolve("run.lock"), "");
    Files.writeString(folder.resolve("provenance.json"), "{}");
    Files.writeString(folder.resolve("spec.yaml.unfinished"), "seed:");
    train(folder, 1);
    assertThat(RunResult.read(folder.resolve("result.json")).epochs()).isEqualTo(1);
  }

  @Test
  public void aModelIsThereAtEveryMoment() throws IOException {
    Path folder = folder("run");
    train(folder, 2);
    // As a kill leaves it between the two moves.
    Files.move(folder.resolve("model"), folder.resolve("model.old"));
    for (Path given : List.of(folder, folder.resolve("model"))) {
      try (TrainedModel model = TrainedModel.load(factory, given)) {
        assertThat(model.provenance().seed()).isEqualTo(11);
      }
    }
    try (Run run = Run.resume(factory, folder, new ResumeOptions(false, OptionalInt.of(5)))) {
      run.train();
    }
    assertThat(folder.resolve("model.old")).doesNotExist();
    assertThat(Provenance.read(folder.resolve("model/provenance.json")).sessions()).hasSize(2);
  }

  @Test
  public void processesThatStartTogetherGetFoldersOfTheirOwn() throws Exception {
    ResolvedPipeline resolved = factory.resolve(spec(1));
    LocalDate day = LocalDate.of(2026, 11, 23);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Path>> starts =
          Collections.nCopies(
              12,
              () -> {
                try (RunDirectory directory =
                    RunDirectory.create(
                        RunDirectory.createNextFolder(
                            folder("runs"), day, resolved.spec().model().id()))) {
                  return directory.folder();
                }
              });
      List<Path> folders = new ArrayList<>();
      for (Future<Path> start : threads.invokeAll(starts)) {
        folders.add(start.get());
      }
      assertThat(folders).hasSize(12).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
    try (Run run = Run.create(factory, resolved, folder("runs"), day)) {
      assertThat(run.directory().folder().getFileName()).hasToString("2026-11-23-toy-net-13");
    }
  }

  @Test
  public void changedDataAreRefused() throws IOException {
    Path offset = Files.writeString(folder("offset"), "20");
    Path folder = folder("run");
    PipelineSpec spec =
        ToyPlugins.spec(0)
            .data("toy-data", Map.of("offset", offset.toString()))
            .training("epochs", 4)
            .build();
    try (Run run = Run.create(factory, factory.resolve(spec), folder)) {
      run.listen(failingAfter(2));
      assertThatThrownBy(run::train).hasMessage("power cut");
    }
    byte[] provenance = Files.readAllBytes(folder.resolve("provenance.json"));

    Files.writeString(offset, "30");
    ImpetusException thrown = failureOfResume(folder, ResumeOptions.UNCHANGED);
    assertThat(thrown.kind()).isEqualTo(ErrorKind.DATA);
    assertThat(thrown.problems())
        .extracting(Problem::what)
        .containsExactly(
            "the data are not those of this run: the scalings",
            "the data are not those of this run: what was fitted on the training part",
            "the data are not those of this run: their fingerprint");
    assertThat(thrown)
        .hasMessageContaining("the run had {offset=20.0}; now there is {offset=30.0}")
        .hasMessageContaining("put the data of the run back");
    Files.writeString(offset, "20.0");
    assertThat(failureOfResume(folder, new ResumeOptions(true, OptionalInt.empty())).problems())
        .as("same numbers, other file")
        .extracting(Problem::why)
        .containsExactly("the run had 20; now there is 20.0");
    assertThat(folder.resolve("provenance.json")).hasBinaryContent(provenance);

    Files.writeString(offset, "20");
    try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
      run.train();
    }
    Provenance after = Provenance.read(folder.resolve("model/provenance.json"));
    assertThat(after.fingerprint()).contains("20");
    assertThat(after.samples())
        .containsExactly(
            Map.entry("training", 37), Map.entry("validation", 11), Map.entry("test", 13));
  }

  @Test
  public void aFinishedRunStaysFinishedWhenItCannotGoOn() throws IOException {
    Path folder = folder("run");
    train(folder, 3);
    byte[] result = Files.readAllBytes(folder.resolve("result.json"));
    Files.writeString(folder.resolve("metrics.jsonl"), "");
    assertThat(failureOfResume(folder, new ResumeOptions(false, OptionalInt.of(6))))
        .hasMessageContaining("shorter than the checkpoint says");
    assertThat(folder.resolve("result.json")).hasBinaryContent(result);
    assertThat(folder.resolve("spec.yaml")).content().contains("epochs: 3");
    assertThat(Provenance.read(folder.resolve("provenance.json")).sessions()).hasSize(1);
  }

  @Test
  public void foldersThatAreNoRunsAreNamed() throws IOException {
    assertThat(failureOfResume(folder("nowhere"), ResumeOptions.UNCHANGED))
        .hasMessageContaining("there is no run")
        .hasMessageContaining("no such folder");
    Path foreign = Files.createDirectory(folder("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "mine");
    assertThat(failureOfResume(foreign, ResumeOptions.UNCHANGED))
        .hasMessageContaining("no spec.yaml");
    assertThat(failureOfCreate(foreign)).hasMessageContaining("the folder is not empty");
    assertThat(foreign.resolve("thesis.tex")).hasContent("mine");
    try (Stream<Path> files = Files.list(foreign)) {
      assertThat(files).hasSize(1);
    }
    Path run = folder("run");
    train(run, 1);
    assertThat(failureOfCreate(run)).hasMessageContaining("there is a run already");
    Path behindFile = Files.writeString(folder("file"), "x").resolve("run");
    ImpetusException thrown = failureOfCreate(behindFile);
    assertThat(thrown.kind()).isEqualTo(ErrorKind.STORAGE);
    assertThat(thrown).hasMessageContaining("cannot be made");
  }

  private ImpetusException failureOfCreate(Path folder) {
    return catchThrowableOfType(
        ImpetusException.class,
        () -> Run.create(factory, factory.resolve(spec(1)), folder).close());
  }

  @Test
  public void twoProcessesDoNotShareARun() throws Exception {
    Path folder = folder("run");
    Process process = start(folder, 50);
    try {
      while (process.isAlive() && lines(folder.resolve("metrics.jsonl")) < 1) {
        Thread.sleep(5);
      }
      assertThat(failureOfResume(folder, ResumeOptions.UNCHANGED))
          .hasMessageContaining("somebody works in the folder");
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
      assertThat(run.directory().isFinished()).isFalse();
      assertThat(failureOfResume(folder, ResumeOptions.UNCHANGED))
          .hasMessageContaining("somebody works in the folder");
    }
  }

  @Test
  public void aDiskThatIsFullLosesNothing() throws IOException {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      throw new SkipException("this system has no /dev/full");
    }
    Path straight = folder("straight");
    train(straight, 6);
    Path folder = folder("run");
    trainAndFail(folder, 6, 3);
    byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint.safetensors"));
    Path metrics = folder.resolve("metrics.jsonl");
    Files.createSymbolicLink(folder.resolve("checkpoint.safetensors.unfinished"), full);
    try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
      assertThatThrownBy(run::train)
          .isInstanceOfSatisfying(
              ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STORAGE))
          .hasMessageContaining("the checkpoint cannot be written");
    }
    assertThat(folder.resolve("checkpoint.safetensors")).hasBinaryContent(checkpoint);
    assertThat(MetricsLog.read(metrics)).hasSize(4);
    try (Run run = Run.resume(factory, folder, ResumeOptions.UNCHANGED)) {
      run.train();
    }
    assertThat(folder.resolve("model/parameters.safetensors"))
        .hasSameBinaryContentAs(straight.resolve("model/parameters.safetensors"));
  }

  @Test
  public void damagedFilesAreRefused() throws IOException {
    Path folder = folder("run");
    trainAndFail(folder, 6, 2);
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    byte[] good = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(good, good.length - 5));
    assertThat(failureOfResume(folder, ResumeOptions.UNCHANGED))
        .hasMessageContaining("damaged")
        .hasMessageContaining("checkpoint.safetensors");
    Files.write(checkpoint, good);
    Files.writeString(folder.resolve("metrics.jsonl"), "");
    assertThat(failureOfResume(folder, ResumeOptions.UNCHANGED))
        .hasMessageContaining("shorter than the checkpoint says");
  }

  @Test
  public void finishedRunsAreCompared() throws IOException {
    train(folder("first"), 3);
    train(folder("second"), 4);
    Path page = folder("comparison.html");
    RunReports.compare("Two runs", List.of(folder("first"), folder("second")), page);
    assertThat(page).content().contains("Two runs").contains(">first<").contains(">second<");
    trainAndFail(folder("third"), 4, 2);
    assertThatThrownBy(() -> RunReports.compare("x", List.of(folder("third")), page))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("it is not finished");
  }

  @Test
  public void foldersAreNumbered() throws IOException {
    LocalDate day = LocalDate.of(2026, 11, 23);
    Path first = RunDirectory.nextFolder(temporary.path(), day, "hb/node");
    assertThat(first.getFileName()).hasToString("2026-11-23-hb-node-1");
    Files.createDirectory(first);
    assertThat(RunDirectory.nextFolder(temporary.path(), day, "hb/node").getFileName())
        .hasToString("2026-11-23-hb-node-2");
  }

  @Test
  public void aTrainedModelPredictsInTheUnitsOfItsData() {
    Path folder = folder("run");
    train(folder, 100);
    try (TrainedModel model = TrainedModel.load(factory, folder)) {
      INDArray inputs = Nd4j.create(new double[][] {{0.5, 0.5}, {-0.5, 0.9}});
      INDArray scaled = model.predictScaled(Map.of("inputs", inputs));
      INDArray original = model.predict(Map.of("inputs", inputs));
      assertThat(original.shape()).containsExactly(2, 1);
      assertThat(scaled.getDouble(0)).isCloseTo(Math.sin(1.5) * 0.5, within(0.25));
      assertThat(original.getDouble(0)).isEqualTo(20 + 5 * scaled.getDouble(0));
      INDArray many = Nd4j.create(600, 2).addi(inputs.getRow(1));
      assertThat(model.predict(Map.of("inputs", many)).getDouble(599))
          .isCloseTo(original.getDouble(1), within(1e-5));
      assertThatThrownBy(() -> model.predict(Map.of("input", inputs)))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("did you mean \"inputs\"?")
          .hasMessageContaining("\"inputs\" is missing");
      assertThatThrownBy(() -> model.predict(Map.of("inputs", Nd4j.create(2, 3))))
          .hasMessageContaining("it is [2, 3], but has to be [2, 2]");
      assertThatThrownBy(model::evaluate).isInstanceOf(IllegalStateException.class);
    }
    try (TrainedModel model =
        TrainedModel.loadWithData(factory, folder.resolve("model"), false, Map.of())) {
      assertThat(model.evaluate().loss()).isLessThan(0.1);
      assertThat(model.predictData().rows()).isEqualTo(20);
    }
  }

  @Test
  public void aSourceThatHasOnlyTheDataOfTrainingIsRefusedForPrediction() {
    Path folder = folder("run");
    PipelineSpec spec =
        ToyPlugins.spec(0).data("toy-data", Map.of("deaf", 1)).training("epochs", 1).build();
    try (Run run = Run.create(factory, factory.resolve(spec), folder)) {
      run.train();
    }
    assertThatThrownBy(() -> TrainedModel.loadWithData(factory, folder, false, Map.of()))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the data source toy-data cannot read data for prediction")
        .hasMessageContaining("48 samples");
    TrainedModel.load(factory, folder).close();
  }

  @Test
  public void whetherItIsPredictionDoesNotHangOnWhatWasFitted() {
    Path folder = Path.of("data");
    assertThat(new DataContext(1, folder, Map.of(), true).isPrediction()).isTrue();
    assertThat(new DataContext(1, folder, Map.of()).isPrediction()).isFalse();
    assertThat(new DataContext(1, folder, Map.of("a", "b")).isPrediction()).isTrue();
  }

  @Test
  public void aScalingThatDoesNotFitThePredictionIsRefused() {
    DataShape data =
        new DataShape(
            List.of(DataField.real(DataField.TARGETS, 2)),
            List.of(),
            Map.of(DataField.TARGETS, new Scaling(List.of(1.0, 2.0), List.of(10.0, 100.0))));
    FieldArrays fitting =
        new FieldArrays(data, DataField.real("prediction", 3, 2), Precision.FLOAT64);
    assertThat(fitting.write(new double[] {0, 0, 1, 1, 2, 2}, 1, true).data().asDouble())
        .containsExactly(1, 2, 11, 102, 21, 202);
    FieldArrays other = new FieldArrays(data, DataField.real("prediction", 3), Precision.FLOAT64);
    assertThatThrownBy(() -> other.write(new double[3], 1, true))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("scaled in 2 columns, but the prediction has 3");
    assertThat(other.write(new double[3], 1, false).data().asDouble()).containsExactly(0, 0, 0);
  }

  @Test
  public void onlyFinishedRunsHaveAModel() {
    Path folder = folder("run");
    trainAndFail(folder, 4, 2);
    assertThatThrownBy(() -> TrainedModel.load(factory, folder))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the run is not finished");
  }
}
