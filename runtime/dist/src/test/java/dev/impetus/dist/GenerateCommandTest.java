// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.runtime.generation.Generation;
import dev.impetus.runtime.generation.GenerationRequest;
import dev.impetus.runtime.generation.Sampling;
import dev.impetus.runtime.generation.TextGenerator;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.testng.SkipException;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Language models from text to text. */
public final class GenerateCommandTest {

  /** Every token of it follows from those before. */
  private static final String SONG = "row, row, row your boat.\nGently down the stream – é!\n";

  private Path folder;

  @BeforeClass
  public void trainOnASong() throws IOException {
    folder = Files.createTempDirectory("impetus-texts");
    Files.writeString(folder.resolve("song.txt"), SONG.repeat(40));
    train("characters", "lstm", "characters", 48, 12);
    train("bytes", "momentum-lstm", "bytes", 48, 25);
    train("words", "momentum-gru", "words, line-end: <eos>", 24, 20);
  }

  private void train(String name, String model, String tokens, int window, int epochs)
      throws IOException {
    Path spec = spec(name, "{id: %s, hidden: 24}".formatted(model), tokens, window, epochs);
    Invocation.of("run", spec.toString(), "--out", path(name), "--progress", "none").succeeded();
  }

  private Path spec(String name, String model, String tokens, int window, int epochs)
      throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        precision: float32
        data: {id: text, file: song.txt, tokens: %s, window: %d, stride: 12}
        model: %s
        loss: cross-entropy
        metrics: [perplexity, bits-per-character]
        optimizer: {id: adam, learning-rate: 0.02}
        training: {epochs: %d, batch-size: 16, clip-norm: 1}
        """
            .formatted(tokens, window, model, epochs));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @DataProvider
  public Object[][] kinds() {
    return new Object[][] {
      {"characters", "row, row, ", "row your boat.\nGently down the stream – é!\nrow, row", 57},
      {"bytes", "row, row, ", "row your boat.\nGently down the stream – é!\nrow, row", 60},
      {"words", "row, row, ", " row your boat .\nGently down the stream – é !\nrow , row", 16},
    };
  }

  /** As it prints: the prompt, and what it knows by heart. */
  @Test(dataProvider = "kinds")
  public void whatWasLearntIsGeneratedBack(
      String run, String prompt, String continuation, int tokens) {
    Invocation generated =
        Invocation.of(
                "generate",
                path(run),
                "--prompt",
                prompt,
                "--temperature",
                "0",
                "--tokens",
                Integer.toString(tokens))
            .succeeded();
    assertThat(generated.out()).startsWith(prompt + continuation).endsWith("\n");
    assertThat(generated.err()).contains(tokens + " tokens in", "a second", "bytes a text");
  }

  @Test
  public void whatWasLearntIsMeasured() {
    JsonNode figures =
        JsonMapper.builder().build().readTree(folder.resolve("characters/result.json").toFile());
    JsonNode metrics = figures.get("test").get("metrics");
    double bits = metrics.get("bits-per-character").asDouble();
    assertThat(bits).isBetween(0.0, 0.3);
    assertThat(Math.log(metrics.get("perplexity").asDouble()) / Math.log(2))
        .isCloseTo(bits, within(1e-9));
  }

  @Test
  public void theReportShowsAText() throws IOException {
    for (String run : List.of("characters", "words")) {
      Path report = folder.resolve(run).resolve("report.html");
      assertThat(report).content().contains("Generated text", "the stream", "bits-per-character");
      JsonNode data =
          JsonMapper.builder()
              .build()
              .readTree(Files.readString(folder.resolve(run).resolve("report.json")));
      assertThat(data.get("generated").asString()).hasSizeGreaterThan(250).contains("row");
    }
  }

  @Test
  public void theSameFromCodeAsFromTheCommandLine() {
    String[] command = {
      "generate",
      path("bytes"),
      "--prompt",
      "Gent",
      "--no-prompt",
      "--tokens",
      "80",
      "--temperature",
      "1.5",
      "--top-k",
      "9",
      "--top-p",
      "0.95",
      "--samples",
      "2",
      "--seed",
      "5",
      "--json"
    };
    Invocation printed = Invocation.of(command).succeeded();
    JsonNode json = JsonMapper.builder().build().readTree(printed.out());
    List<String> texts = new ArrayList<>();
    json.get("samples").forEach(sample -> texts.add(sample.get("text").asString()));
    assertThat(json.propertyNames())
        .containsExactly(
            "prompt",
            "seed",
            "samples",
            "prompt-tokens",
            "prompt-seconds",
            "seconds",
            "state-bytes");
    assertThat(Invocation.of(command).succeeded().out())
        .satisfies(
            again ->
                assertThat(JsonMapper.builder().build().readTree(again).get("samples"))
                    .isEqualTo(json.get("samples")));
    try (PluginRegistry registry = PluginRegistry.builder().build();
        TrainedModel model =
            TrainedModel.load(PipelineFactory.of(registry), folder.resolve("bytes"))) {
      TextGenerator generator = model.generator();
      Generation generation =
          generator.generate(
              new GenerationRequest(
                  "Gent",
                  80,
                  2,
                  new Sampling(1.5, OptionalInt.of(9), OptionalDouble.of(0.95)),
                  5,
                  Optional.empty()));
      assertThat(generation.samples().stream().map(Generation.Sample::text))
          .containsExactlyElementsOf(texts);
      assertThat(generation.promptTokens()).isEqualTo(4);
      assertThat(generation.stateBytes()).isEqualTo(4 * (24 + 24 + 257));
      assertThat(model.checkpointEpoch()).isEmpty();
      assertThat(generator.vocabulary().size()).isEqualTo(256);
    }
  }

  @Test
  public void severalTextsStandOneBelowTheOther() {
    assertThat(
            Invocation.of(
                    "generate",
                    path("characters"),
                    "--samples",
                    "2",
                    "--stop",
                    "boat",
                    "--prompt",
                    "row, row, ",
                    "--temperature",
                    "0")
                .succeeded()
                .out())
        .isEqualToNormalizingNewlines(
            "--- 1 of 2 ---\nrow, row, row your \n--- 2 of 2 ---\nrow, row, row your \n");
  }

  @Test
  public void promptAndTextMayBeFiles() throws IOException {
    Path prompt = Files.writeString(folder.resolve("prompt.txt"), "Gently");
    Path text = folder.resolve("text.txt");
    Invocation written =
        Invocation.of(
                "generate",
                path("bytes"),
                "--prompt-file",
                prompt.toString(),
                "--out",
                text.toString(),
                "--temperature",
                "0",
                "--tokens",
                "24")
            .succeeded();
    assertThat(written.out()).isEmpty();
    assertThat(text).hasContent("Gently down the stream – é!");
    Files.write(prompt, new byte[] {'a', (byte) 0xFF});
    refused(5, "it is not UTF-8", "bytes", "--prompt-file", prompt.toString());
    refused(5, "there is no such file", "bytes", "--prompt-file", path("nothing.txt"));
    refused(5, "there is no folder", "bytes", "--out", path("nowhere/text.txt"));
  }

  @Test
  public void aFullDiskIsThatOfTheFile() {
    if (!Files.exists(Path.of("/dev/full"))) {
      throw new SkipException("there is no /dev/full");
    }
    refused(5, "/dev/full", "bytes", "--out", "/dev/full", "--tokens", "5");
    refused(5, "the disk may be full", "bytes", "--out", "/dev/full", "--prompt", "row");
  }

  /** Without a prompt a text begins where a line does, and both lines do so equally often. */
  @Test
  public void withoutAPromptALineBegins() {
    for (String run : List.of("characters", "words")) {
      assertThat(
              Invocation.of("generate", path(run), "--temperature", "0", "--tokens", "3")
                  .succeeded()
                  .out())
          .containsPattern("^(row|Gen)");
    }
  }

  @Test
  public void unknownWordsAreNotedAndUnknownCharactersRefused() {
    assertThat(
            Invocation.of("generate", path("words"), "--prompt", "row a yacht", "--tokens", "5")
                .succeeded()
                .err())
        .contains("note: 2 of 3 tokens of the prompt are unknown");
    refused(3, "\"ß\" (U+00DF) is unknown", "characters", "--prompt", "boß");
  }

  @Test
  public void whatCannotGenerateSaysWhy() throws IOException {
    Path both = spec("both", "{id: lstm, hidden: 4, bidirectional: true}", "characters", 48, 1);
    Invocation.of("run", both.toString(), "--out", path("both"), "--set", "training.epochs=1")
        .succeeded();
    refused(2, "looks at no later step", "both");

    for (String source : List.of("adding", "copying")) {
      Path strange =
          Files.writeString(
              folder.resolve(source + ".yaml"),
              """
              data: {id: %s, training: 64, validation: 8, test: 8}
              model: {id: lstm, hidden: 4}
              loss: %s
              optimizer: adam
              training: {epochs: 1}
              """
                  .formatted(source, source.equals("adding") ? "mse" : "cross-entropy"));
      Invocation.of("run", strange.toString(), "--out", path(source)).succeeded();
    }
    refused(3, "numbers and not tokens", "adding");
    refused(3, "do not say what they stand for", "copying");

    Files.writeString(
        folder.resolve("labels.tsv"), "text\tlabel\n" + "good\tyes\nbad\tno\n".repeat(30));
    Path labels =
        Files.writeString(
            folder.resolve("labels.yaml"),
            """
            data: {id: text-classes, file: labels.tsv}
            model: {id: lstm, hidden: 4}
            loss: cross-entropy
            optimizer: adam
            training: {epochs: 1}
            """);
    Invocation.of("run", labels.toString(), "--out", path("labels")).succeeded();
    refused(3, "the class of a whole text", "labels");
  }

  @Test
  public void theExampleReadsItsText() {
    String spec = "../../examples/specs/counting-momentum-lstm.yaml";
    assertThat(Invocation.of("data", "list", spec).succeeded().out())
        .contains("25527 characters, 21 different");
  }

  @Test
  public void aRunThatIsNotFinishedGeneratesWithWhatItHasSoFar() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("unfinished"));
    for (String file : List.of("spec.yaml", "provenance.json")) {
      Files.copy(folder.resolve("characters").resolve(file), copy.resolve(file));
    }
    refused(5, "not one epoch is done", "unfinished");
    Files.copy(
        folder.resolve("characters/checkpoint.safetensors"),
        copy.resolve("checkpoint.safetensors"));
    Invocation soFar =
        Invocation.of("generate", copy.toString(), "--temperature", "0", "--tokens", "20")
            .succeeded();
    assertThat(soFar.err()).contains("note: the run is not finished; this is its epoch ");
    assertThat(soFar.out())
        .isEqualTo(
            Invocation.of("generate", path("characters"), "--temperature", "0", "--tokens", "20")
                .succeeded()
                .out());
    refused(5, "there is no trained model", "no-run");
  }

  @DataProvider
  public Object[][] mistakes() {
    return new Object[][] {
      {new String[] {"--temperature", "-1"}, "the temperature must be at least 0, not -1"},
      {new String[] {"--top-k", "0"}, "top-k must be at least 1, not 0"},
      {new String[] {"--top-p", "1.1"}, "top-p must be above 0 and at most 1, not 1.1"},
      {new String[] {"--tokens", "0"}, "must be at least 1"},
      {new String[] {"--stop", ""}, "the text to stop at is empty"},
      {new String[] {"--prompt", "a", "--prompt-file", "b"}, "mutually exclusive"},
    };
  }

  @Test(dataProvider = "mistakes")
  public void aMistakeOnTheCommandLineIsNamed(String[] arguments, String hint) {
    refused(1, hint, "characters", arguments);
  }

  private void refused(int code, String hint, String run, String... arguments) {
    List<String> command = new ArrayList<>(List.of("generate", path(run)));
    command.addAll(List.of(arguments));
    Invocation refused = Invocation.of(command.toArray(String[]::new)).failedWith(code);
    assertThat(refused.err()).contains(hint);
    assertThat(refused.out()).isEmpty();
  }
}
