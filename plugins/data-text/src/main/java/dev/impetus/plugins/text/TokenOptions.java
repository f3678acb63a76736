// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.api.config.ConfigSchema;
import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.model.data.file.DataProblems;
import java.util.Locale;
import java.util.Map;

/** How text becomes tokens and tokens become ids: the options, and what they mean. */
final class TokenOptions {

  static final String CHARACTERS = "characters";
  static final String WORDS = "words";
  static final String WHITESPACE = "whitespace";
  static final String BYTES = "bytes";

  private static final Option<Boolean> LOWER_CASE =
      Option.bool("lower-case", "whether capital letters become small ones first").byDefault(false);

  private static final Option<String> LINE_END =
      Option.text(
              "line-end",
              "token for the end of a line, such as <eos>; only words have one, and only if given")
          .optional();

  private static final Option<Long> MIN_COUNT =
      Option.integer("min-count", "how often a token occurs in the training part to be known")
          .atLeast(1)
          .byDefault(1L);

  private static final Option<Long> LIMIT =
      Option.integer(
              "vocabulary-limit",
              "most tokens that are known, the most frequent ones; by default all")
          .atLeast(1)
          .atMost(10_000_000)
          .optional();

  private static final Option<String> UNKNOWN =
      Option.choice(
              "unknown",
              "whether there is an id for tokens that are not known; auto: always for words, for characters"
                  + " if the data have some",
              "auto",
              "always",
              "never")
          .byDefault("auto");

  private static final Option<String> UNKNOWN_TOKEN =
      Option.text("unknown-token", "how unknown tokens are written").byDefault("<unk>");

  private final Option<String> tokens;

  /**
   * The options of one provider.
   *
   * @param byDefault the kind of tokens
   */
  TokenOptions(String byDefault) {
    tokens =
        Option.choice(
                "tokens",
                "characters: code points; words: letters and digits, punctuation by itself; whitespace: what"
                    + " stands between it; bytes of the UTF-8 form",
                CHARACTERS,
                WORDS,
                WHITESPACE,
                BYTES)
            .byDefault(byDefault);
  }

  ConfigSchema schema() {
    return ConfigSchema.of(tokens, LOWER_CASE, LINE_END, MIN_COUNT, LIMIT, UNKNOWN, UNKNOWN_TOKEN);
  }

  /** Reports options that the kind of tokens would pass over. */
  void check(ConfigView config, DataProblems problems) {
    String kind = kind(config);
    boolean bytes = kind.equals(BYTES);
    refuse(bytes && config.get(LOWER_CASE), LOWER_CASE, kind, problems);
    refuse(bytes && config.get(MIN_COUNT) > 1, MIN_COUNT, kind, problems);
    refuse(bytes && config.find(LIMIT).isPresent(), LIMIT, kind, problems);
    refuse(bytes && config.get(UNKNOWN).equals("always"), UNKNOWN, kind, problems);
    boolean words = kind.equals(WORDS) || kind.equals(WHITESPACE);
    refuse(!words && config.find(LINE_END).isPresent(), LINE_END, kind, problems);
  }

  private static void refuse(boolean given, Option<?> option, String kind, DataProblems problems) {
    if (given) {
      problems.inOption(
          option.name(),
          "option \"" + option.name() + "\" has no effect",
          "tokens are " + kind,
          "remove it, or choose other tokens");
    }
  }

  /** One of the constants above. */
  String kind(ConfigView config) {
    return config.get(tokens);
  }

  Tokenizer tokenizer(ConfigView config) {
    String lineEnd = config.find(LINE_END).orElse("");
    return switch (kind(config)) {
      case CHARACTERS -> new CharacterTokenizer();
      case WORDS -> new WordTokenizer(true, lineEnd);
      case WHITESPACE -> new WordTokenizer(false, lineEnd);
      case BYTES -> new ByteTokenizer();
      default -> throw new IllegalArgumentException("no tokens " + kind(config));
    };
  }

  String prepare(ConfigView config, String text) {
    return config.get(LOWER_CASE) ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** How a vocabulary is fitted. */
  VocabularyFit fit(ConfigView config) {
    return new VocabularyFit(
        kind(config),
        config.get(MIN_COUNT),
        config.find(LIMIT).map(Math::toIntExact).orElse(Integer.MAX_VALUE),
        config.get(UNKNOWN),
        config.get(UNKNOWN_TOKEN));
  }

  /** The vocabulary of the training, from what was fitted then. */
  TokenVocabulary vocabulary(ConfigView config, Map<String, String> fitted) {
    return TokenVocabulary.read(tokenizer(config), text -> prepare(config, text), fitted);
  }
}
