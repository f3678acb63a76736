// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.csv;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.error.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which column plays which role.
 *
 * @param inputs what a model sees
 * @param targets numbers to predict; empty for classification
 * @param label the column of class labels
 * @param time the column of times
 */
record Columns(
    List<String> inputs, List<String> targets, Optional<String> label, Optional<String> time) {

  /** The roles that the options give; every name that does not fit becomes a problem. */
  static Columns choose(List<String> names, ConfigView config, Problems problems) {
    boolean series = config.get(CsvOptions.WINDOW) > 0;
    Optional<String> label = config.find(CsvOptions.CLASS_COLUMN);
    Optional<String> time = config.find(CsvOptions.TIME);
    Optional<List<String>> givenInputs = config.find(CsvOptions.INPUTS);
    Optional<List<String>> givenTargets = config.find(CsvOptions.TARGETS);

    if (label.isPresent() && givenTargets.isPresent()) {
      problems.inOption(
          "targets",
          "both targets and class-column are given",
          "a data set has numbers or classes to predict, not both",
          "remove one of them");
    }
    if (!series && label.isEmpty() && givenTargets.isEmpty()) {
      problems.inOption(
          "targets",
          "nothing says what to predict",
          "rows that are samples of their own need targets or a class-column",
          "name them, or set window for a series; the columns are: " + String.join(", ", names));
    }
    Set<String> taken = new HashSet<>();
    label.ifPresent(taken::add);
    time.ifPresent(taken::add);
    if (!series) {
      givenTargets.ifPresent(taken::addAll);
    }
    List<String> inputs =
        givenInputs.orElseGet(() -> names.stream().filter(name -> !taken.contains(name)).toList());
    if (inputs.isEmpty()) {
      problems.inOption(
          "inputs",
          "there are no inputs",
          "no column is left that has no other role",
          "name at least one of: " + String.join(", ", names));
    }
    List<String> targets =
        label.isPresent() ? List.of() : givenTargets.orElse(series ? inputs : List.of());
    boolean sameRow = !series || config.get(CsvOptions.HORIZON) == 0;
    if (sameRow) {
      refuseOverlap(inputs, targets, label, problems);
    }
    Columns columns = new Columns(inputs, targets, label, time);
    columns.check(names, problems);
    return columns;
  }

  /** Reports the columns that a table lacks or has twice. */
  void check(List<String> names, Problems problems) {
    checkRole("inputs", inputs, names, problems);
    if (!targets.equals(inputs)) {
      checkRole("targets", targets, names, problems);
    }
    label.ifPresent(name -> checkRole("class-column", List.of(name), names, problems));
    time.ifPresent(name -> checkRole("time", List.of(name), names, problems));
  }

  /** The same roles without what is to be predicted. */
  Columns withoutTargets() {
    return new Columns(inputs, List.of(), Optional.empty(), time);
  }

  /** Every column of numbers that is read, once. */
  List<String> numeric() {
    List<String> all = new ArrayList<>(inputs);
    targets.stream().filter(name -> !all.contains(name)).forEach(all::add);
    return all;
  }

  private static void checkRole(
      String option, List<String> wanted, List<String> names, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (String name : wanted) {
      long count = names.stream().filter(name::equals).count();
      if (!seen.add(name)) {
        problems.inOption(option, "column \"" + name + "\" is listed twice", "", "list it once");
      } else if (count == 0) {
        problems.inOption(
            option,
            "there is no column \"" + name + "\"",
            names.size() == 1
                ? "the file has one column: perhaps another delimiter separates its cells"
                : "the file has " + names.size() + " columns",
            Suggestions.didYouMean(name, new HashSet<>(names), "columns"));
      } else if (count > 1) {
        problems.inOption(
            option,
            "column \"" + name + "\" is ambiguous",
            count + " columns of the file have this name",
            "give them different names");
      }
    }
  }

  private static void refuseOverlap(
      List<String> inputs, List<String> targets, Optional<String> label, Problems problems) {
    List<String> both = new ArrayList<>(targets);
    label.ifPresent(both::add);
    both.retainAll(inputs);
    if (!both.isEmpty()) {
      problems.inOption(
          "inputs",
          "the inputs contain what is to be predicted: " + String.join(", ", both),
          "a model would copy it",
          "remove it from the inputs, or set window and horizon for a series");
    }
  }
}
