// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import dev.impetus.runtime.training.TrainingOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a report shows of a sweep.
 *
 * @param title its heading
 * @param data the data in one line; empty while no run is finished
 * @param figure the figure that settings are chosen and compared by
 * @param higherIsBetter whether larger is better in it
 * @param axes short names of what is varied, by path
 * @param seeds the seeds
 * @param settings the settings, in the order of the table
 * @param notes what was added or left out, and why
 * @param specification the sweep as YAML
 */
public record SweepSummary(
    String title,
    String data,
    String figure,
    boolean higherIsBetter,
    Map<String, String> axes,
    List<Long> seeds,
    List<SettingRow> settings,
    List<String> notes,
    String specification) {

  /** Copies the collections and keeps their order. */
  public SweepSummary {
    axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    seeds = List.copyOf(seeds);
    settings = List.copyOf(settings);
    notes = List.copyOf(notes);
  }

  /**
   * A setting.
   *
   * @param label what it is called
   * @param variant its variant; empty if there is one without a name
   * @param values values of what is varied, by path
   * @param control whether its model has a method that can be switched off, and it is off
   * @param method whether its model has such a method, on or off
   * @param added whether nobody asked for it but the rule that every sweep has a control
   * @param ownControl label of the setting that differs in nothing but that the method is off, if
   *     the method is on here and there is one
   * @param runs a run for each seed
   */
  public record SettingRow(
      String label,
      String variant,
      Map<String, String> values,
      boolean control,
      boolean method,
      boolean added,
      Optional<String> ownControl,
      List<RunRow> runs) {

    /** Copies the collections. */
    public SettingRow {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      runs = List.copyOf(runs);
    }

    /** A figure of the validation part, at the epoch chosen on it, over the finished runs. */
    public Spread validation(String figure) {
      return Spread.of(runs.stream().map(run -> run.validation(figure)).toList());
    }

    /** A figure of the test part, at the epoch chosen on the validation part. */
    public Spread test(String figure) {
      return Spread.of(runs.stream().map(run -> run.test(figure)).toList());
    }

    /** Mean time of an epoch of each finished run, validation included. */
    public Spread secondsPerEpoch() {
      return Spread.of(
          runs.stream().filter(RunRow::isFinished).map(RunRow::secondsPerEpoch).toList());
    }

    /** Whether every seed came to its end. */
    public boolean isComplete() {
      return runs.stream().allMatch(RunRow::isFinished);
    }
  }

  /**
   * A run of a setting.
   *
   * @param seed its seed
   * @param state where it stands: finished, failed, unfinished or new
   * @param folder its folder, relative to the sweep's
   * @param problem why it failed, in one line; empty if it did not
   * @param validation figures of the chosen parameters on the validation part
   * @param test figures of the chosen parameters on the test part
   * @param parameters numbers in all parameters of its model; 0 while it is not finished
   * @param epochs its epochs
   * @param chosenEpoch the epoch whose parameters the model has
   * @param seconds time spent in epochs
   */
  public record RunRow(
      long seed,
      String state,
      String folder,
      String problem,
      Optional<Figures> validation,
      Optional<Figures> test,
      int parameters,
      List<EpochRecord> epochs,
      int chosenEpoch,
      double seconds) {

    /** Copies the epochs. */
    public RunRow {
      epochs = List.copyOf(epochs);
    }

    /** Whether it came to its end. */
    public boolean isFinished() {
      return state.equals("finished");
    }

    /** Mean time of its epochs, validation included; NaN before the first is over. */
    public double secondsPerEpoch() {
      return epochs.stream().mapToDouble(EpochRecord::seconds).average().orElse(Double.NaN);
    }

    double validation(String figure) {
      return value(validation, figure);
    }

    double test(String figure) {
      return value(test, figure);
    }

    static double value(Optional<Figures> figures, String name) {
      return figures.map(known -> known.find(name).orElse(Double.NaN)).orElse(Double.NaN);
    }
  }

  /** Whether there is a validation part to choose by. */
  boolean hasValidation() {
    return settings.stream()
        .flatMap(setting -> setting.runs().stream())
        .anyMatch(run -> run.validation().isPresent());
  }

  /** Whether there is a test part. */
  boolean hasTest() {
    return settings.stream()
        .flatMap(setting -> setting.runs().stream())
        .anyMatch(run -> run.test().isPresent());
  }

  /** Names of all figures of either part, the loss first. */
  public List<String> figures() {
    Set<String> names = new LinkedHashSet<>(List.of(TrainingOptions.LOSS));
    settings.stream()
        .flatMap(setting -> setting.runs().stream())
        .flatMap(run -> Stream.of(run.test(), run.validation()))
        .flatMap(Optional::stream)
        .forEach(part -> names.addAll(part.metrics().keySet()));
    return List.copyOf(names);
  }
}
