// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes specifications as YAML. */
final class SpecWriter {

  private SpecWriter() {}

  static String write(PipelineSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", spec.seed());
    map.put("precision", spec.precision().name().toLowerCase(Locale.ROOT));
    map.put("threads", spec.threads());
    map.put("data", section(spec.data()));
    map.put("model", section(spec.model()));
    spec.solver().ifPresent(solver -> map.put("solver", section(solver)));
    map.put("engine", section(spec.engine()));
    map.put("loss", section(spec.loss()));
    map.put("metrics", spec.metrics().stream().map(SpecWriter::section).toList());
    map.put("optimizer", section(spec.optimizer()));
    map.put("training", plain(spec.training()));
    return YamlDocument.write(map);
  }

  private static Map<String, Object> section(PluginSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", spec.id());
    map.putAll(plain(spec.options()));
    return map;
  }

  private static Map<String, Object> plain(Map<String, Object> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            map.put(name, value instanceof List<?> list ? new ArrayList<>(list) : value));
    return map;
  }
}
