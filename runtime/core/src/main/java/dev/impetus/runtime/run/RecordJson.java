// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records of training as JSON and back. Numbers that JSON has no word for become null, and null
 * NaN.
 */
final class RecordJson {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RecordJson() {}

  static Map<String, Object> of(EpochRecord epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch.epoch());
    json.put("iteration", epoch.iteration());
    json.put("training", of(epoch.training()));
    epoch.validation().ifPresent(figures -> json.put("validation", of(figures)));
    json.put("learning-rate", number(epoch.learningRate()));
    json.put("gradient-norm", number(epoch.gradientNorm()));
    json.put("seconds", number(epoch.seconds()));
    json.put("best", epoch.best());
    return json;
  }

  static EpochRecord epoch(JsonNode json) {
    return new EpochRecord(
        json.path("epoch").asInt(),
        json.path("iteration").asLong(),
        figures(json.path("training")),
        json.has("validation") ? Optional.of(figures(json.get("validation"))) : Optional.empty(),
        number(json.path("learning-rate")),
        number(json.path("gradient-norm")),
        number(json.path("seconds")),
        json.path("best").asBoolean());
  }

  static Map<String, Object> of(Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("loss", number(figures.loss()));
    json.put("metrics", numbers(figures.metrics()));
    json.put("measures", numbers(figures.measures()));
    return json;
  }

  static Figures figures(JsonNode json) {
    return new Figures(
        number(json.path("loss")), numbers(json.path("metrics")), numbers(json.path("measures")));
  }

  private static Map<String, Object> numbers(Map<String, Double> values) {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((name, value) -> json.put(name, number(value)));
    return json;
  }

  private static Map<String, Double> numbers(JsonNode json) {
    Map<String, Double> values = new LinkedHashMap<>();
    json.properties().forEach(item -> values.put(item.getKey(), number(item.getValue())));
    return values;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static double number(JsonNode json) {
    return json.isNumber() ? json.asDouble() : Double.NaN;
  }
}
