// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Small vocabularies. */
final class Vocabularies {

  static final Vocabulary BYTES =
      new Vocabulary() {
        @Override
        public int size() {
          return 256;
        }

        @Override
        public String token(int id) {
          return Character.toString(id);
        }

        @Override
        public int[] encode(String text) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          int[] ids = new int[bytes.length];
          Arrays.setAll(ids, i -> bytes[i] & 0xFF);
          return ids;
        }

        @Override
        public String decode(int... ids) {
          byte[] bytes = new byte[ids.length];
          for (int i = 0; i < ids.length; i++) {
            bytes[i] = (byte) ids[i];
          }
          return new String(bytes, StandardCharsets.UTF_8);
        }
      };

  /** the, cat, sat, and a line end. */
  static final Vocabulary WORDS = new Words(List.of("the", "cat", "sat", "<eos>"));

  private Vocabularies() {}

  /** Letters, one a token; the last stands for unknown ones if {@code hasUnknown}. */
  static Vocabulary letters(String letters, boolean hasUnknown) {
    return new Letters(letters, hasUnknown);
  }

  private record Letters(String letters, boolean hasUnknown) implements Vocabulary {

    @Override
    public int size() {
      return letters.length();
    }

    @Override
    public String token(int id) {
      return letters.substring(id, id + 1);
    }

    @Override
    public OptionalInt unknown() {
      return hasUnknown ? OptionalInt.of(size() - 1) : OptionalInt.empty();
    }

    @Override
    public int[] encode(String text) {
      return text.chars()
          .map(
              letter -> {
                int id = letters.indexOf(letter);
                if (id < 0 && !hasUnknown) {
                  throw new ImpetusException(
                      new Problem(
                          ErrorKind.DATA, (char) letter + " is unknown", "the text", "", ""));
                }
                return id < 0 ? size() - 1 : id;
              })
          .toArray();
    }

    @Override
    public String decode(int... ids) {
      StringBuilder text = new StringBuilder();
      Arrays.stream(ids).forEach(id -> text.append(token(id)));
      return text.toString();
    }
  }

  private record Words(List<String> words) implements Vocabulary {

    @Override
    public int size() {
      return words.size();
    }

    @Override
    public String token(int id) {
      return words.get(id);
    }

    @Override
    public int[] encode(String text) {
      return Arrays.stream(text.replace("\n", " <eos> ").strip().split(" +"))
          .filter(word -> !word.isEmpty())
          .mapToInt(words::indexOf)
          .toArray();
    }

    @Override
    public String decode(int... ids) {
      return String.join(" ", Arrays.stream(ids).mapToObj(words::get).toList())
          .replaceAll(" ?<eos> ?", "\n");
    }
  }
}
