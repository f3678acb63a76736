// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of a .ts file that begin with {@code @}; whatever their case and order. */
final class SeriesHeader {

  private static final List<String> KEYS =
      List.of(
          "problemName",
          "timeStamps",
          "missing",
          "univariate",
          "dimensions",
          "dimension",
          "equalLength",
          "seriesLength",
          "classLabel",
          "targetLabel",
          "data");

  private final DataFile file;
  private final DataProblems problems;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  SeriesHeader(DataFile file, DataProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Takes one line.
   *
   * @return whether it was the last, {@code @data}
   */
  boolean add(String text, int line) {
    List<String> words = Arrays.asList(text.substring(1).strip().split("\\s+"));
    String key =
        KEYS.stream()
            .filter(known -> known.equalsIgnoreCase(words.get(0)))
            .findFirst()
            .orElse(null);
    if (key == null) {
      problems.at(
          file,
          line,
          "unknown header key \"@" + words.get(0) + "\"",
          "the format does not have it",
          Suggestions.didYouMean(words.get(0), KEYS, "keys"));
      return false;
    }
    List<String> given = words.subList(1, words.size());
    if (values.put(key, given) != null) {
      problems.at(file, line, "@" + key + " is given twice", "", "remove one of the lines");
    }
    check(key, given, line);
    return key.equals("data");
  }

  private void check(String key, List<String> given, int line) {
    String first = given.isEmpty() ? "" : given.get(0).toLowerCase(Locale.ROOT);
    boolean isFlag =
        List.of("timeStamps", "missing", "univariate", "equalLength", "classLabel", "targetLabel")
            .contains(key);
    boolean isCount = List.of("dimensions", "dimension", "seriesLength").contains(key);
    if (isFlag && !first.equals("true") && !first.equals("false")) {
      problems.at(
          file,
          line,
          "@" + key + " is neither true nor false",
          shown(given),
          "write true or false");
    } else if (isCount && !first.matches("[1-9][0-9]{0,8}")) {
      problems.at(
          file, line, "@" + key + " is no count", shown(given), "write a whole number above 0");
    } else if (key.equals("timeStamps") && first.equals("true")) {
      problems.at(
          file,
          line,
          "series with time stamps are not supported",
          "steps are taken to be equally far apart",
          "remove the time stamps if they are, and say @timeStamps false");
    } else if (key.equals("classLabel") && first.equals("true") && given.size() < 3) {
      problems.at(
          file,
          line,
          "@classLabel lists " + (given.size() - 1) + " classes",
          "at least two are needed",
          "write @classLabel true and the classes");
    }
  }

  private static String shown(List<String> given) {
    return given.isEmpty() ? "it has no value" : "it is " + DataProblems.quoted(given.get(0));
  }

  /** Complains of what does not go together; called at the end of the header. */
  void finish(int line) {
    if (flag("classLabel") && flag("targetLabel")) {
      problems.at(
          file, line, "both @classLabel and @targetLabel are true", "", "set one of them to false");
    }
  }

  Labels labels() {
    return flag("classLabel") ? Labels.CLASSES : flag("targetLabel") ? Labels.NUMBERS : Labels.NONE;
  }

  List<String> classes() {
    return flag("classLabel")
        ? values.get("classLabel").subList(1, values.get("classLabel").size())
        : List.of();
  }

  /** Dimensions of every series, or 0 if the header does not say. */
  int dimensions() {
    int given = Math.max(count("dimensions"), count("dimension"));
    return given > 0 ? given : flag("univariate") ? 1 : 0;
  }

  /** Steps of every series; 0 if they may differ or the header does not say. */
  int steps() {
    boolean differ = values.containsKey("equalLength") && !flag("equalLength");
    return differ ? 0 : count("seriesLength");
  }

  /** Whether the header promises that all series are equally long. */
  boolean equalLength() {
    return flag("equalLength");
  }

  private boolean flag(String key) {
    List<String> given = values.getOrDefault(key, List.of());
    return !given.isEmpty() && given.get(0).equalsIgnoreCase("true");
  }

  private int count(String key) {
    List<String> given = values.getOrDefault(key, List.of());
    return given.isEmpty() || !given.get(0).matches("[1-9][0-9]{0,8}")
        ? 0
        : Integer.parseInt(given.get(0));
  }
}
