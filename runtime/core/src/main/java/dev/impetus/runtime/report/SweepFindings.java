// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a sweep says: which setting is best, and whether it is better than the control by more than
 * the seeds scatter. Settings are chosen on the validation part alone; the test part is only told.
 */
public final class SweepFindings {

  private final SweepSummary sweep;

  /** Findings of a sweep. */
  public SweepFindings(SweepSummary sweep) {
    this.sweep = sweep;
  }

  /**
   * The setting with the best mean on the validation part among those whose runs all came to an
   * end; empty if there is none, or no validation part.
   */
  public Optional<SettingRow> best() {
    return best(setting -> true);
  }

  private Optional<SettingRow> best(Predicate<SettingRow> wanted) {
    Comparator<SettingRow> order =
        Comparator.comparingDouble(setting -> setting.validation(sweep.figure()).mean());
    return sweep.settings().stream()
        .filter(wanted)
        .filter(setting -> setting.validation(sweep.figure()).count() == setting.runs().size())
        .min(sweep.higherIsBetter() ? order.reversed() : order);
  }

  /**
   * What the method brings in one setting: test figures with it minus those without, of the same
   * setting and seed, so that nothing is chosen.
   *
   * @param setting the setting, with the method on
   * @param control the same setting with it off
   * @param spread of the differences, over the seeds that have both
   */
  public record Difference(SettingRow setting, SettingRow control, Spread spread) {

    /** Standard error of the mean; NaN of less than two seeds. */
    public double error() {
      return spread.count() < 2 ? Double.NaN : MeanDifference.ofPairs(spread).error();
    }

    /** Half the length of the mean's 95 % interval (Student's); NaN of less than two seeds. */
    public double halfInterval() {
      return spread.count() < 2 ? Double.NaN : MeanDifference.ofPairs(spread).halfInterval();
    }
  }

  /** The differences of all settings whose own control is there, in the order of the settings. */
  public List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    for (SettingRow setting : sweep.settings()) {
      for (SettingRow control : sweep.settings()) {
        if (setting.ownControl().equals(Optional.of(control.label()))) {
          Spread spread = Spread.of(differences(setting, control));
          if (spread.count() > 0) {
            differences.add(new Difference(setting, control, spread));
          }
        }
      }
    }
    return differences;
  }

  private List<Double> differences(SettingRow setting, SettingRow control) {
    List<Double> differences = new ArrayList<>();
    for (RunRow with : setting.runs()) {
      control.runs().stream()
          .filter(without -> without.seed() == with.seed())
          .forEach(
              without -> differences.add(with.test(sweep.figure()) - without.test(sweep.figure())));
    }
    return differences;
  }

  /** The findings, a sentence or two each. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    long left =
        sweep.settings().stream()
            .flatMap(setting -> setting.runs().stream())
            .filter(run -> !run.isFinished())
            .count();
    if (left > 0) {
      sentences.add(unfinished());
    }
    if (left == sweep.settings().stream().mapToLong(s -> s.runs().size()).sum()) {
      return List.of("No run has come to its end yet.");
    }
    if (!sweep.hasValidation()) {
      sentences.add(
          "There is no validation part, so no setting is chosen: to choose by the test part would"
              + " flatter whatever is chosen.");
      return sentences;
    }
    Optional<SettingRow> best = best();
    if (best.isEmpty()) {
      sentences.add("No setting has figures of all its seeds yet, so none is chosen.");
      return sentences;
    }
    sentences.add(
        "Best by validation of all settings is "
            + best.get().label()
            + (best.get().control() ? ", a control" : "")
            + ": "
            + told(best.get())
            + ".");
    Set<String> variants = new LinkedHashSet<>();
    sweep.settings().stream()
        .filter(SettingRow::method)
        .forEach(setting -> variants.add(setting.variant()));
    variants.forEach(variant -> compare(variant).ifPresent(sentences::add));
    if (!sweep.hasTest()) {
      sentences.add(
          "No run has test figures: the validation part has chosen the settings, and cannot judge"
              + " them as well.");
    }
    return sentences;
  }

  private String unfinished() {
    List<String> parts = new ArrayList<>();
    for (SettingRow setting : sweep.settings()) {
      long finished = setting.runs().stream().filter(RunRow::isFinished).count();
      if (finished < setting.runs().size()) {
        parts.add(setting.label() + " (" + finished + " of " + setting.runs().size() + ")");
      }
    }
    int shown = Math.min(6, parts.size());
    return "Not all seeds came to an end: "
        + String.join("; ", parts.subList(0, shown))
        + (parts.size() > shown ? "; and " + (parts.size() - shown) + " settings more" : "")
        + ". Means are over those that did; such settings are not chosen as best.";
  }

  private String told(SettingRow setting) {
    String part = sweep.hasTest() ? "test " : "validation ";
    Spread spread =
        sweep.hasTest() ? setting.test(sweep.figure()) : setting.validation(sweep.figure());
    if (spread.count() == 0) {
      return "no " + part + sweep.figure();
    }
    return part
        + sweep.figure()
        + " "
        + spread.text()
        + " over "
        + spread.count()
        + (spread.count() == 1 ? " seed" : " seeds");
  }

  /** The best setting with the method on against the best with it off, in one variant. */
  private Optional<String> compare(String variant) {
    Predicate<SettingRow> isOn = s -> s.method() && !s.control() && s.variant().equals(variant);
    Predicate<SettingRow> isOff = s -> s.control() && s.variant().equals(variant);
    Optional<SettingRow> on = best(isOn);
    Optional<SettingRow> off = best(isOff);
    String name = variant.isEmpty() ? "" : variant + ": ";
    if (sweep.settings().stream().noneMatch(isOn)) {
      return Optional.empty();
    }
    if (on.isEmpty() || off.isEmpty()) {
      boolean asked = sweep.settings().stream().anyMatch(SettingRow::control);
      return asked || off.isPresent()
          ? Optional.of(
              name
                  + (variant.isEmpty() ? "The" : "the")
                  + " method and its control cannot be compared yet: no setting "
                  + (on.isEmpty() ? "with the method on" : "with it off")
                  + " has figures of all its seeds.")
          : Optional.empty();
    }
    long settings = sweep.settings().stream().filter(isOn).count();
    long controls = sweep.settings().stream().filter(isOff).count();
    Spread with = on.get().test(sweep.figure());
    Spread without = off.get().test(sweep.figure());
    String begin =
        name
            + (variant.isEmpty() ? "With" : "with")
            + " the method on, "
            + on.get().label()
            + " is best by validation"
            + among(settings)
            + " ("
            + told(on.get())
            + "); of the controls "
            + off.get().label()
            + among(controls)
            + " ("
            + told(off.get())
            + ").";
    if (!sweep.hasTest()) {
      return Optional.of(begin);
    }
    if (with.count() < on.get().runs().size() || without.count() < off.get().runs().size()) {
      return Optional.of(
          begin
              + " Not every seed has a test figure, and a mean that leaves seeds out is no verdict.");
    }
    if (with.count() < 2 || without.count() < 2) {
      return Optional.of(
          begin + " One seed has no spread, so nothing can be said of the difference.");
    }
    String chosen =
        settings > 1 || controls > 1
            ? " They were chosen by validation figures of the same nets, so the interval is too"
                + " favourable to the side with more to choose from."
            : "";
    return Optional.of(begin + " " + verdict(MeanDifference.of(with, without)) + chosen);
  }

  private static String among(long settings) {
    return settings > 1 ? " of " + settings : "";
  }

  private String verdict(MeanDifference difference) {
    double half = difference.halfInterval();
    boolean better = sweep.higherIsBetter() == difference.value() > 0;
    return "The means differ by "
        + Numbers.format(difference.value(), 3)
        + ", with a standard error of "
        + Numbers.format(difference.error(), 2)
        + "; the 95 % interval (Welch) from "
        + Numbers.format(difference.value() - half, 3)
        + " to "
        + Numbers.format(difference.value() + half, 3)
        + (difference.isWithinSpread()
            ? " contains 0: within the spread of the seeds, these runs do not tell them apart."
            : " does not contain 0: "
                + (better
                    ? "the method is better than its control by more than the seeds scatter."
                    : "the control is better than the method by more than the seeds scatter."));
  }
}
