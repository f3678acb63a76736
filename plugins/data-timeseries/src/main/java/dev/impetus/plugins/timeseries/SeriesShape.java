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
 * @param dimensions numbers a step
 * @param steps steps of a sample, padding included
 * @param padded whether series may be shorter
 * @param labels what is to be predicted
 * @param classes the classes; empty if numbers are
 */
record SeriesShape(int dimensions, int steps, boolean padded, Labels labels, List<String> classes) {

  void write(Map<String, String> fitted) {
    fitted.put("dimensions", Integer.toString(dimensions));
    fitted.put("steps", Integer.toString(steps));
    fitted.put("padded", Boolean.toString(padded));
    for (int i = 0; i < classes.size(); i++) {
      fitted.put("class." + i, classes.get(i));
    }
  }

  static SeriesShape read(Map<String, String> fitted) {
    List<String> classes = new ArrayList<>();
    while (fitted.containsKey("class." + classes.size())) {
      classes.add(fitted.get("class." + classes.size()));
    }
    return new SeriesShape(
        Integer.parseInt(fitted.get("dimensions")),
        Integer.parseInt(fitted.get("steps")),
        Boolean.parseBoolean(fitted.get("padded")),
        classes.isEmpty() ? Labels.NUMBERS : Labels.CLASSES,
        classes);
  }
}
