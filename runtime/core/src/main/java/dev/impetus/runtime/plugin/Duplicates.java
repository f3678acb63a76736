// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.plugin.PluginKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settles which of several plugins with one id is used: never the first of them by chance. */
final class Duplicates {

  private final Map<String, String> preferences;
  private final Findings findings;
  private final Set<String> used = new HashSet<>();

  /**
   * Settles by these preferences.
   *
   * @param preferences jar name by id, or by {@code kind/id}
   */
  Duplicates(Map<String, String> preferences, Findings findings) {
    this.preferences = preferences;
    this.findings = findings;
  }

  /** Removes the copies of jars that were met before, told by their hash. */
  void dropCopies(List<PluginUnit> units) {
    Map<String, Path> firstPath = new HashMap<>();
    Map<String, PluginUnit> firstUnit = new HashMap<>();
    Set<Path> noted = new HashSet<>();
    for (PluginUnit unit : units) {
      unit.candidates()
          .removeIf(
              candidate -> {
                String hash = candidate.jar().sha256();
                Path path = candidate.jar().path();
                if (hash.isEmpty()
                    || (path.equals(firstPath.computeIfAbsent(hash, h -> path))
                        && unit == firstUnit.computeIfAbsent(hash, h -> unit))) {
                  return false;
                }
                if (noted.add(path)) {
                  findings.note(
                      "a jar is there twice",
                      path.toString(),
                      "the same bytes were found before, in " + firstPath.get(hash),
                      "remove one of them");
                }
                return true;
              });
    }
  }

  /** Rejects, or disables by preference, what has the same kind and id in different jars. */
  void settle(List<Candidate> candidates) {
    Map<PluginKind, Map<String, List<Candidate>>> groups = new TreeMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.isUsable()) {
        groups
            .computeIfAbsent(candidate.kind().orElseThrow(), kind -> new TreeMap<>())
            .computeIfAbsent(candidate.id(), id -> new ArrayList<>())
            .add(candidate);
      }
    }
    groups.values().stream()
        .flatMap(byId -> byId.values().stream())
        .filter(group -> group.size() > 1)
        .forEach(this::settleGroup);
    for (String key : preferences.keySet()) {
      if (!used.contains(key)) {
        findings.warn(
            "the preference " + key + "=" + preferences.get(key) + " settles nothing",
            "prefer",
            "no id \"" + key + "\" is in more than one usable jar",
            "remove it or mend the id");
      }
    }
  }

  private void settleGroup(List<Candidate> group) {
    Candidate any = group.get(0);
    String qualified = any.kind().orElseThrow() + "/" + any.id();
    String key = preferences.containsKey(qualified) ? qualified : any.id();
    String preferred = preferences.get(key);
    if (preferred != null) {
      used.add(key);
    }
    List<Candidate> chosen =
        preferred == null
            ? List.of()
            : group.stream().filter(candidate -> matches(candidate.jar(), preferred)).toList();
    if (chosen.size() == 1) {
      for (Candidate candidate : group) {
        if (candidate != chosen.get(0)) {
          candidate.disable(
              chosen.get(0).jar().name() + " is preferred", "prefer this jar instead");
        }
      }
      return;
    }
    String jars =
        group.stream()
            .map(candidate -> candidate.jar().path().toString())
            .collect(Collectors.joining(" and "));
    String why =
        preferred == null
            ? "it is in " + jars
            : "it is in "
                + jars
                + ", and \""
                + preferred
                + "\" names "
                + (chosen.isEmpty() ? "none of them" : "more than one");
    for (Candidate candidate : group) {
      candidate.reject(
          candidate.label() + " is there more than once",
          why,
          "remove one, or settle it with prefer " + any.id() + "=" + candidate.jar().name());
    }
  }

  private static boolean matches(PluginJar jar, String preferred) {
    return jar.path().toString().equals(preferred) || jar.path().endsWith(Path.of(preferred));
  }
}
