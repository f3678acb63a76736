// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that trains settings with seeds, with its processes. */
public final class SweepCommandTest {

  private static final String EXAMPLE =
      Path.of("..", "..", "examples", "specs", "adding-momentum-sweep.yaml").toString();

  private static final String SPEC =
      Path.of("..", "..", "examples", "specs", "adding-momentum-lstm.yaml").toString();

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private Path folder;
  private Path plugins;
  private Path released;

  @BeforeClass
  public void makeFolder() throws IOException {
    folder = Files.createTempDirectory("impetus-sweeps");
    plugins = Files.createDirectory(folder.resolve("plugins"));
    HeldMetric.writeJar(plugins.resolve("held.jar"));
    released = folder.resolve("released");
  }

  /** Two settings with two seeds, whose runs stop in their third epoch until they are released. */
  private List<String> held(Path out) {
    return List.of(
        "sweep",
        "--spec",
        SPEC,
        "--vary",
        "model.mu=0.6",
        "--seeds",
        "2",
        "--set",
        "data.steps=8",
        "--set",
        "data.training=300",
        "--set",
        "data.validation=40",
        "--set",
        "data.test=40",
        "--set",
        "model.hidden=6",
        "--set",
        "training.epochs=5",
        "--set",
        "metrics=[{id: held, until: '" + released + "'}]",
        "--plugins-dir",
        plugins.toString(),
        "--out",
        out.toString());
  }

  @Test
  public void theExampleIsPlannedWithItsControls() {
    JsonNode plan =
        JsonMapper.builder()
            .build()
            .readTree(Invocation.of("sweep", EXAMPLE, "--dry-run", "--json").succeeded().out());
    assertThat(plan.get("runs").asInt()).isEqualTo(18);
    List<String> added = new ArrayList<>();
    plan.get("settings")
        .forEach(
            setting -> {
              if (setting.get("added").asBoolean()) {
                added.add(setting.get("label").asString());
              }
            });
    assertThat(added).containsExactly("mu 0, s 0.6", "mu 0, s 1");
    assertThat(Invocation.of("sweep", EXAMPLE, "--dry-run").succeeded().out())
        .contains("mu 0, s 1  (control, added)", "runs     18: 6 settings with 3 seeds");
  }

  @Test
  public void everythingThatIsWrongIsSaidBeforeAnythingIsRun() {
    Path out = folder.resolve("wrong");
    assertThat(
            Invocation.of(
                    "sweep",
                    EXAMPLE,
                    "--set",
                    "model.hiden=3",
                    "--set",
                    "training.epochs=many",
                    "--seeds",
                    "0",
                    "--out",
                    out.toString())
                .failedWith(2)
                .err())
        .contains("did you mean \"hidden\"?", "the text \"many\"", "\"seeds\"", "3 problems");
    assertThat(out).doesNotExist();
    Invocation.of("sweep").failedWith(1);
    Invocation.of("sweep", EXAMPLE, "--jobs", "0").failedWith(1);
    Invocation.of("sweep", EXAMPLE, "--vary", "model.mu=0").failedWith(1);
    Invocation.of("sweep", EXAMPLE, "--report-only", "--dry-run").failedWith(1);
    Invocation.of("sweep", EXAMPLE, "--report-only", "--retry-failed").failedWith(1);
    Invocation.of("sweep", EXAMPLE, "--report-only", "--out", out.toString()).failedWith(5);
    assertThat(out).doesNotExist();
    Invocation.of("sweep", folder.resolve("none.yaml").toString()).failedWith(5);
    Invocation.of("sweep", EXAMPLE, "--seeds", "0", "--dry-run").failedWith(2);
  }

  @Test
  public void aValueThatWouldNotHoldOrStandsTwiceIsAMistake() {
    assertThat(
            Invocation.of("sweep", EXAMPLE, "--set", "model.mu=0.9", "--dry-run")
                .failedWith(1)
                .err())
        .contains("--set model.mu would not hold: the grid sets model.mu");
    assertThat(
            Invocation.of(
                    "sweep",
                    EXAMPLE,
                    "--set",
                    "model.hidden=3",
                    "--set=model.hidden=5",
                    "--dry-run")
                .failedWith(1)
                .err())
        .contains("--set gives model.hidden twice: 3 and 5");
    assertThat(
            Invocation.of("sweep", EXAMPLE, "--set", "model.hidden", "--dry-run")
                .failedWith(1)
                .err())
        .contains("--set needs PATH=VALUE, but is \"model.hidden\"");
    assertThat(
            Invocation.of(
                    "sweep",
                    "--spec",
                    SPEC,
                    "--vary",
                    "model.mu=0.3",
                    "--vary",
                    "model.mu=0.6",
                    "--seeds",
                    "1",
                    "--dry-run")
                .failedWith(1)
                .err())
        .contains("--vary gives model.mu twice");
    assertThat(
            Invocation.of("sweep", EXAMPLE, "--set=model.hidden=5", "--dry-run").succeeded().out())
        .contains("runs     18");
  }

  @Test
  public void aSweepWhoseFileIsNotThereIsOverAtOnce() {
    Path spec = Path.of("..", "..", "examples", "specs", "swing-hbnode.yaml");
    Path file = folder.resolve("nothing.csv");
    Invocation sweep =
        Invocation.of(
                "sweep",
                "--spec",
                spec.toString(),
                "--set",
                "data.file=" + file,
                "--seeds",
                "9",
                "--without-control",
                "it is about files",
                "--out",
                folder.resolve("missing").toString())
            .failedWith(5);
    assertThat(sweep.err())
        .contains("Stopped: 7 runs more", "there is no file nothing.csv", file.toString());
  }

  @Test
  public void aSweepWhoseProcessesAreKilledEndsAsIfNothingHadBeen() throws Exception {
    Path killed = folder.resolve("killed");
    Process sweep = start(held(killed));
    try {
      await(() -> checkpoints(killed).size() == 1, sweep);
      sweep.children().findFirst().orElseThrow().destroyForcibly();
      Path failed = checkpoints(killed).get(0).getParent();
      await(() -> Files.exists(failed.resolveSibling("seed-1.failure.json")), sweep);
      await(() -> checkpoints(killed).size() == 2, sweep);
      ProcessHandle second = sweep.children().findFirst().orElseThrow();
      sweep.destroyForcibly().waitFor();
      assertThat(second.onExit().get(PATIENCE_NANOS, TimeUnit.NANOSECONDS).isAlive())
          .as("no process outlives its sweep")
          .isFalse();
    } finally {
      sweep.destroyForcibly();
    }

    Files.createFile(released);
    Invocation again = Invocation.of(held(killed).toArray(String[]::new)).succeeded();
    assertThat(again.err()).contains("[4/4]");
    assertThat(again.out()).contains("mu 0 ", "control", "s per epoch", "report  ");
    Path straight = folder.resolve("straight");
    Invocation.of(held(straight).toArray(String[]::new)).succeeded();
    List<Path> models = files(straight, "parameters.safetensors");
    assertThat(models).hasSize(4);
    for (Path model : models) {
      assertThat(killed.resolve(straight.relativize(model))).hasSameBinaryContentAs(model);
    }
    assertThat(killed.resolve("report.html")).content().contains("Best by validation", "</html>");

    String whole = Files.readString(killed.resolve("sweep.yaml"));
    Invocation.of(
            "sweep",
            killed.toString(),
            "--report-only",
            "--seeds",
            "1",
            "--plugins-dir",
            plugins.toString())
        .succeeded();
    assertThat(killed.resolve("sweep.yaml")).hasContent(whole);

    Invocation kept =
        Invocation.of("sweep", killed.toString(), "--json", "--plugins-dir", plugins.toString())
            .succeeded();
    assertThat(kept.err()).contains("4 of 4 runs are finished; 0 are left");
    JsonNode result = JsonMapper.builder().build().readTree(kept.out());
    assertThat(result.get("settings").get(0).get("test").get("loss").get("runs").asInt())
        .isEqualTo(2);
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A thing that takes a while to become true. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Only a bound for what will never come: a slow machine may take its time. */
  private static void await(Condition condition, Process process) throws Exception {
    long begin = System.nanoTime();
    while (!condition.holds()) {
      assertThat(process.isAlive()).as("the sweep goes on until it is killed").isTrue();
      assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
      Thread.sleep(20);
    }
  }

  private static List<Path> checkpoints(Path sweep) throws IOException {
    return files(sweep, "checkpoint.safetensors");
  }

  private static List<Path> files(Path sweep, String name) throws IOException {
    if (!Files.isDirectory(sweep.resolve("runs"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(sweep.resolve("runs"), 4, (p, a) -> p.endsWith(name))) {
      return files.sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      return List.of(); // a file went while it was looked at
    }
  }
}
