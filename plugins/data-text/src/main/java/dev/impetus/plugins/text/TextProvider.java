// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.DataContext;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataProvider;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.model.data.file.DataFile;
import dev.impetus.model.data.file.DataProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text as windows of tokens, each to be predicted from those before it: inputs are the tokens
 * {@code i … i+T-1}, targets the tokens {@code i+1 … i+T}.
 *
 * <p>The parts are stretches of one file, in order, or files of their own. The vocabulary is fitted
 * on the training part. In prediction the whole file is the test part.
 */
public final class TextProvider implements DataProvider {

  private static final Option<Path> FILE =
      Option.path("file", "text in UTF-8, plain or gzip; relative to the specification");
  private static final Option<Path> VALIDATION_FILE =
      Option.path("validation-file", "text for validation; file then is for training only")
          .optional();
  private static final Option<Path> TEST_FILE =
      Option.path("test-file", "text for the test; file then is for training only").optional();
  private static final Option<Double> TRAINING =
      Option.decimal("training", "fraction of the file for training, from its beginning; else 0.9")
          .above(0)
          .atMost(1)
          .optional();
  private static final Option<Double> VALIDATION =
      Option.decimal(
              "validation", "fraction for validation, next; the rest is the test part; else 0.05")
          .atLeast(0)
          .below(1)
          .optional();
  private static final Option<Long> WINDOW =
      Option.integer("window", "tokens T of a sample")
          .unit("tokens")
          .atLeast(1)
          .atMost(1_000_000)
          .byDefault(128L);
  private static final Option<Long> STRIDE =
      Option.integer("stride", "tokens from a window to the next; by default the window's length")
          .unit("tokens")
          .atLeast(1)
          .atMost(1_000_000)
          .optional();
  private static final Option<String> TAIL =
      Option.choice(
              "tail",
              "what becomes of the tokens after a part's last whole window: left out, or padded, with a mask",
              "drop",
              "pad")
          .byDefault("drop");
  private static final TokenOptions TOKENS = new TokenOptions(TokenOptions.CHARACTERS);

  /** For ServiceLoader. */
  public TextProvider() {}

  @Override
  public String id() {
    return "text";
  }

  @Override
  public ConfigSchema schema() {
    return ConfigSchema.of(FILE, VALIDATION_FILE, TEST_FILE, TRAINING, VALIDATION)
        .and(TOKENS.schema())
        .and(ConfigSchema.of(WINDOW, STRIDE, TAIL));
  }

  @Override
  public Optional<Vocabulary> vocabulary(
      ConfigView config, Map<String, String> fitted, String field) {
    return field.equals(DataField.INPUTS) || field.equals(DataField.TARGETS)
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
    TokenIndex index = new TokenIndex();
    Map<Split, DataFile> files = new EnumMap<>(Split.class);
    files.put(Split.TRAINING, read(config, context, FILE));
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      Option<Path> option = split == Split.TEST ? TEST_FILE : VALIDATION_FILE;
      if (config.find(option).isPresent()) {
        files.put(split, read(config, context, option));
      }
    }
    Map<Split, int[]> numbers = new EnumMap<>(Split.class);
    files.forEach((split, file) -> numbers.put(split, cut(config, file, index)));
    Map<Split, int[]> parts =
        files.size() == 1
            ? stretches(config, numbers.get(Split.TRAINING), problems)
            : ofFiles(config, numbers, problems);
    problems.throwIfAny();

    long[] counts = new long[index.tokens().size()];
    for (int number : parts.get(Split.TRAINING)) {
      counts[number]++;
    }
    VocabularyFit.Choice choice = TOKENS.fit(config).choose(index.tokens(), counts, problems);
    problems.throwIfAny();
    TokenVocabulary vocabulary =
        new TokenVocabulary(TOKENS.tokenizer(config), text -> TOKENS.prepare(config, text), choice);
    int[] ids = index.tokens().stream().mapToInt(vocabulary::id).toArray();
    parts.replaceAll((split, part) -> Arrays.stream(part).map(number -> ids[number]).toArray());

    Windows windows = windows(config);
    for (Split split : parts.keySet()) {
      requireWindow(split, parts.get(split).length, windows, files, problems);
    }
    problems.throwIfAny();
    Map<String, String> fitted = new LinkedHashMap<>();
    vocabulary.write(fitted);
    return new TextDataset(
        String.join(", ", files.values().stream().map(DataFile::name).toList()),
        TOKENS.kind(config),
        vocabulary,
        parts,
        windows,
        fitted,
        String.join("+", files.values().stream().map(DataFile::sha256).toList()));
  }

  private static Dataset forPrediction(
      ConfigView config, DataContext context, DataProblems problems) {
    problems.throwIfAny();
    TokenVocabulary vocabulary = TOKENS.vocabulary(config, context.fitted());
    DataFile file = read(config, context, FILE);
    TokenIndex index = new TokenIndex();
    int[] numbers = cut(config, file, index);
    int[] ids = index.tokens().stream().mapToInt(vocabulary::id).toArray();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0) {
        throw TokenVocabulary.unknownToken(index.tokens().get(i), file.name());
      }
    }
    Windows windows = windows(config);
    Map<Split, DataFile> files = Map.of(Split.TEST, file);
    requireWindow(Split.TEST, numbers.length, windows, files, problems);
    problems.throwIfAny();
    return new TextDataset(
        file.name(),
        TOKENS.kind(config),
        vocabulary,
        Map.of(Split.TEST, Arrays.stream(numbers).map(number -> ids[number]).toArray()),
        windows,
        context.fitted(),
        file.sha256());
  }

  private static DataFile read(ConfigView config, DataContext context, Option<Path> option) {
    return DataFile.read(context.folder().resolve(config.get(option)), option.name());
  }

  private static int[] cut(ConfigView config, DataFile file, TokenIndex index) {
    if (TOKENS.kind(config).equals(TokenOptions.BYTES)) {
      return index.number(sink -> ByteTokenizer.cut(file.bytes(), sink), file.bytes().length);
    }
    String text = TOKENS.prepare(config, file.text());
    return index.number(sink -> TOKENS.tokenizer(config).cut(text, sink), text.length());
  }

  private static Windows windows(ConfigView config) {
    int length = config.getInt(WINDOW);
    return new Windows(
        length,
        config.find(STRIDE).map(Math::toIntExact).orElse(length),
        config.get(TAIL).equals("pad"));
  }

  /** Parts of one file, in order. */
  private static Map<Split, int[]> stretches(
      ConfigView config, int[] tokens, DataProblems problems) {
    double training = config.find(TRAINING).orElse(0.9);
    double validation = config.find(VALIDATION).orElse(Math.min(0.05, 1 - training));
    problems.checkParts(training, validation);
    int a = (int) Math.round(tokens.length * training);
    int b = (int) Math.round(tokens.length * Math.min(1, training + validation));
    Map<Split, int[]> parts = new EnumMap<>(Split.class);
    parts.put(Split.TRAINING, Arrays.copyOfRange(tokens, 0, a));
    if (validation > 1e-9) {
      parts.put(Split.VALIDATION, Arrays.copyOfRange(tokens, a, b));
    }
    if (training + validation < 1 - 1e-9) {
      parts.put(Split.TEST, Arrays.copyOfRange(tokens, b, tokens.length));
    }
    return parts;
  }

  private static Map<Split, int[]> ofFiles(
      ConfigView config, Map<Split, int[]> numbers, DataProblems problems) {
    for (Option<Double> option : List.of(TRAINING, VALIDATION)) {
      if (config.find(option).isPresent()) {
        problems.inOption(
            option.name(),
            "option \"" + option.name() + "\" has no effect",
            "validation and test are files of their own",
            "remove it");
      }
    }
    return new EnumMap<>(numbers);
  }

  private static void requireWindow(
      Split split, int tokens, Windows windows, Map<Split, DataFile> files, DataProblems problems) {
    if (windows.starts(tokens).length > 0) {
      return;
    }
    List<DataFile> all = new ArrayList<>(files.values());
    problems.in(
        files.getOrDefault(split, all.get(0)),
        tokens == 0
            ? "the " + split.name().toLowerCase(Locale.ROOT) + " part is empty"
            : "too short: the " + split.name().toLowerCase(Locale.ROOT) + " part has no window",
        "it has "
            + tokens
            + " tokens; a window with its targets needs "
            + (windows.padded() ? 2 : windows.length() + 1),
        "shorten the window, set tail: pad, or change the parts");
  }
}
