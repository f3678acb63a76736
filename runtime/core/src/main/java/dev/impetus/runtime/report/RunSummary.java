// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a report shows of a run.
 *
 * @param name what the run is called, usually its folder
 * @param model id of the architecture
 * @param data the data in one line
 * @param facts what else people want to know first, by name: solver, optimiser, seed, …
 * @param epochs the epochs
 * @param chosenEpoch the epoch whose parameters the model has
 * @param ending why the training ended, in words
 * @param seconds time spent in epochs
 * @param validation figures of the model on the validation part
 * @param test figures of the model on the test part
 * @param errors errors on the test part in the data's units
 * @param pictures what the model does with the test part
 * @param parameters the model's parameters
 * @param plugins the plugins
 * @param specification the resolved specification
 * @param environment Java, operating system and so on, by name
 * @param notes figures and pictures that are missing, and why
 * @param generated a text that a language model has generated, without a prompt
 */
public record RunSummary(
    String name,
    String model,
    String data,
    Map<String, String> facts,
    List<EpochRecord> epochs,
    int chosenEpoch,
    String ending,
    double seconds,
    Optional<Figures> validation,
    Optional<Figures> test,
    List<ColumnError> errors,
    Pictures pictures,
    List<ParameterRow> parameters,
    List<PluginRow> plugins,
    String specification,
    Map<String, String> environment,
    List<String> notes,
    Optional<String> generated) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Copies the collections and keeps their order. */
  public RunSummary {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    epochs = List.copyOf(epochs);
    errors = List.copyOf(errors);
    parameters = List.copyOf(parameters);
    plugins = List.copyOf(plugins);
    notes = notes == null ? List.of() : List.copyOf(notes);
    generated = generated == null ? Optional.empty() : generated;
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Errors of one column of the targets, in its own unit. */
  public record ColumnError(String column, double rootMeanSquare, double meanAbsolute) {}

  /** A parameter by name. */
  public record ParameterRow(String name, String shape, int size) {}

  /** A plugin and the jar that it came from. */
  public record PluginRow(String kind, String id, String version, String jar, String sha256) {}

  /** Numbers in all parameters together. */
  public int parameterCount() {
    return parameters.stream().mapToInt(ParameterRow::size).sum();
  }

  /** As JSON, which {@link #parse} reads back. */
  public String toJson() {
    return MAPPER.writeValueAsString(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static RunSummary parse(String json) {
    try {
      return MAPPER.readValue(json, RunSummary.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
