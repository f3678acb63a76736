// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import dev.impetus.model.data.file.RandomParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Labelled texts, to be classified: a line each of a TSV file with a header, or JSON lines.
 *
 * <p>Inputs are token ids, padded at the end to the same length, with a mask; longer texts are cut
 * off. The parts are dealt at random with each class in its share, apart from the seed of the run,
 * or are files of their own. Vocabulary and classes are those of the training.
 */
public final class TextClassesProvider implements DataProvider {

  private static final String LENGTH_KEY = "length";

  private static final Option<Path> FILE =
      Option.path("file", "labelled texts, plain or gzip; relative to the specification");
  private static final Option<Path> VALIDATION_FILE =
      Option.path("validation-file", "texts for validation; file then is for training only")
          .optional();
  private static final Option<Path> TEST_FILE =
      Option.path("test-file", "texts for the test; file then is for training only").optional();
  private static final Option<String> FORMAT =
      Option.choice("format", "form of the files; by default as their names end", "tsv", "jsonl")
          .optional();
  private static final Option<String> TEXT_FIELD =
      Option.text("text-field", "column or key of the texts").byDefault("text");
  private static final Option<String> LABEL_FIELD =
      Option.text("label-field", "column or key of the labels").byDefault("label");
  private static final Option<Double> TRAINING =
      Option.decimal("training", "fraction of the texts for training; else 0.8")
          .above(0)
          .atMost(1)
          .optional();
  private static final Option<Double> VALIDATION =
      Option.decimal("validation", "fraction for validation; the rest is the test part; else 0.1")
          .atLeast(0)
          .below(1)
          .optional();
  private static final Option<Long> SPLIT_SEED =
      Option.integer(
              "split-seed", "seed by which texts are dealt to parts, apart from the run's seed")
          .byDefault(0L);
  private static final Option<Long> LENGTH =
      Option.integer("length", "tokens of a sample; by default of the longest text of the training")
          .unit("tokens")
          .atLeast(1)
          .atMost(1_000_000)
          .optional();
  private static final TokenOptions TOKENS = new TokenOptions(TokenOptions.WORDS);

  /** For ServiceLoader. */
  public TextClassesProvider() {}

  @Override
  public String id() {
    return "text-classes";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(
            FILE,
            VALIDATION_FILE,
            TEST_FILE,
            FORMAT,
            TEXT_FIELD,
            LABEL_FIELD,
            TRAINING,
            VALIDATION,
            SPLIT_SEED)
        .and(TOKENS.schema())
        .and(ConfigSchema.of(LENGTH));
  }

  @Override
  public Optional<Vocabulary> vocabulary(
      ConfigView config, Map<String, String> fitted, String field) {
    return field.equals(DataField.INPUTS)
        ? Optional.of(TOKENS.vocabulary(config, fitted))
        : Optional.empty();
  }

  @Override
  public Dataset load(ConfigView config, DataContext context) {
    DataProblems problems = new DataProblems(id());
    TOKENS.check(config, problems);
    return context.isPrediction()
        ? forPrediction(config, context, problems)
        : forTraining(config, context, problems);
  }

  private static Dataset forTraining(
      ConfigView config, DataContext context, DataProblems problems) {
    Map<Split, DataFile> files = new EnumMap<>(Split.class);
    files.put(Split.TRAINING, open(config, context, FILE));
    config
        .find(VALIDATION_FILE)
        .ifPresent(path -> files.put(Split.VALIDATION, open(config, context, VALIDATION_FILE)));
    config
        .find(TEST_FILE)
        .ifPresent(path -> files.put(Split.TEST, open(config, context, TEST_FILE)));
    Map<Split, List<LabelledText>> texts = new EnumMap<>(Split.class);
    files.forEach((split, file) -> texts.put(split, read(config, file, true, problems)));
    problems.throwIfAny();

    List<String> classes = classes(texts.get(Split.TRAINING));
    if (classes.size() < 2) {
      problems.in(
          files.get(Split.TRAINING),
          "there are " + classes.size() + " classes",
          "at least two are needed",
          "correct the option label-field or the file");
      problems.throwIfAny();
    }
    Map<Split, List<LabelledText>> parts =
        files.size() == 1
            ? dealt(config, texts.get(Split.TRAINING), classes, problems)
            : ofFiles(config, texts, problems);
    problems.throwIfAny();

    TokenIndex index = new TokenIndex();
    Map<Split, List<int[]>> numbers = new EnumMap<>(Split.class);
    parts.forEach((split, part) -> numbers.put(split, cut(config, part, index)));
    long[] counts = new long[index.tokens().size()];
    numbers.get(Split.TRAINING).forEach(text -> Arrays.stream(text).forEach(n -> counts[n]++));
    VocabularyFit.Choice choice = TOKENS.fit(config).choose(index.tokens(), counts, problems);
    problems.throwIfAny();
    TokenVocabulary vocabulary =
        new TokenVocabulary(TOKENS.tokenizer(config), text -> TOKENS.prepare(config, text), choice);
    int[] ids = index.tokens().stream().mapToInt(vocabulary::id).toArray();

    int longest = numbers.get(Split.TRAINING).stream().mapToInt(t -> t.length).max().orElse(1);
    int length = config.find(LENGTH).map(Math::toIntExact).orElse(Math.max(1, longest));
    Map<Split, List<TextClassesDataset.Sample>> samples = new EnumMap<>(Split.class);
    parts.forEach(
        (split, part) ->
            samples.put(split, samples(part, numbers.get(split), ids, classes, problems)));
    problems.throwIfAny();
    Map<String, String> fitted = new LinkedHashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      fitted.put("class." + i, classes.get(i));
    }
    fitted.put(LENGTH_KEY, Integer.toString(length));
    vocabulary.write(fitted);
    return new TextClassesDataset(
        String.join(", ", files.values().stream().map(DataFile::name).toList()),
        TOKENS.kind(config),
        vocabulary,
        classes,
        length,
        samples,
        fitted,
        String.join("+", files.values().stream().map(DataFile::sha256).toList()));
  }

  private static Dataset forPrediction(
      ConfigView config, DataContext context, DataProblems problems) {
    Map<String, String> fitted = context.fitted();
    List<String> classes = new ArrayList<>();
    while (fitted.containsKey("class." + classes.size())) {
      classes.add(fitted.get("class." + classes.size()));
    }
    TokenVocabulary vocabulary = TOKENS.vocabulary(config, fitted);
    DataFile file = open(config, context, FILE);
    List<LabelledText> texts = read(config, file, false, problems);
    TokenIndex index = new TokenIndex();
    List<int[]> numbers = cut(config, texts, index);
    int[] ids = index.tokens().stream().mapToInt(vocabulary::id).toArray();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0) {
        throw TokenVocabulary.unknownToken(index.tokens().get(i), file.name());
      }
    }
    List<TextClassesDataset.Sample> samples = samples(texts, numbers, ids, classes, problems);
    if (samples.isEmpty()) {
      problems.in(file, "there are no texts", "the file has no lines", "add some");
    }
    problems.throwIfAny();
    return new TextClassesDataset(
        file.name(),
        TOKENS.kind(config),
        vocabulary,
        classes,
        Integer.parseInt(fitted.get(LENGTH_KEY)),
        Map.of(Split.TEST, samples),
        fitted,
        file.sha256());
  }

  private static DataFile open(ConfigView config, DataContext context, Option<Path> option) {
    return DataFile.read(context.folder().resolve(config.get(option)), option.name());
  }

  private static List<LabelledText> read(
      ConfigView config, DataFile file, boolean labelled, DataProblems problems) {
    LabelledTextReader reader =
        new LabelledTextReader(config.get(TEXT_FIELD), config.get(LABEL_FIELD), labelled, problems);
    String name = file.name().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    String format =
        config
            .find(FORMAT)
            .orElse(name.matches(".*\\.jsonl?") ? "jsonl" : name.endsWith(".tsv") ? "tsv" : "");
    return switch (format) {
      case "jsonl" -> reader.jsonLines(file);
      case "tsv" -> reader.tabs(file);
      default -> {
        problems.inOption(
            FORMAT.name(),
            "the form of " + file.name() + " is not known",
            "its name ends neither in .tsv nor in .jsonl",
            "set format: tsv or jsonl");
        yield List.of();
      }
    };
  }

  /** The labels, in numeric order if all are whole numbers, else in the order of their letters. */
  private static List<String> classes(List<LabelledText> texts) {
    List<String> labels = texts.stream().map(LabelledText::label).distinct().sorted().toList();
    return labels.stream().allMatch(label -> label.matches("-?[0-9]{1,9}"))
        ? labels.stream().sorted(Comparator.comparingInt(Integer::parseInt)).toList()
        : labels;
  }

  private static Map<Split, List<LabelledText>> dealt(
      ConfigView config, List<LabelledText> texts, List<String> classes, DataProblems problems) {
    double training = config.find(TRAINING).orElse(0.8);
    double validation = config.find(VALIDATION).orElse(Math.min(0.1, 1 - training));
    problems.checkParts(training, validation);
    int[] labels = texts.stream().mapToInt(text -> classes.indexOf(text.label())).toArray();
    Map<Split, List<LabelledText>> parts = new EnumMap<>(Split.class);
    RandomParts.stratified(labels, training, validation, config.get(SPLIT_SEED))
        .forEach(
            (split, part) -> parts.put(split, Arrays.stream(part).mapToObj(texts::get).toList()));
    return parts;
  }

  private static Map<Split, List<LabelledText>> ofFiles(
      ConfigView config, Map<Split, List<LabelledText>> texts, DataProblems problems) {
    for (Option<Double> option : List.of(TRAINING, VALIDATION)) {
      if (config.find(option).isPresent()) {
        problems.inOption(
            option.name(),
            "option \"" + option.name() + "\" has no effect",
            "validation and test are files of their own",
            "remove it");
      }
    }
    return texts;
  }

  private static List<int[]> cut(ConfigView config, List<LabelledText> texts, TokenIndex index) {
    Tokenizer tokenizer = TOKENS.tokenizer(config);
    return texts.stream()
        .map(
            text -> {
              String prepared = TOKENS.prepare(config, text.text());
              return index.number(sink -> tokenizer.cut(prepared, sink), prepared.length() / 4);
            })
        .toList();
  }

  private static List<TextClassesDataset.Sample> samples(
      List<LabelledText> texts,
      List<int[]> numbers,
      int[] ids,
      List<String> classes,
      DataProblems problems) {
    List<TextClassesDataset.Sample> samples = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      LabelledText text = texts.get(i);
      int label = text.label() == null ? -1 : classes.indexOf(text.label());
      if (text.label() != null && label < 0) {
        problems.at(
            text.file(),
            text.line(),
            "unknown class " + DataProblems.quoted(text.label()),
            "the training data do not have it",
            Suggestions.didYouMean(text.label(), classes, "classes"));
      }
      if (numbers.get(i).length == 0) {
        problems.at(
            text.file(),
            text.line(),
            "the text is empty",
            "it has no tokens, so that there is nothing to read",
            "fill it in, or remove the line");
      }
      samples.add(
          new TextClassesDataset.Sample(
              Arrays.stream(numbers.get(i)).map(number -> ids[number]).toArray(),
              label < 0 ? Double.NaN : label));
    }
    return samples;
  }
}
