// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.runtime.generation.GenerationRequest;
import dev.impetus.runtime.generation.Sampling;
import dev.impetus.runtime.generation.TextGenerator;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.report.ComparisonReport;
import dev.impetus.runtime.report.PictureTaker;
import dev.impetus.runtime.report.Pictures;
import dev.impetus.runtime.report.RunReport;
import dev.impetus.runtime.report.RunSummary;
import dev.impetus.runtime.report.StepGradients;
import dev.impetus.runtime.training.TrainingFailure;
import dev.impetus.runtime.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports of runs from their folders. */
public final class RunReports {

  private static final int GENERATED_TOKENS = 300;

  private RunReports() {}

  /**
   * Writes one page about several finished runs.
   *
   * @param title its heading
   * @param runs folders of the runs, in the order of the table
   * @param page the file to write
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if a run has no report or the
   *     page cannot be written
   */
  public static void compare(String title, List<Path> runs, Path page) {
    List<RunSummary> summaries = new ArrayList<>();
    for (Path run : runs) {
      summaries.add(read(run));
    }
    try {
      AtomicFiles.write(page.toAbsolutePath(), ComparisonReport.render(title, summaries));
    } catch (IOException e) {
      throw StorageFailure.of("the page cannot be written", page, e);
    }
  }

  /**
   * What the report of a finished run shows.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if there is none or it is
   *     damaged
   */
  public static RunSummary read(Path run) {
    Path data = RunDirectory.requireRun(run).resolve("report.json");
    if (!Files.exists(data)) {
      throw StorageFailure.of(
          "the run has no report", run, "it is not finished", "resume it and let it end");
    }
    try {
      return RunSummary.parse(Files.readString(data));
    } catch (IOException e) {
      throw StorageFailure.of("the report's data cannot be read", data, e);
    } catch (IllegalArgumentException e) {
      throw StorageFailure.of(
          "the report's data are damaged", data, e.getMessage(), "restore the file");
    }
  }

  /** Writes the report, and tells what could not be shown. */
  static List<String> write(
      RunDirectory directory, Pipeline pipeline, TrainingResult result, Provenance provenance)
      throws IOException {
    RunSummary summary = summary(directory, pipeline, result, provenance);
    AtomicFiles.write(directory.reportData(), summary.toJson());
    StepGradients gradients = StepGradientLog.read(directory.stepGradients());
    AtomicFiles.write(directory.report(), RunReport.render(summary, gradients));
    return summary.notes();
  }

  private static RunSummary summary(
      RunDirectory directory, Pipeline pipeline, TrainingResult result, Provenance provenance) {
    PipelineSpec spec = pipeline.spec();
    List<String> notes = new ArrayList<>(result.notes());
    List<RunSummary.ColumnError> errors = List.of();
    Pictures pictures = Pictures.NONE;
    try {
      errors = PictureTaker.errors(pipeline.setup());
      pictures = PictureTaker.take(pipeline.setup());
    } catch (ImpetusException e) {
      notes.add(TrainingFailure.note("no pictures of predictions", e));
    }
    Optional<String> generated = Optional.empty();
    try {
      generated = generate(pipeline);
    } catch (ImpetusException e) {
      notes.add(TrainingFailure.note("no generated text", e));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    spec.solver().ifPresent(solver -> facts.put("solver", solver.id()));
    facts.put("engine", spec.engine().id());
    facts.put("loss", spec.loss().id());
    facts.put("optimizer", spec.optimizer().id());
    facts.put("seed", Long.toString(spec.seed()));
    facts.put("precision", spec.precision().name().toLowerCase(Locale.ROOT));
    return new RunSummary(
        directory.folder().getFileName().toString(),
        spec.model().id(),
        pipeline.data().description(),
        facts,
        MetricsLog.read(directory.metrics()),
        result.chosenEpoch(),
        switch (result.reason()) {
          case EPOCHS_DONE -> "all " + result.epochs() + " epochs done";
          case NO_IMPROVEMENT ->
              "stopped after "
                  + result.epochs()
                  + " epochs, as the validation part saw no improvement";
        },
        result.seconds(),
        result.validation(),
        result.test(),
        errors,
        pictures,
        pipeline.model().parameters().parameters().stream()
            .map(
                parameter ->
                    new RunSummary.ParameterRow(
                        parameter.name(),
                        parameter.shape().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(" × ")),
                        parameter.size()))
            .toList(),
        provenance.latest().plugins().stream()
            .map(
                plugin ->
                    new RunSummary.PluginRow(
                        plugin.kind(),
                        plugin.id(),
                        plugin.version(),
                        plugin.jar(),
                        plugin.sha256()))
            .toList(),
        spec.toYaml(),
        provenance.latest().environment(),
        notes,
        generated);
  }

  /** Of a language model, what it writes; the specification's seed decides what. */
  private static Optional<String> generate(Pipeline pipeline) {
    Optional<Vocabulary> vocabulary = pipeline.data().vocabulary(DataField.INPUTS);
    return TextGenerator.ifPossible(
            pipeline.model(), pipeline.data().signature(), vocabulary, pipeline.spec().precision())
        .map(generator -> generate(generator, pipeline.spec().seed()));
  }

  private static String generate(TextGenerator generator, long seed) {
    int tokens = (int) Math.min(GENERATED_TOKENS, generator.limit());
    return generator
        .generate(GenerationRequest.of("", tokens, Sampling.atTemperature(0.8), seed))
        .samples()
        .get(0)
        .text();
  }
}
