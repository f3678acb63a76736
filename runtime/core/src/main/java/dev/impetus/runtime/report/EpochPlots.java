// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.Figures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Plots over epochs, of one run or of several. */
final class EpochPlots {

  private final List<RunSummary> runs;

  EpochPlots(List<RunSummary> runs) {
    this.runs = runs;
  }

  List<String> all() {
    List<String> figures = new ArrayList<>();
    figures.add(figure("Loss", "loss", true, Figures::loss));
    for (String metric : names(Figures::metrics)) {
      figures.add(figure(metric, metric, false, f -> f.metrics().getOrDefault(metric, Double.NaN)));
    }
    figures.add(evaluations());
    for (String measure : names(Figures::measures)) {
      if (!measure.startsWith("evaluations-")) {
        figures.add(
            trainingOnly(
                label(measure) + " per batch",
                label(measure),
                false,
                epoch -> epoch.training().measures().getOrDefault(measure, Double.NaN)));
      }
    }
    figures.add(trainingOnly("Learning rate", "learning rate", false, EpochRecord::learningRate));
    figures.add(trainingOnly("Gradient norm", "mean norm", true, EpochRecord::gradientNorm));
    figures.add(trainingOnly("Time per epoch", "time (s)", false, EpochRecord::seconds));
    return figures;
  }

  private Set<String> names(Function<Figures, java.util.Map<String, Double>> part) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(
        run -> run.epochs().forEach(epoch -> names.addAll(part.apply(epoch.training()).keySet())));
    return names;
  }

  static String label(String measure) {
    return measure.replace('-', ' ');
  }

  /** Training solid or, beside validation, dashed in a run's own colour. */
  private String figure(
      String title, String label, boolean logarithmic, ToDoubleFunction<Figures> value) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      List<EpochRecord> epochs = runs.get(i).epochs();
      List<Double> xs = epochs.stream().map(epoch -> (double) epoch.epoch()).toList();
      List<Double> training =
          epochs.stream().map(epoch -> value.applyAsDouble(epoch.training())).toList();
      List<Double> validation =
          epochs.stream()
              .map(epoch -> epoch.validation().map(value::applyAsDouble).orElse(Double.NaN))
              .toList();
      boolean one = runs.size() == 1;
      int color = i % Palette.SIZE;
      series.add(new Series(name(i, "training"), color, !one, xs, training));
      series.add(Series.solid(name(i, "validation"), one ? 1 : color, xs, validation));
    }
    return new LinePlot(title, "epoch", label, logarithmic, series, mark(), "chosen").render();
  }

  private OptionalDouble mark() {
    boolean shown =
        runs.size() == 1 && runs.get(0).validation().isPresent() && runs.get(0).epochs().size() > 1;
    return shown ? OptionalDouble.of(runs.get(0).chosenEpoch()) : OptionalDouble.empty();
  }

  private String name(int run, String phase) {
    return runs.size() == 1 ? phase : runs.get(run).name() + ", " + phase;
  }

  private String evaluations() {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      for (boolean forward : new boolean[] {true, false}) {
        String measure = forward ? "evaluations-forward" : "evaluations-backward";
        String phase = forward ? "forward" : "backward";
        boolean one = runs.size() == 1;
        List<EpochRecord> epochs = runs.get(i).epochs();
        series.add(
            new Series(
                name(i, phase),
                one && !forward ? 1 : i % Palette.SIZE,
                !one && !forward,
                epochs.stream().map(epoch -> (double) epoch.epoch()).toList(),
                epochs.stream()
                    .map(epoch -> epoch.training().measures().getOrDefault(measure, Double.NaN))
                    .toList()));
      }
    }
    return new LinePlot(
            "Evaluations of the vector field per batch",
            "epoch",
            "evaluations",
            false,
            series,
            OptionalDouble.empty(),
            "")
        .render();
  }

  private String trainingOnly(
      String title, String label, boolean logarithmic, ToDoubleFunction<EpochRecord> value) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      List<EpochRecord> epochs = runs.get(i).epochs();
      series.add(
          Series.solid(
              runs.size() == 1 ? label : runs.get(i).name(),
              i % Palette.SIZE,
              epochs.stream().map(epoch -> (double) epoch.epoch()).toList(),
              epochs.stream().map(epoch -> value.applyAsDouble(epoch)).toList()));
    }
    // A learning rate that never changes stands in the specification and needs no picture.
    boolean constant =
        title.equals("Learning rate")
            && series.stream().allMatch(line -> line.ys().stream().distinct().count() <= 1);
    return constant ? "" : new LinePlot(title, "epoch", label, logarithmic, series).render();
  }

  /** A figure that the last epoch had, for tables. */
  static Optional<Double> lastMeasure(RunSummary run, String measure) {
    return run.epochs().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(
            run.epochs().get(run.epochs().size() - 1).training().measures().get(measure));
  }
}
