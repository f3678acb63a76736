// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Orders settings, and gives them names that people can read and folders can have. */
final class SettingNames {

  private static final int LONGEST_FOLDER = 96;
  private static final String UNSET = "unset";

  private final List<String> variants;

  SettingNames(List<SweepVariant> variants) {
    this.variants = variants.stream().map(SweepVariant::name).toList();
  }

  /** The settings in the order of their variants and values, with label and folder. */
  List<Setting> name(List<Setting> settings) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Setting setting : settings) {
      setting
          .values()
          .forEach(
              (path, value) -> {
                List<String> known = values.computeIfAbsent(path, p -> new ArrayList<>());
                if (!known.contains(value)) {
                  known.add(value);
                }
              });
    }
    values.values().forEach(SettingNames::sortNumbers);
    Map<String, Set<String>> ofVariant = new HashMap<>();
    settings.forEach(
        setting ->
            ofVariant
                .computeIfAbsent(setting.variant(), v -> new LinkedHashSet<>())
                .addAll(setting.values().keySet()));
    List<Setting> sorted = new ArrayList<>(settings);
    sorted.sort((a, b) -> compare(a, b, ofVariant, values));
    return labelled(sorted, ofVariant, values);
  }

  /** Settings of one variant have the same axes, and go by them in their order; unset is first. */
  private int compare(
      Setting a, Setting b, Map<String, Set<String>> ofVariant, Map<String, List<String>> values) {
    int order = Integer.compare(variants.indexOf(a.variant()), variants.indexOf(b.variant()));
    for (String path : ofVariant.get(a.variant())) {
      if (order == 0) {
        List<String> known = values.get(path);
        order =
            Integer.compare(
                known.indexOf(a.values().get(path)), known.indexOf(b.values().get(path)));
      }
    }
    return order;
  }

  /** Numbers ascend; other values stay in the order given. */
  private static void sortNumbers(List<String> values) {
    if (values.stream().allMatch(SettingNames::isNumber)) {
      values.sort(Comparator.comparingDouble(Double::parseDouble));
    }
  }

  static boolean isNumber(String text) {
    return text.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  }

  private static List<Setting> labelled(
      List<Setting> settings,
      Map<String, Set<String>> ofVariant,
      Map<String, List<String>> values) {
    Map<String, String> shortNames = shortNames(values.keySet());
    Set<String> folders = new HashSet<>();
    List<Setting> named = new ArrayList<>();
    for (Setting setting : settings) {
      List<String> words = new ArrayList<>();
      if (!setting.variant().isEmpty()) {
        words.add(setting.variant());
      }
      for (String path : ofVariant.get(setting.variant())) {
        boolean isLeftOut = settings.stream().anyMatch(other -> leavesOut(other, path, ofVariant));
        if (values.get(path).size() > 1 || isLeftOut) {
          words.add(shortNames.get(path) + " " + setting.values().getOrDefault(path, UNSET));
        }
      }
      String label = words.isEmpty() ? "base" : String.join(", ", words);
      named.add(
          new Setting(
              label,
              folder(words, folders),
              setting.variant(),
              setting.values(),
              setting.control(),
              setting.method(),
              setting.added(),
              setting.spec(),
              setting.off()));
    }
    return named;
  }

  private static boolean leavesOut(
      Setting setting, String path, Map<String, Set<String>> ofVariant) {
    return ofVariant.get(setting.variant()).contains(path) && !setting.values().containsKey(path);
  }

  /** The last word of a path where it is no other's too; {@code model} for {@code model.id}. */
  static Map<String, String> shortNames(Set<String> paths) {
    Map<String, Integer> count = new HashMap<>();
    paths.forEach(path -> count.merge(lastWord(path), 1, Integer::sum));
    Map<String, String> names = new LinkedHashMap<>();
    paths.forEach(path -> names.put(path, count.get(lastWord(path)) == 1 ? lastWord(path) : path));
    return names;
  }

  private static String lastWord(String path) {
    String withoutId = path.endsWith(".id") ? path.substring(0, path.length() - 3) : path;
    return withoutId.substring(withoutId.lastIndexOf('.') + 1);
  }

  private static String folder(List<String> words, Set<String> taken) {
    String name =
        words.isEmpty()
            ? "base"
            : String.join(",", words).replace(' ', '=').replaceAll("[^A-Za-z0-9._=,-]", "-");
    if (name.matches("[.]+")) {
      name = "setting-" + name; // by itself it would be this folder or the one above
    }
    if (name.length() > LONGEST_FOLDER) {
      name =
          name.substring(0, LONGEST_FOLDER)
              + String.format(Locale.ROOT, "-%08x", String.join(",", words).hashCode());
    }
    String unique = name;
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }
}
