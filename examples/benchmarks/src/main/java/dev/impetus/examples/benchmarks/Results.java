// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole run.
 *
 * @param started when, as text
 * @param machine where
 * @param settings how, by name
 * @param rows the rows
 * @param extras start-up and allocation, by row
 */
record Results(
    String started,
    Map<String, Object> machine,
    Map<String, Object> settings,
    List<RowResult> rows,
    Map<String, Map<String, Object>> extras) {

  Optional<RowResult> find(String row) {
    return rows.stream().filter(result -> result.row().id().equals(row)).findFirst();
  }

  /** Versions of everything that was timed, by name. */
  Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (RowResult row : rows) {
      for (EntryResult entry : row.entries()) {
        if (entry.facts().get("versions") instanceof Map<?, ?> found) {
          found.forEach((name, version) -> versions.put(name.toString(), version.toString()));
        }
      }
    }
    return versions;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("started", started);
    json.put("machine", machine);
    json.put("settings", settings);
    json.put("versions", versions());
    List<Map<String, Object>> targets = new ArrayList<>();
    Targets.of(this).forEach(target -> targets.add(target.toJson()));
    json.put("targets", targets);
    json.put("extras", extras);
    json.put("rows", rows.stream().map(RowResult::toJson).toList());
    return json;
  }
}
