// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.images;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.model.data.file.RandomParts;
import dev.impetus.plugins.images.IdxImagesDataset.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Images in MNIST's form as sequences, to be classified: a pixel a step (Le, Jaitly, Hinton, "A
 * simple way to initialize recurrent networks of rectified linear units", 2015), a row a step, or
 * all at once; pixels from 0 to 1.
 *
 * <p>The permutation of the pixels and the parts have seeds of their own: runs with other seeds
 * differ in their weights, not in their task.
 */
public final class IdxImagesProvider implements DataProvider {

  private static final String IMAGES_KEY = "images.sha256";
  private static final String LABELS_KEY = "labels.sha256";

  private static final Option<Path> FILE =
      Option.path("file", "images in IDX form, plain or gzip; relative to the specification");
  private static final Option<Path> LABELS =
      Option.path("labels", "their labels in IDX form; may be missing in prediction only")
          .optional();
  private static final Option<Path> TEST_FILE =
      Option.path("test-file", "images of the test part").optional();
  private static final Option<Path> TEST_LABELS =
      Option.path("test-labels", "labels of the test part").optional();
  private static final Option<Double> TRAINING =
      Option.decimal(
              "training",
              "fraction of the file for training; else 0.9 with a test-file, 0.8 without")
          .above(0)
          .atMost(1)
          .optional();
  private static final Option<Double> VALIDATION =
      Option.decimal(
              "validation",
              "fraction of the file for validation; the rest is the test part, or unused with a test-file;"
                  + " else 0.1")
          .atLeast(0)
          .below(1)
          .optional();
  private static final Option<Long> SPLIT_SEED =
      Option.integer(
              "split-seed", "seed by which images are dealt to parts, apart from the run's seed")
          .byDefault(0L);
  private static final Option<String> STEPS =
      Option.choice(
              "steps",
              "pixels: a pixel a step; rows: a row a step; none: all pixels as one vector",
              "pixels",
              "rows",
              "none")
          .byDefault("pixels");
  private static final Option<Long> PERMUTATION_SEED =
      Option.integer(
              "permutation-seed",
              "permutes the pixels of all images in the same way, by this seed and not the run's; not"
                  + " permuted unless given")
          .optional();
  private static final Option<List<String>> CLASS_NAMES =
      Option.texts("class-names", "names of the classes; by default the labels 0, 1, ...")
          .optional();

  /** For ServiceLoader. */
  public IdxImagesProvider() {}

  @Override
  public String id() {
    return "idx-images";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(
        FILE,
        LABELS,
        TEST_FILE,
        TEST_LABELS,
        TRAINING,
        VALIDATION,
        SPLIT_SEED,
        STEPS,
        PERMUTATION_SEED,
        CLASS_NAMES);
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    DataProblems problems = new DataProblems(id());
    return context.isPrediction()
        ? forPrediction(config, context, problems)
        : forTraining(config, context, problems);
  }

  private static Dataset forTraining(
      ConfigView config, DataContext context, DataProblems problems) {
    requireTogether(config, problems);
    problems.throwIfAny();
    LabelledImages images = read(config, context, FILE, LABELS, problems);
    LabelledImages test =
        config.find(TEST_FILE).isPresent()
            ? read(config, context, TEST_FILE, TEST_LABELS, problems)
            : null;
    problems.throwIfAny();
    List<String> classes = classes(config, images, problems);
    if (test != null) {
      check(test, images.height(), images.width(), classes, problems);
    }
    problems.throwIfAny();
    Map<Split, Part> parts = parts(config, images, test, problems);
    problems.throwIfAny();
    Map<String, String> fitted = new LinkedHashMap<>();
    fitted.put("height", Integer.toString(images.height()));
    fitted.put("width", Integer.toString(images.width()));
    fitted.put(IMAGES_KEY, images.images().file().sha256());
    fitted.put(LABELS_KEY, images.labels().file().sha256());
    for (int i = 0; i < classes.size(); i++) {
      fitted.put("class." + i, classes.get(i));
    }
    return dataset(config, parts, images, classes, fitted);
  }

  private static Dataset forPrediction(
      ConfigView config, DataContext context, DataProblems problems) {
    Map<String, String> fitted = context.fitted();
    List<String> classes = new ArrayList<>();
    while (fitted.containsKey("class." + classes.size())) {
      classes.add(fitted.get("class." + classes.size()));
    }
    LabelledImages images = readForPrediction(config, context, problems);
    problems.throwIfAny();
    check(
        images,
        Integer.parseInt(fitted.get("height")),
        Integer.parseInt(fitted.get("width")),
        classes,
        problems);
    problems.throwIfAny();
    Map<Split, Part> parts =
        Map.of(Split.TEST, new Part(images, IntStream.range(0, images.count()).toArray()));
    return dataset(config, parts, images, classes, fitted);
  }

  private static Dataset dataset(
      ConfigView config,
      Map<Split, Part> parts,
      LabelledImages images,
      List<String> classes,
      Map<String, String> fitted) {
    return new IdxImagesDataset(
        parts,
        config.get(STEPS),
        PixelOrder.of(images.height() * images.width(), config.find(PERMUTATION_SEED)),
        config.find(PERMUTATION_SEED).isPresent(),
        classes,
        fitted);
  }

  private static void requireTogether(ConfigView config, DataProblems problems) {
    if (config.find(LABELS).isEmpty()) {
      problems.inOption(
          LABELS.name(), "the labels are missing", "a training needs them", "name their file");
    }
    if (config.find(TEST_FILE).isPresent() != config.find(TEST_LABELS).isPresent()) {
      problems.inOption(
          TEST_LABELS.name(),
          "test-file and test-labels belong together",
          "only one of them is given",
          "give both or none");
    }
  }

  private static LabelledImages read(
      ConfigView config,
      DataContext context,
      Option<Path> imageOption,
      Option<Path> labelOption,
      DataProblems problems) {
    IdxFile images =
        IdxFile.read(open(config, context, imageOption).orElseThrow(), 3, "images", problems);
    Optional<DataFile> labelFile = open(config, context, labelOption);
    IdxFile labels = labelFile.map(file -> IdxFile.read(file, 1, "labels", problems)).orElse(null);
    LabelledImages both = new LabelledImages(images, labels);
    if (images != null) {
      both.check(problems);
    }
    return both;
  }

  /** Without labels if the option still names those of the training, or a file that is gone. */
  private static LabelledImages readForPrediction(
      ConfigView config, DataContext context, DataProblems problems) {
    IdxFile images = IdxFile.read(open(config, context, FILE).orElseThrow(), 3, "images", problems);
    boolean thoseOfTraining =
        images != null && images.file().sha256().equals(context.fitted().get(IMAGES_KEY));
    Optional<DataFile> labels =
        config
            .find(LABELS)
            .filter(path -> Files.exists(context.folder().resolve(path)))
            .map(path -> DataFile.read(context.folder().resolve(path), LABELS.name()))
            .filter(
                file -> thoseOfTraining || !file.sha256().equals(context.fitted().get(LABELS_KEY)));
    LabelledImages both =
        new LabelledImages(
            images, labels.map(file -> IdxFile.read(file, 1, "labels", problems)).orElse(null));
    if (images != null) {
      both.check(problems);
    }
    return both;
  }

  private static Optional<DataFile> open(
      ConfigView config, DataContext context, Option<Path> option) {
    return config
        .find(option)
        .map(path -> DataFile.read(context.folder().resolve(path), option.name()));
  }

  private static List<String> classes(
      ConfigView config, LabelledImages images, DataProblems problems) {
    int count = images.largestLabel() + 1;
    List<String> names =
        config
            .find(CLASS_NAMES)
            .orElse(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    if (names.size() < Math.max(2, count)) {
      problems.in(
          images.labels().file(),
          "there are " + names.size() + " classes",
          "the labels go up to " + (count - 1) + ", and at least two classes are needed",
          "correct the option class-names or the labels");
    }
    return names;
  }

  /** Reports images that a model for such images cannot read. */
  private static void check(
      LabelledImages images, int height, int width, List<String> classes, DataProblems problems) {
    if (images.height() != height || images.width() != width) {
      problems.in(
          images.images().file(),
          "images are " + images.height() + " × " + images.width(),
          "those of the training are " + height + " × " + width,
          "give images of the same size");
    }
    if (images.largestLabel() >= classes.size()) {
      problems.in(
          images.labels().file(),
          "there is a label " + images.largestLabel(),
          "the training has " + classes.size() + " classes, from 0",
          "give labels of the same classes");
    }
  }

  private static Map<Split, Part> parts(
      ConfigView config, LabelledImages images, LabelledImages test, DataProblems problems) {
    double validation = config.find(VALIDATION).orElse(0.1);
    double training =
        config.find(TRAINING).orElse(Math.max(0, (test == null ? 0.9 : 1) - validation));
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    if (!problems.checkParts(training, validation)) {
      return parts;
    }
    int[] labels = IntStream.range(0, images.count()).map(images::label).toArray();
    RandomParts.stratified(labels, training, validation, config.get(SPLIT_SEED))
        .forEach((split, indices) -> parts.put(split, new Part(images, indices)));
    if (test != null) {
      parts.put(Split.TEST, new Part(test, IntStream.range(0, test.count()).toArray()));
    }
    for (Split split : List.of(Split.TRAINING, Split.VALIDATION)) {
      double fraction = split == Split.TRAINING ? training : validation;
      if (parts.get(split).indices().length == 0 && (fraction > 1e-9 || split == Split.TRAINING)) {
        problems.in(
            images.images().file(),
            "too few images: the " + split.name().toLowerCase(Locale.ROOT) + " part is empty",
            "it gets " + Math.round(100 * fraction) + " % of " + images.count() + " images",
            "change the fractions training and validation");
      }
    }
    return parts;
  }
}
