// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.training.Metric;
import dev.impetus.runtime.training.Figures;
import dev.impetus.runtime.training.StopReason;
import dev.impetus.runtime.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Final figures of a run, in {@code result.json}.
 *
 * @param epochs epochs done
 * @param chosenEpoch the epoch whose parameters the model has
 * @param reason why the training ended
 * @param seconds time spent in epochs
 * @param validation figures of the model on the validation part
 * @param test figures of the model on the test part
 * @param notes figures and pictures that are missing, and why
 * @param higherIsBetter names of the metrics in which larger is better
 */
public record RunResult(
    int epochs,
    int chosenEpoch,
    StopReason reason,
    double seconds,
    Optional<Figures> validation,
    Optional<Figures> test,
    List<String> notes,
    List<String> higherIsBetter) {

  /** Copies the lists. */
  public RunResult {
    notes = List.copyOf(notes);
    higherIsBetter = List.copyOf(higherIsBetter);
  }

  static RunResult of(TrainingResult result, List<String> notes, List<Metric> metrics) {
    return new RunResult(
        result.epochs(),
        result.chosenEpoch(),
        result.reason(),
        result.seconds(),
        result.validation(),
        result.test(),
        notes,
        metrics.stream().filter(Metric::higherIsBetter).map(Metric::name).toList());
  }

  void write(Path path) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", epochs);
    json.put("chosen-epoch", chosenEpoch);
    json.put("reason", reason.name());
    json.put("seconds", seconds);
    validation.ifPresent(figures -> json.put("validation", RecordJson.of(figures)));
    test.ifPresent(figures -> json.put("test", RecordJson.of(figures)));
    if (!higherIsBetter.isEmpty()) {
      json.put("higher-is-better", higherIsBetter);
    }
    if (!notes.isEmpty()) {
      json.put("notes", notes);
    }
    AtomicFiles.write(
        path, RecordJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  /**
   * Reads the result of a finished run.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if it cannot be read or parsed
   */
  public static RunResult read(Path path) {
    try {
      JsonNode json = RecordJson.MAPPER.readTree(Files.readString(path));
      return new RunResult(
          json.path("epochs").asInt(),
          json.path("chosen-epoch").asInt(),
          StopReason.valueOf(json.path("reason").asString("")),
          json.path("seconds").asDouble(),
          figures(json, "validation"),
          figures(json, "test"),
          texts(json, "notes"),
          texts(json, "higher-is-better"));
    } catch (IOException e) {
      throw StorageFailure.of("the result cannot be read", path, e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw StorageFailure.of("the result is damaged", path, e.getMessage(), "restore the file");
    }
  }

  private static List<String> texts(JsonNode json, String name) {
    return json.path(name).valueStream().map(text -> text.asString("")).toList();
  }

  private static Optional<Figures> figures(JsonNode json, String name) {
    return json.has(name) ? Optional.of(RecordJson.figures(json.get(name))) : Optional.empty();
  }
}
