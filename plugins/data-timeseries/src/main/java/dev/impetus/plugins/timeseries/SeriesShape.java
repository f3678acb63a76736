// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model has to know of its series; fitted in training.
 *
 * @param columns names of the numbers of a step
 * @param steps steps of a sample, padding included
 * @param padded whether series may be shorter
 * @param labels what is to be predicted; NONE for the next step of each
 * @param classes the classes; empty if numbers are
 */
record SeriesShape(
    List<String> columns, int steps, boolean padded, Labels labels, List<String> classes) {

  /** The same for the prediction of next steps. */
  SeriesShape withoutLabels() {
    return new SeriesShape(columns, steps, padded, Labels.NONE, List.of());
  }

  /** Steps that a model reads: the last has no next one. */
  int readSteps() {
    return labels == Labels.NONE ? steps - 1 : steps;
  }

  int dimensions() {
    return columns.size();
  }

  void write(Map<String, String> fitted) {
    for (int i = 0; i < columns.size(); i++) {
      fitted.put("column." + i, columns.get(i));
    }
    fitted.put("steps", Integer.toString(steps));
    fitted.put("padded", Boolean.toString(padded));
    for (int i = 0; i < classes.size(); i++) {
      fitted.put("class." + i, classes.get(i));
    }
  }

  static SeriesShape read(Map<String, String> fitted) {
    List<String> classes = entries("class.", fitted);
    return new SeriesShape(
        entries("column.", fitted),
        Integer.parseInt(fitted.get("steps")),
        Boolean.parseBoolean(fitted.get("padded")),
        classes.isEmpty() ? Labels.NUMBERS : Labels.CLASSES,
        classes);
  }

  private static List<String> entries(String key, Map<String, String> fitted) {
    List<String> entries = new ArrayList<>();
    while (fitted.containsKey(key + entries.size())) {
      entries.add(fitted.get(key + entries.size()));
    }
    return entries;
  }
}
