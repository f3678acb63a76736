// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What discovery found and what became of it, as data: tables, logs and JSON are renderings of it.
 *
 * @param plugins the plugins by kind and id, then what has neither
 * @param warnings what is likely to be a mistake, although nothing had to be rejected for it
 * @param notes what somebody may want to know
 */
public record LoadReport(List<PluginReport> plugins, List<Problem> warnings, List<Problem> notes) {

  /** Copies the lists. */
  public LoadReport {
    plugins = List.copyOf(plugins);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }

  /** What was rejected. */
  public List<PluginReport> rejections() {
    return plugins.stream().filter(plugin -> plugin.state() == PluginState.REJECTED).toList();
  }

  /**
   * This report, if nothing in it was rejected.
   *
   * @throws ImpetusException of kind PLUGIN with the reason of every rejection
   */
  public LoadReport orThrow() {
    List<Problem> problems =
        rejections().stream()
            .map(PluginReport::problem)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return this;
  }

  /** The report as maps and lists; see {@link PluginReport#toMap()}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("plugins", plugins.stream().map(PluginReport::toMap).toList());
    map.put("warnings", warnings.stream().map(PluginReport::toMap).toList());
    map.put("notes", notes.stream().map(PluginReport::toMap).toList());
    return map;
  }

  /** The report as JSON, indented. */
  public String toJson() {
    return JsonMapper.builder()
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(toMap());
  }
}
