// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.generation.Generation;
import dev.impetus.runtime.generation.GenerationListener;
import dev.impetus.runtime.generation.GenerationRequest;
import dev.impetus.runtime.generation.Sampling;
import dev.impetus.runtime.generation.TextGenerator;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.runtime.run.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates text with the model of a run. */
@Command(
    name = "generate",
    description =
        "Generates text with a language model that a run has trained, and prints it as it comes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  impetus generate runs/2026-11-23-momentum-lstm-1 --prompt \"Once upon\"",
      "  impetus generate runs/shakespeare --tokens 2000 --temperature 0.7 --top-p 0.95",
      "  impetus generate runs/shakespeare --prompt ROMEO: --samples 3 --seed 7",
      "  impetus generate runs/shakespeare --temperature 0 --stop $'\\n\\n'",
      "",
      "The prompt is read first; without one the text begins after a line end.",
      "Of a run that is not finished the best parameters so far are used."
    })
final class GenerateCommand implements Callable<Integer> {

  @Mixin private PluginOptions plugins;

  @Parameters(paramLabel = "RUN", description = "Folder of a run, or of its model.")
  private Path folder;

  @ArgGroup private Prompt prompt = new Prompt();

  /** What the model reads first. */
  private static final class Prompt {

    @Option(
        names = "--prompt",
        paramLabel = "TEXT",
        description = "What the model reads first and goes on with.")
    private String text;

    @Option(
        names = "--prompt-file",
        paramLabel = "FILE",
        description = "A file with it, in UTF-8; its last line end is part of it.")
    private Path file;
  }

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Tokens of the text at most: characters, bytes or words; ${DEFAULT-VALUE} unless given.")
  private int tokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0.8",
      description =
          "Scores are divided by it: below 1 the probable becomes more probable, and 0 always takes the most"
              + " probable; ${DEFAULT-VALUE} unless given.")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draw from the K most probable tokens alone.")
  private Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw from the fewest tokens that are as probable as P together.")
  private Double topP;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Texts to generate, all at once; ${DEFAULT-VALUE} unless given.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "42",
      description = "The same seed gives the same text; ${DEFAULT-VALUE} unless given.")
  private long seed;

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End a text before this, if it comes up.")
  private String stop;

  @Option(names = "--no-prompt", description = "Leave the prompt out of the answer.")
  private boolean noPrompt;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the text is written, in UTF-8; standard output unless given.")
  private Path output;

  @Option(names = "--json", description = "Print texts and figures as JSON.")
  private boolean json;

  @Option(
      names = "--allow-changed-plugins",
      description = "Generate although a plugin has another version or hash than in training.")
  private boolean allowChangedPlugins;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    GenerationRequest request = request();
    try (PluginRegistry registry = plugins.registry();
        TrainedModel model =
            TrainedModel.loadSoFar(PipelineFactory.of(registry), folder, allowChangedPlugins)) {
      TextGenerator generator = model.generator();
      model
          .checkpointEpoch()
          .ifPresent(
              epoch -> err.println("note: the run is not finished; this is its epoch " + epoch));
      err.flush();
      if (output == null) {
        answer(generator, request, spec.commandLine().getOut());
      } else {
        OutputFile.write(
            output, "the text cannot be written", out -> answer(generator, request, out));
      }
    }
    return ExitCode.FINE.number();
  }

  private GenerationRequest request() {
    try {
      return new GenerationRequest(
          prompt(),
          tokens,
          samples,
          new Sampling(
              temperature,
              topK == null ? OptionalInt.empty() : OptionalInt.of(topK),
              topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP)),
          seed,
          Optional.ofNullable(stop));
    } catch (IllegalArgumentException e) {
      throw UsageErrors.of(spec.commandLine(), e.getMessage());
    }
  }

  private String prompt() {
    if (prompt.file == null) {
      return prompt.text == null ? "" : prompt.text;
    }
    try {
      return Files.readString(prompt.file);
    } catch (IOException e) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "the prompt cannot be read",
              prompt.file.toAbsolutePath().toString(),
              e instanceof NoSuchFileException
                  ? "there is no such file"
                  : e instanceof CharacterCodingException
                      ? "it is not UTF-8"
                      : String.valueOf(e.getMessage()),
              "give a text file in UTF-8"),
          e);
    }
  }

  private void answer(TextGenerator generator, GenerationRequest request, PrintWriter out) {
    String shown = noPrompt ? "" : request.prompt();
    boolean streams = request.samples() == 1 && !json;
    Generation generation =
        generator.generate(request, streams ? streaming(shown, out) : GenerationListener.NONE);
    if (json) {
      out.println(Json.write(json(request, generation)));
    } else {
      List<Generation.Sample> texts = generation.samples();
      for (int i = 0; i < texts.size(); i++) {
        if (!streams) {
          out.println("--- " + (i + 1) + " of " + texts.size() + " ---");
          print(out, shown + texts.get(i).text());
        }
        if (!(shown + texts.get(i).text()).endsWith("\n")) {
          out.println();
        }
      }
    }
    out.flush();
    summarize(generation, generator.horizon());
  }

  /** Prints the prompt once nothing speaks against it, and then the text as it comes. */
  private GenerationListener streaming(String shown, PrintWriter out) {
    return new GenerationListener() {
      @Override
      public void begun() {
        print(out, shown);
      }

      @Override
      public void generated(int sample, String text) {
        print(out, text);
      }
    };
  }

  /** A reader that has ended, such as head, or a full disk ends the generation. */
  private void print(PrintWriter out, String text) {
    out.print(text);
    if (out.checkError()) {
      throw output == null
          ? new ImpetusException(Main.ofStandardOutput())
          : new UncheckedIOException(OutputFile.fullDisk());
    }
  }

  private void summarize(Generation generation, long horizon) {
    PrintWriter err = spec.commandLine().getErr();
    if (generation.unknownPromptTokens() > 0) {
      err.println(
          "note: "
              + generation.unknownPromptTokens()
              + " of "
              + generation.promptTokens()
              + " tokens of the prompt are unknown to the model");
    }
    if (generation.promptTokens() + generation.steps() > horizon) {
      err.println(
          "note: the model was trained on "
              + horizon
              + " tokens at a time, so each token follows from the last "
              + (horizon / 2 + 1)
              + " to "
              + horizon
              + " alone");
    }
    err.println(
        String.format(
            Locale.ROOT,
            "%,d tokens in %.3f s, %,.0f a second, after a prompt of %,d; seed %d; the state has %,d"
                + " bytes a text",
            generation.tokens(),
            generation.seconds(),
            generation.tokens() / generation.seconds(),
            generation.promptTokens(),
            seed,
            generation.stateBytes()));
    err.flush();
  }

  private static Map<String, Object> json(GenerationRequest request, Generation generation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("prompt", request.prompt());
    map.put("seed", request.seed());
    map.put(
        "samples",
        generation.samples().stream()
            .map(
                sample -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("text", sample.text());
                  entry.put("tokens", sample.tokens());
                  entry.put("stopped", sample.stopped());
                  return entry;
                })
            .toList());
    map.put("prompt-tokens", generation.promptTokens());
    map.put("prompt-seconds", generation.promptSeconds());
    map.put("seconds", generation.seconds());
    map.put("state-bytes", generation.stateBytes());
    return map;
  }
}
