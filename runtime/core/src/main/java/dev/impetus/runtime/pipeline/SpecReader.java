// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns the maps and lists of a YAML document into a specification. */
final class SpecReader {

  private static final Option<Long> SEED =
      Option.integer("seed", "seed of everything random").byDefault(PipelineSpec.DEFAULT_SEED);
  private static final Option<String> PRECISION =
      Option.choice("precision", "floating-point type", "float32", "float64")
          .byDefault(PipelineSpec.DEFAULT_PRECISION.name().toLowerCase(Locale.ROOT));
  private static final Option<Long> THREADS =
      Option.integer("threads", "number of threads").atLeast(1).atMost(4096).byDefault(1L);
  private static final ConfigSchema GENERAL = ConfigSchema.of(SEED, PRECISION, THREADS);

  private static final List<String> SECTIONS =
      List.of(
          "seed",
          "precision",
          "threads",
          "data",
          "model",
          "solver",
          "engine",
          "loss",
          "metrics",
          "optimizer",
          "training");

  private final Consumer<Problem> problems;

  SpecReader(Consumer<Problem> problems) {
    this.problems = problems;
  }

  SpecDraft read(Map<String, Object> values) {
    for (String key : values.keySet()) {
      if (!SECTIONS.contains(key)) {
        problem(
            "unknown section \"" + key + "\"",
            key,
            "nothing reads it",
            Suggestions.didYouMean(key, SECTIONS, "sections"));
      }
    }
    Map<String, Object> general = new LinkedHashMap<>();
    GENERAL
        .options()
        .forEach(
            option -> {
              if (values.containsKey(option.name())) {
                general.put(option.name(), values.get(option.name()));
              }
            });
    ConfigView view = GENERAL.resolve(general, "", problems);
    return new SpecDraft(
        view.find(SEED).orElse(0L),
        view.find(PRECISION)
            .map(word -> Precision.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(PipelineSpec.DEFAULT_PRECISION),
        view.find(THREADS).map(Math::toIntExact).orElse(1),
        required(values, "data"),
        required(values, "model"),
        optional(values, "solver"),
        values.containsKey("engine")
            ? optional(values, "engine")
            : Optional.of(PipelineSpec.DEFAULT_ENGINE),
        required(values, "loss"),
        metrics(values),
        required(values, "optimizer"),
        training(values));
  }

  private Optional<PluginSpec> required(Map<String, Object> values, String section) {
    if (!values.containsKey(section)) {
      problem(
          "section \"" + section + "\" is missing",
          section,
          "every pipeline has one",
          "add it: \"" + section + ": {id: …}\"");
      return Optional.empty();
    }
    return optional(values, section);
  }

  private Optional<PluginSpec> optional(Map<String, Object> values, String section) {
    return values.containsKey(section) ? plugin(values.get(section), section) : Optional.empty();
  }

  /** A plugin is {@code {id: rk4, …}}, or {@code rk4} where it has no options. */
  private Optional<PluginSpec> plugin(Object value, String path) {
    if (value instanceof String id && !id.isBlank()) {
      return Optional.of(PluginSpec.of(id));
    }
    if (!(value instanceof Map<?, ?> map)) {
      problem(
          value == null
              ? "section \"" + path + "\" is empty"
              : "section \"" + path + "\" has a wrong form",
          path,
          "it must be a mapping with an id" + (value == null ? "" : ", but is " + value),
          "write it as \"{id: …, option: value}\"");
      return Optional.empty();
    }
    Map<String, Object> options = new LinkedHashMap<>();
    map.forEach((key, option) -> options.put((String) key, option));
    Object id = options.remove("id");
    if (!(id instanceof String text) || text.isBlank()) {
      problem(
          "section \"" + path + "\" has no id",
          path + ".id",
          id == null ? "the id names the plugin" : "it must be text, but is " + id,
          "add one: \"id: …\"");
      return Optional.empty();
    }
    return Optional.of(new PluginSpec(text, options));
  }

  private List<PluginSpec> metrics(Map<String, Object> values) {
    if (!values.containsKey("metrics")) {
      return List.of();
    }
    if (!(values.get("metrics") instanceof List<?> list)) {
      problem(
          "section \"metrics\" has a wrong form",
          "metrics",
          "it must be a list, but is " + values.get("metrics"),
          "write it as \"[{id: …}, {id: …}]\"");
      return List.of();
    }
    List<PluginSpec> metrics = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      plugin(list.get(i), "metrics[" + i + "]").ifPresent(metrics::add);
    }
    return metrics;
  }

  private Map<String, Object> training(Map<String, Object> values) {
    if (!values.containsKey("training")) {
      return Map.of();
    }
    if (!(values.get("training") instanceof Map<?, ?> map)) {
      problem(
          "section \"training\" has a wrong form",
          "training",
          "it must be a mapping, but is "
              + (values.get("training") == null ? "empty" : values.get("training")),
          "write it as \"{epochs: 100}\", or leave it out");
      return Map.of();
    }
    Map<String, Object> training = new LinkedHashMap<>();
    map.forEach((key, value) -> training.put((String) key, value));
    return training;
  }

  private void problem(String what, String where, String why, String fix) {
    problems.accept(new Problem(ErrorKind.CONFIGURATION, what, where, why, fix));
  }
}
