// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Vocabulary;
import dev.impetus.model.data.file.DataProblems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Tokens with ids, and the tokenizer that cuts text into them. */
final class TokenVocabulary implements Vocabulary {

  private static final String TOKENS_KEY = "vocabulary";
  private static final String UNKNOWN_KEY = "vocabulary.unknown";

  private final Tokenizer tokenizer;
  private final UnaryOperator<String> preparation;
  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int unknown;

  TokenVocabulary(
      Tokenizer tokenizer, UnaryOperator<String> preparation, VocabularyFit.Choice choice) {
    this.tokenizer = tokenizer;
    this.preparation = preparation;
    this.tokens = List.copyOf(choice.tokens());
    this.unknown = choice.unknown();
    tokens.forEach(token -> ids.put(token, ids.size()));
  }

  @Override
  public int size() {
    return tokens.size();
  }

  @Override
  public String token(int id) {
    return tokens.get(id);
  }

  List<String> tokens() {
    return tokens;
  }

  @Override
  public OptionalInt unknown() {
    return unknown < 0 ? OptionalInt.empty() : OptionalInt.of(unknown);
  }

  /** The id of a token, that for unknown ones, or -1. */
  int id(String token) {
    return ids.getOrDefault(token, unknown);
  }

  @Override
  public int[] encode(String text) {
    List<Integer> found = new ArrayList<>();
    tokenizer.cut(
        preparation.apply(text),
        token -> {
          int id = id(token);
          if (id < 0) {
            throw unknownToken(token, "token " + (found.size() + 1) + " of the text");
          }
          found.add(id);
        });
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String decode(int... sequence) {
    return tokenizer.join(Arrays.stream(sequence).mapToObj(tokens::get).toList());
  }

  static ImpetusException unknownToken(String token, String where) {
    return new ImpetusException(
        new Problem(
            ErrorKind.DATA,
            shown(token) + " is unknown",
            where,
            "the training data do not have it, and there is no id for unknown tokens",
            "leave it out, or train with unknown: always"));
  }

  /** A token for messages: in quotes, invisible characters by their code. */
  static String shown(String token) {
    int c = token.codePointAt(0);
    boolean visible = !Character.isISOControl(c) && !Character.isWhitespace(c);
    String code = String.format("U+%04X", c);
    return token.codePointCount(0, token.length()) > 1
        ? DataProblems.quoted(token)
        : visible ? '"' + token + "\" (" + code + ")" : code;
  }

  /** Adds what {@link #read} needs; a line a token, line ends and backslashes in it escaped. */
  void write(Map<String, String> fitted) {
    fitted.put(
        TOKENS_KEY,
        String.join(
            "\n",
            tokens.stream()
                .map(token -> token.replace("\\", "\\\\").replace("\n", "\\n"))
                .toList()));
    if (unknown >= 0) {
      fitted.put(UNKNOWN_KEY, Integer.toString(unknown));
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ImpetusException of kind STORAGE if it is not there
   */
  static TokenVocabulary read(
      Tokenizer tokenizer, UnaryOperator<String> preparation, Map<String, String> fitted) {
    String stored = fitted.get(TOKENS_KEY);
    if (stored == null) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.STORAGE,
              "the run does not say which tokens it knew",
              TOKENS_KEY,
              "the entry is missing among what was fitted in training",
              "train again with this version of the plugin"));
    }
    List<String> tokens =
        Arrays.stream(stored.split("\n", -1)).map(TokenVocabulary::unescaped).toList();
    int unknown = Integer.parseInt(fitted.getOrDefault(UNKNOWN_KEY, "-1"));
    return new TokenVocabulary(tokenizer, preparation, new VocabularyFit.Choice(tokens, unknown));
  }

  private static String unescaped(String line) {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        c = line.charAt(++i) == 'n' ? '\n' : '\\';
      }
      token.append(c);
    }
    return token.toString();
  }
}
