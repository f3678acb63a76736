// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testng.SkipException;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that train and predict, on the example specifications. */
public final class TrainingCommandsTest {

  private static final Path SPECS = Path.of("..", "..", "examples", "specs");

  private Path folder;

  @BeforeClass
  public void makeFolder() throws IOException {
    folder = Files.createTempDirectory("impetus-runs");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static String spec(String name) {
    return SPECS.resolve(name).toString();
  }

  @DataProvider
  public Object[][] specs() {
    return new Object[][] {
      {"nested-spheres-hbnode.yaml"},
      {"swing-hbnode.yaml"},
      {"adding-momentum-lstm.yaml"},
      {"copy-momentum-transformer.yaml"}
    };
  }

  @Test(dataProvider = "specs")
  public void anExampleTrains(String name) {
    Invocation run =
        Invocation.of(
                "run", spec(name), "--out", path(name), "--json", "--set", "training.epochs=3")
            .succeeded();
    JsonNode result = JsonMapper.builder().build().readTree(run.out());
    assertThat(result.propertyNames())
        .containsExactly(
            "run",
            "report",
            "parameters",
            "epochs",
            "chosen-epoch",
            "reason",
            "seconds",
            "validation",
            "test",
            "errors",
            "notes");
    assertThat(result.get("epochs").asInt()).isEqualTo(3);
    assertThat(result.get("test").get("loss").asDouble()).isPositive().isFinite();
    assertThat(Path.of(result.get("report").asString())).content().contains("</html>");
    assertThat(run.err()).contains("epoch 1/3", "epoch 3/3");
  }

  @Test(dataProvider = "specs")
  public void theDataOfAnExampleAreDescribed(String name) {
    assertThat(Invocation.of("data", "list", spec(name)).succeeded().out())
        .contains("training", "inputs", "shape");
    JsonNode described =
        JsonMapper.builder()
            .build()
            .readTree(Invocation.of("data", "list", spec(name), "--json").succeeded().out());
    assertThat(described.propertyNames())
        .containsExactly("id", "description", "samples", "fields", "times");
  }

  /** Before anything is looked at: an example that does not learn is no example. */
  @Test
  public void theSwingIsForecastInItsOwnUnits() throws IOException {
    String run = path("forecast");
    String swing = spec("swing.csv");
    assertThat(
            Invocation.of(
                    "run",
                    spec("swing-hbnode.yaml"),
                    "--out",
                    run,
                    "--progress",
                    "none",
                    "--set",
                    "training.epochs=25")
                .succeeded()
                .out())
        .contains("hbnode", "parameters", "test    loss", "error   angle ", "report  ");

    Path forecasts = folder.resolve("forecasts.csv");
    Invocation.of("predict", run, "--data", swing, "--output", forecasts.toString()).succeeded();
    List<String> lines = Files.readAllLines(forecasts);
    assertThat(lines.get(0)).isEqualTo("sample,predicted angle,target angle");
    // 240 readings hold 229 windows of 12; what follows the last one is not known yet.
    assertThat(lines).hasSize(1 + 229);
    assertThat(lines.get(229)).endsWith(",");
    List<String> readings = Files.readAllLines(Path.of(swing));
    double squares = 0;
    for (int sample = 0; sample < 228; sample++) {
      String[] cells = lines.get(1 + sample).split(",", -1);
      double target = Double.parseDouble(readings.get(1 + sample + 12).split(",", -1)[1]);
      assertThat(Double.parseDouble(cells[2])).isEqualTo(target, within(1e-9));
      squares += Math.pow(Double.parseDouble(cells[1]) - target, 2);
    }
    // The noise has a deviation of 0.02; saying that nothing changes is wrong by 0.17.
    assertThat(Math.sqrt(squares / 228)).isLessThan(0.1);
  }

  @Test(dependsOnMethods = "theSwingIsForecastInItsOwnUnits")
  public void predictionAnswersOnStandardOutputToo() {
    assertThat(
            Invocation.of("predict", path("forecast"), "--data", spec("swing.csv"))
                .succeeded()
                .out())
        .startsWith("sample,predicted angle,target angle\n0,");
  }

  @Test(dependsOnMethods = "theSwingIsForecastInItsOwnUnits")
  public void aFileOfPredictionsIsReplacedWholeOrNotAtAll() throws IOException {
    Path output = Files.writeString(folder.resolve("kept.csv"), "earlier");
    Path blocked = Files.createDirectory(folder.resolve("kept.csv.unfinished"));
    String[] command = {
      "predict", path("forecast"), "--data", spec("swing.csv"), "--output", output.toString()
    };
    assertThat(Invocation.of(command).failedWith(5).err()).contains("kept.csv");
    assertThat(output).hasContent("earlier");
    Files.delete(blocked);
    assertThat(
            Invocation.of("predict", path("forecast"), "--output", path("nowhere/kept.csv"))
                .failedWith(5)
                .err())
        .contains("there is no folder for");
    Invocation.of(command).succeeded();
    assertThat(output).content().startsWith("sample,predicted angle");
    assertThat(blocked).doesNotExist();
  }

  @Test(dependsOnMethods = "theSwingIsForecastInItsOwnUnits")
  public void runsAreComparedOnOnePage() {
    Path page = folder.resolve("page.html");
    Invocation.of("compare", path("forecast"), "--title", "A & B", "--output", page.toString())
        .succeeded();
    assertThat(page).content().contains("A &amp; B", "hbnode", "</html>");
    Invocation.of("compare", path("no-run"), "--output", page.toString()).failedWith(5);
  }

  @Test(dependsOnMethods = "theSwingIsForecastInItsOwnUnits")
  public void otherDataThanTheModelsAreRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "time,angel,drive\n0,1,1\n1,1,1\n");
    assertThat(
            Invocation.of("predict", path("forecast"), "--data", other.toString())
                .failedWith(2)
                .err())
        .contains("there is no column \"angle\"", "did you mean \"angel\"?");
    Invocation.of("predict", path("forecast"), "--data", path("missing.csv")).failedWith(5);
    Invocation.of("predict", path("no-run"), "--data", other.toString()).failedWith(5);
  }

  @Test(dependsOnMethods = "theSwingIsForecastInItsOwnUnits")
  public void aFolderIsNotUsedTwiceAndAFinishedRunNotResumed() {
    Invocation.of("run", spec("swing-hbnode.yaml"), "--out", path("forecast")).failedWith(5);
    assertThat(Invocation.of("resume", path("forecast")).failedWith(2).err()).contains("finished");
    Invocation.of("resume", path("no-run")).failedWith(5);
    assertThat(Invocation.of("resume", path("forecast"), "--epochs", "26").succeeded().out())
        .contains("26 epochs");
  }

  @Test
  public void classesArePredictedByTheirNames() throws IOException {
    StringBuilder table = new StringBuilder("x,y,colour\n");
    for (int i = 0; i < 60; i++) {
      double x = Math.sin(i * 1.7);
      double y = Math.cos(i * 0.9);
      table.append(x).append(',').append(y).append(',').append(x + y > 0 ? "red" : "blue");
      table.append('\n');
    }
    Files.writeString(folder.resolve("colours.csv"), table);
    Path spec =
        Files.writeString(
            folder.resolve("colours.yaml"),
            """
            data: {id: csv, file: colours.csv, class-column: colour}
            model: {id: node, hidden: [8]}
            solver: {id: dopri5, rtol: 1e-3, atol: 1e-3}
            loss: cross-entropy
            metrics: [accuracy]
            optimizer: {id: adam, learning-rate: 0.05}
            training: {epochs: 15, batch-size: 16}
            """);
    Invocation.of("run", spec.toString(), "--out", path("colours")).succeeded();
    assertThat(folder.resolve("colours/report.json"))
        .content()
        .contains("\"classes\":[\"blue\",\"red\"]");
    Files.writeString(folder.resolve("unknown.csv"), "x,y\n0.9,0.9\n-0.9,-0.9\n");
    String answer =
        Invocation.of("predict", path("colours"), "--data", path("unknown.csv")).succeeded().out();
    assertThat(answer.lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("sample,predicted,target,score blue,score red"),
            line -> assertThat(line).startsWith("0,red,,"),
            line -> assertThat(line).startsWith("1,blue,,"));
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {new String[] {"--set", "solver.rtoll=1e-3"}, 2, "did you mean \"rtol\"?"},
      {
        new String[] {"--set", "solver.rtol=tight"},
        2,
        "must be a number, but is the text \"tight\""
      },
      {new String[] {"--set", "solver.rtol=-1"}, 2, "must be >= 0"},
      {new String[] {"--set", "modell.id=node"}, 2, "did you mean \"model\"?"},
      {new String[] {"--set", "model.id=hbnod"}, 2, "did you mean \"hbnode\"?"},
      {new String[] {"--set", "optimizer.id=adamm"}, 2, "did you mean"},
      {new String[] {"--set", "training.epochs=0"}, 2, "must be >= 1"},
      {new String[] {"--set", "loss.id=cross-entropy"}, 3, "class indices"},
      {new String[] {"--set", "training.monitor=rmsee"}, 2, "did you mean \"rmse\"?"},
      {new String[] {"--set", "data.file=no.csv"}, 5, "no.csv"},
      {new String[] {"--set", "data.window=1000"}, 3, "too few rows"},
      {new String[] {"--set", "data.inputs=[angel]"}, 2, "did you mean \"angle\"?"},
      {
        new String[] {"--set", "optimizer.id=sgd", "--set", "optimizer.learning-rate=1e200"},
        4,
        "blows up"
      },
      {new String[] {"--set", "solver.max-steps=1"}, 4, "max-steps"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void aMistakeIsNamedWithAWayOut(String[] arguments, int code, String hint)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("run", spec("swing-hbnode.yaml"), "--out"));
    command.add(Files.createTempDirectory(folder, "mistake").toString());
    command.addAll(List.of(arguments));
    assertThat(Invocation.of(command.toArray(String[]::new)).failedWith(code).err()).contains(hint);
  }

  @DataProvider
  public Object[][] brokenFiles() {
    return new Object[][] {
      {"ragged", "time,angle,drive\n0,1,1\n1,1\n", "line 3"},
      {"text", "time,angle,drive\n0,1,1\n1,much,1\n", "line 3, column \"angle\""},
      {"nan", "time,angle,drive\n0,1,1\n1,NaN,1\n", "line 3, column \"angle\""},
      {"time", "time,angle,drive\n1,1,1\n0,1,1\n", "time does not increase"},
      {"empty", "", "the file is empty"},
    };
  }

  @Test(dataProvider = "brokenFiles")
  public void aBrokenFileIsNamedWithItsLine(String name, String text, String hint)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".csv"), text);
    String value = "data.file='" + file.toAbsolutePath() + "'";
    Invocation run =
        Invocation.of(
            "run", spec("swing-hbnode.yaml"), "--out", path("broken-" + name), "--set", value);
    assertThat(run.failedWith(3).err()).contains(hint).contains(name + ".csv");
  }

  @Test
  public void aSpecificationThatIsNotThereOrNoYamlIsNamed() throws IOException {
    Invocation.of("run", path("none.yaml")).failedWith(5);
    Path text = Files.writeString(folder.resolve("text.yaml"), "just words");
    Invocation.of("run", text.toString()).failedWith(2);
    Path many =
        Files.writeString(
            folder.resolve("many.yaml"),
            "data: {id: csv, fil: a.csv}\nmodel: {id: hbnod}\nlos: mse\n");
    assertThat(Invocation.of("run", many.toString()).failedWith(2).err())
        .contains("many.yaml:1", "many.yaml:2", "many.yaml:3")
        .contains("did you mean \"loss\"?", "section \"optimizer\" is missing");
  }

  /** Ctrl-C is a signal: only another process can show what it does. */
  /** Whether this process was started with SIGINT ignored, which those that it starts inherit. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
      }
    }
    return false;
  }

  @Test
  public void ctrlCLeavesARunThatCanBeResumed() throws Exception {
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new SkipException("there is no SIGINT to send");
    }
    if (ignoresInterrupts()) {
      throw new SkipException("the tests run in the background, where SIGINT is ignored");
    }
    Path run = folder.resolve("interrupted");
    Path said = folder.resolve("interrupted.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.impetus.cli.Main",
                "run",
                spec("nested-spheres-hbnode.yaml"),
                "--set",
                "training.epochs=1000000",
                "--out",
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      Path metrics = run.resolve("metrics.jsonl");
      for (int i = 0; i < 1200 && epochs(metrics) < 2 && process.isAlive(); i++) {
        Thread.sleep(50);
      }
      assertThat(epochs(metrics)).as("epochs of a run that said %s", read(said)).isGreaterThan(1);
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(read(said)).contains("impetus resume " + run).doesNotContain("\tat ");

    int more = epochs(run.resolve("metrics.jsonl")) + 2;
    assertThat(
            Invocation.of("resume", run.toString(), "--epochs", Integer.toString(more))
                .succeeded()
                .out())
        .contains("done    " + more + " epochs");
  }

  private static int epochs(Path metrics) throws IOException {
    return Files.exists(metrics) ? read(metrics).split("\n", -1).length - 1 : 0;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
