// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.timeseries;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.model.data.file.RandomParts;
import dev.impetus.plugins.timeseries.SeriesFile.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labelled time series from files of any form, to be classified or, with target numbers, for
 * regression; or, labels aside, to be told one step ahead at every step.
 *
 * <p>Shorter series are padded at the end, with a mask. Training and validation part are dealt from
 * one file, each class with its share, apart from the run's seed; the test part is a file of its
 * own, or what is left. Scalings are fitted on the training part, a dimension each.
 */
abstract class SeriesProvider implements DataProvider {

  private static final Option<Path> FILE =
      Option.path("file", "series to learn from, plain or gzip; relative to the specification");
  private static final Option<Path> TEST_FILE =
      Option.path("test-file", "series of the test part").optional();
  private static final Option<Double> TRAINING =
      Option.decimal(
              "training",
              "fraction of the file for training; else 0.8 with a test-file, 0.6 without")
          .above(0)
          .atMost(1)
          .optional();
  private static final Option<Double> VALIDATION =
      Option.decimal(
              "validation",
              "fraction of the file for validation; the rest is the test part, or unused with a test-file;"
                  + " else 0.2")
          .atLeast(0)
          .below(1)
          .optional();
  private static final Option<Long> SPLIT_SEED =
      Option.integer(
              "split-seed", "seed by which series are dealt to parts, apart from the run's seed")
          .byDefault(0L);
  private static final Option<String> SCALING =
      Option.choice(
              "scaling",
              "standard: mean 0, deviation 1; min-max: 0 to 1; of each dimension and of target numbers",
              "none",
              "standard",
              "min-max")
          .byDefault("standard");
  private static final Option<String> MISSING =
      Option.choice(
              "missing",
              "what becomes of missing values; forward-fill repeats the last one known, mean takes the"
                  + " training part's",
              "error",
              "forward-fill",
              "mean")
          .byDefault("error");
  private static final Option<Long> LENGTH =
      Option.integer("length", "steps of a sample; by default those of the longest series")
          .unit("steps")
          .atLeast(1)
          .atMost(10_000_000)
          .optional();
  private static final Option<String> LONGER =
      Option.choice(
              "longer",
              "what becomes of series that are longer; cut drops their end",
              "error",
              "cut")
          .byDefault("error");

  private static final Option<String> PREDICT =
      Option.choice(
              "predict",
              "what targets are: the label of a series, or at each step the values of the next",
              "label",
              "next-step")
          .byDefault("label");

  /** Options of the form of the files. */
  abstract ConfigSchema formOptions();

  /**
   * Reads a file.
   *
   * @param trained the shape of the training's series, for prediction; empty for training
   * @param missingAllowed whether values may be missing
   */
  abstract SeriesFile read(
      DataFile file,
      ConfigView config,
      Optional<SeriesShape> trained,
      boolean missingAllowed,
      DataProblems problems);

  @Override
  public final ConfigSchema schema() {
    return ConfigSchema.of(FILE, TEST_FILE)
        .and(formOptions())
        .and(
            ConfigSchema.of(
                PREDICT, TRAINING, VALIDATION, SPLIT_SEED, SCALING, MISSING, LENGTH, LONGER));
  }

  @Override
  public final Dataset load(ConfigView config, DataContext context) {
    DataProblems problems = new DataProblems(id());
    return context.isPrediction()
        ? forPrediction(config, context, problems)
        : forTraining(config, context, problems);
  }

  private Dataset forTraining(ConfigView config, DataContext context, DataProblems problems) {
    List<SeriesFile> files = new ArrayList<>();
    files.add(read(config, context, FILE, Optional.empty(), problems));
    if (config.find(TEST_FILE).isPresent()) {
      files.add(read(config, context, TEST_FILE, Optional.empty(), problems));
    }
    problems.throwIfAny();
    SeriesFile first = files.get(0);
    Labels labels = predictsNextStep(config) ? Labels.NONE : first.labels();
    if (first.labels() == Labels.NONE && !predictsNextStep(config)) {
      problems.in(
          first.file(),
          "the series have no labels",
          "nothing says what to predict",
          "say where labels are: @classLabel or @targetLabel in a .ts file, class-column or"
              + " target-column for CSV; or set predict: next-step");
    }
    if (labels == Labels.CLASSES && first.classes().size() < 2) {
      problems.in(
          first.file(),
          "there are " + first.classes().size() + " classes",
          "at least two are needed",
          "correct the option class-column or the file");
    }
    int longest = files.stream().mapToInt(SeriesFile::longest).max().orElseThrow();
    int shortest = files.stream().mapToInt(SeriesFile::shortest).min().orElseThrow();
    int steps = config.find(LENGTH).map(Math::toIntExact).orElse(longest);
    if (labels == Labels.NONE && steps < 2) {
      problems.in(
          first.file(),
          "there is no next step",
          "samples have " + steps + " step",
          "raise length, or give longer series");
    }
    SeriesShape shape =
        new SeriesShape(
            first.columns(),
            steps,
            shortest < steps,
            labels,
            labels == Labels.CLASSES ? first.classes() : List.of());
    files.forEach(file -> check(file, shape, config, problems));
    problems.throwIfAny();

    Map<Split, List<LabelledSeries>> parts = parts(config, files, problems);
    problems.throwIfAny();
    List<LabelledSeries> training = parts.get(Split.TRAINING);
    String method = config.get(SCALING);
    double[][] columns = new double[shape.dimensions()][];
    for (int d = 0; d < columns.length; d++) {
      int dimension = d;
      columns[d] =
          training.stream()
              .flatMapToDouble(s -> Arrays.stream(s.values()[dimension]).limit(shape.steps()))
              .toArray();
    }
    ColumnScaling inputs = ColumnScaling.fit(columns, method);
    Map<String, String> fitted = new LinkedHashMap<>();
    shape.write(fitted);
    inputs.write(DataField.INPUTS, fitted);
    ColumnScaling targets = labels == Labels.NONE ? inputs : null;
    if (shape.labels() == Labels.NUMBERS) {
      double[] numbers =
          training.stream().mapToDouble(series -> Double.parseDouble(series.label())).toArray();
      targets = ColumnScaling.fit(new double[][] {numbers}, method);
      targets.write(DataField.TARGETS, fitted);
    }
    return new TimeSeriesDataset(
        String.join(", ", files.stream().map(file -> file.file().name()).toList()),
        shape,
        parts,
        inputs,
        targets,
        config.get(MISSING),
        fitted,
        String.join("+", files.stream().map(file -> file.file().sha256()).toList()));
  }

  private Dataset forPrediction(ConfigView config, DataContext context, DataProblems problems) {
    SeriesShape trained = SeriesShape.read(context.fitted());
    SeriesShape shape = predictsNextStep(config) ? trained.withoutLabels() : trained;
    SeriesFile file = read(config, context, FILE, Optional.of(shape), problems);
    problems.throwIfAny();
    check(file, shape, config, problems);
    problems.throwIfAny();
    return new TimeSeriesDataset(
        file.file().name(),
        shape,
        Map.of(Split.TEST, file.series()),
        ColumnScaling.read(DataField.INPUTS, context.fitted()),
        switch (shape.labels()) {
          case NUMBERS -> ColumnScaling.read(DataField.TARGETS, context.fitted());
          case NONE -> ColumnScaling.read(DataField.INPUTS, context.fitted());
          case CLASSES -> null;
        },
        config.get(MISSING),
        context.fitted(),
        file.file().sha256());
  }

  private static boolean predictsNextStep(ConfigView config) {
    return config.get(PREDICT).equals("next-step");
  }

  private SeriesFile read(
      ConfigView config,
      DataContext context,
      Option<Path> option,
      Optional<SeriesShape> trained,
      DataProblems problems) {
    Path path = context.folder().resolve(config.get(option));
    return read(
        DataFile.read(path, option.name()),
        config,
        trained,
        !config.get(MISSING).equals("error"),
        problems);
  }

  /** Reports what a model of this shape cannot read. */
  private static void check(
      SeriesFile file, SeriesShape shape, ConfigView config, DataProblems problems) {
    if (file.dimensions() != shape.dimensions()) {
      problems.in(
          file.file(),
          "the series have " + file.dimensions() + " dimensions, not " + shape.dimensions(),
          "those of the training have as many",
          "choose a file of the same kind");
    }
    if (file.dimensions() == shape.dimensions() && !file.columns().equals(shape.columns())) {
      problems.in(
          file.file(),
          "the columns are " + String.join(", ", file.columns()),
          "those of the training are " + String.join(", ", shape.columns()),
          "name them in the option inputs, or give the file the same columns");
    }
    if (file.labels() != Labels.NONE
        && shape.labels() != Labels.NONE
        && file.labels() != shape.labels()) {
      problems.in(
          file.file(),
          "the series have labels of another kind",
          "classes and target numbers do not go together",
          "choose a file of the same kind");
    }
    for (LabelledSeries series : file.series()) {
      if (series.steps() > shape.steps() && config.get(LONGER).equals("error")) {
        problems.at(
            file.file(),
            series.line(),
            "the series has " + series.steps() + " steps, more than " + shape.steps(),
            "samples have that length",
            "raise length for the training, or set longer: cut");
      } else if (series.steps() < shape.steps() && !shape.padded()) {
        problems.at(
            file.file(),
            series.line(),
            "the series has " + series.steps() + " steps, fewer than " + shape.steps(),
            "all series of the training were equally long, so that the model knows no padding",
            "fill it up, or train with a length above the longest series");
      }
      if (file.labels() == Labels.CLASSES
          && shape.labels() == Labels.CLASSES
          && !shape.classes().contains(series.label())) {
        problems.at(
            file.file(),
            series.line(),
            "unknown class " + DataProblems.quoted(series.label()),
            "the training file does not list it",
            Suggestions.didYouMean(series.label(), shape.classes(), "classes"));
      }
    }
  }

  private static Map<Split, List<LabelledSeries>> parts(
      ConfigView config, List<SeriesFile> files, DataProblems problems) {
    boolean testFile = files.size() > 1;
    double validation = config.find(VALIDATION).orElse(0.2);
    double training = config.find(TRAINING).orElse(Math.max(0, (testFile ? 1 : 0.8) - validation));
    Map<Split, List<LabelledSeries>> parts = new EnumMap<>(Split.class);
    if (!problems.checkParts(training, validation)) {
      return parts;
    }
    SeriesFile file = files.get(0);
    int[] classes =
        file.series().stream()
            .mapToInt(
                series ->
                    series.label() == null
                        ? 0
                        : Math.max(0, file.classes().indexOf(series.label())))
            .toArray();
    RandomParts.stratified(classes, training, validation, config.get(SPLIT_SEED))
        .forEach(
            (split, part) ->
                parts.put(split, IntStream.of(part).mapToObj(file.series()::get).toList()));
    if (testFile) {
      parts.put(Split.TEST, files.get(1).series());
    }
    for (Split split : List.of(Split.TRAINING, Split.VALIDATION)) {
      double fraction = split == Split.TRAINING ? training : validation;
      if (parts.get(split).isEmpty() && (fraction > 1e-9 || split == Split.TRAINING)) {
        problems.in(
            file.file(),
            "too few series: the " + split.name().toLowerCase(Locale.ROOT) + " part is empty",
            "it gets " + Math.round(100 * fraction) + " % of " + file.series().size() + " series",
            "change the fractions training and validation");
      }
    }
    return parts;
  }
}
