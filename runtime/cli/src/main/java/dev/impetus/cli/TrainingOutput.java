// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.cli;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.runtime.report.RunSummary;
import dev.impetus.runtime.run.Run;
import dev.impetus.runtime.run.RunReports;
import dev.impetus.runtime.training.Figures;
import dev.impetus.runtime.training.StopReason;
import dev.impetus.runtime.training.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Trains a run and tells of it: part of the commands that train. */
final class TrainingOutput {

  @Option(
      names = "--progress",
      paramLabel = "STYLE",
      defaultValue = "auto",
      description =
          "How progress is shown on standard error: ${COMPLETION-CANDIDATES}; auto is a bar on a terminal,"
              + " lines elsewhere.")
  private ProgressStyle progress;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /**
   * Trains to the end and prints what came of it.
   *
   * @param done epochs that were done before
   */
  void train(Run run, int done, PrintWriter out, PrintWriter err) {
    Path folder = run.directory().folder();
    if (!json) {
      out.println("run     " + folder);
      out.println("data    " + run.pipeline().data().description());
      out.printf(
          Locale.ROOT,
          "model   %s, %d parameters%n",
          run.pipeline().spec().model().id(),
          run.pipeline().model().parameters().size());
      out.flush();
    }
    run.pipeline().warnings().forEach(warning -> err.println("warning: " + warning));
    TrainingResult result;
    try (Interruption interruption = new Interruption(run, done, err)) {
      run.listen(interruption);
      result = train(run, done, err);
    } catch (ImpetusException e) {
      err.println(
          "The run is kept in " + folder + "; resumed, it goes on " + Interruption.from(run));
      throw e;
    }
    List<String> notes = RunReports.read(folder).notes();
    notes.forEach(note -> err.println("note: " + note));
    err.flush();
    if (json) {
      out.println(Json.write(toMap(run, result)));
    } else {
      print(run, result, out);
    }
    out.flush();
  }

  private TrainingResult train(Run run, int done, PrintWriter err) {
    int epochs = run.pipeline().training().epochs();
    switch (progress.resolve()) {
      case BAR -> {
        try (ProgressBars bars = new ProgressBars(epochs, done)) {
          run.listen(bars);
          return run.train();
        }
      }
      case LINES -> run.listen(new ProgressLines(err, epochs));
      default -> {
        // nothing is shown
      }
    }
    return run.train();
  }

  private static void print(Run run, TrainingResult result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "done    %d epochs in %.1f s%s; parameters of epoch %d%n",
        result.epochs(),
        result.seconds(),
        result.reason() == StopReason.NO_IMPROVEMENT ? ", stopped early" : "",
        result.chosenEpoch());
    figures("valid", result.validation(), out);
    figures("test", result.test(), out);
    errors(run, out);
    out.println("report  " + run.directory().report());
  }

  /** Losses and metrics are of scaled numbers, which nobody can judge. */
  private static void errors(Run run, PrintWriter out) {
    for (RunSummary.ColumnError error : RunReports.read(run.directory().folder()).errors()) {
      out.printf(
          Locale.ROOT,
          "error   %s %.6g (root mean square), %.6g (mean absolute), on the test part in its own unit%n",
          error.column(),
          error.rootMeanSquare(),
          error.meanAbsolute());
    }
  }

  private static void figures(String part, Optional<Figures> figures, PrintWriter out) {
    if (figures.isEmpty()) {
      return;
    }
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-8sloss %.6g", part, figures.get().loss()));
    figures
        .get()
        .metrics()
        .forEach(
            (name, value) -> line.append(String.format(Locale.ROOT, "  %s %.6g", name, value)));
    out.println(line);
  }

  private static Map<String, Object> toMap(Run run, TrainingResult result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run.directory().folder().toString());
    map.put("report", run.directory().report().toString());
    map.put("parameters", run.pipeline().model().parameters().size());
    map.put("epochs", result.epochs());
    map.put("chosen-epoch", result.chosenEpoch());
    map.put("reason", result.reason().name());
    map.put("seconds", result.seconds());
    result.validation().ifPresent(figures -> map.put("validation", toMap(figures)));
    result.test().ifPresent(figures -> map.put("test", toMap(figures)));
    List<Map<String, Object>> errors = new ArrayList<>();
    for (RunSummary.ColumnError error : RunReports.read(run.directory().folder()).errors()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("column", error.column());
      entry.put("root-mean-square", number(error.rootMeanSquare()));
      entry.put("mean-absolute", number(error.meanAbsolute()));
      errors.add(entry);
    }
    map.put("errors", errors);
    map.put("notes", RunReports.read(run.directory().folder()).notes());
    return map;
  }

  static Map<String, Object> toMap(Figures figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loss", number(figures.loss()));
    map.put("metrics", numbers(figures.metrics()));
    map.put("measures", numbers(figures.measures()));
    return map;
  }

  private static Map<String, Object> numbers(Map<String, Double> figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    figures.forEach((name, value) -> map.put(name, number(value)));
    return map;
  }

  /** JSON has no word for infinite or not a number. */
  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
