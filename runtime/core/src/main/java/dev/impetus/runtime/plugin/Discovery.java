// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * From places to look at to plugins that may be loaded: collect, inspect, drop copies, switch off,
 * settle duplicates. No class of a plugin is loaded.
 *
 * @param classLoader the loader of the class path
 * @param folders plugin folders
 * @param preferences jar by id
 * @param disabled ids that are switched off
 * @param findings gets warnings and notes
 */
record Discovery(
    ClassLoader classLoader,
    Set<Path> folders,
    Map<String, String> preferences,
    Set<String> disabled,
    Findings findings) {

  List<PluginUnit> run() {
    List<PluginUnit> units = new ArrayList<>();
    units.add(
        PluginUnit.ofClassPath(
            classLoader, candidates(new ClassPath(classLoader, findings).inspect())));
    for (Path folder : folders) {
      for (PluginFolder.Member member : new PluginFolder(folder, findings).inspect()) {
        units.add(
            PluginUnit.isolated(
                member.name(),
                member.inspections().stream().map(jar -> jar.jar().path()).toList(),
                PluginRegistry.class.getClassLoader(),
                candidates(member.inspections())));
      }
    }
    Duplicates duplicates = new Duplicates(preferences, findings);
    duplicates.dropCopies(units);
    List<Candidate> all = units.stream().flatMap(unit -> unit.candidates().stream()).toList();
    switchOff(all);
    duplicates.settle(all);
    return units;
  }

  private static List<Candidate> candidates(List<JarInspection> inspections) {
    return inspections.stream().flatMap(jar -> jar.candidates().stream()).toList();
  }

  private void switchOff(List<Candidate> candidates) {
    for (String name : disabled) {
      List<Candidate> matches =
          candidates.stream().filter(candidate -> isCalled(candidate, name)).toList();
      matches.forEach(candidate -> candidate.disable("it was switched off", "switch it on again"));
      if (matches.isEmpty()) {
        Set<String> ids = new TreeSet<>(candidates.stream().map(Candidate::id).toList());
        ids.remove("");
        findings.warn(
            "switching off \"" + name + "\" has no effect",
            "disable",
            "no plugin has that id",
            Suggestions.didYouMean(name, ids, "plugins"));
      }
    }
  }

  private static boolean isCalled(Candidate candidate, String name) {
    return candidate
        .kind()
        .map(kind -> name.equals(candidate.id()) || name.equals(kind + "/" + candidate.id()))
        .orElse(false);
  }
}
