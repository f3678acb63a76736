// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every byte of a text's UTF-8 form is a token, written as the character with the byte's number
 * (ISO 8859-1).
 */
final class ByteTokenizer implements Tokenizer {

  /** The 256 tokens; their ids are the bytes. */
  static List<String> all() {
    return IntStream.range(0, 256).mapToObj(Character::toString).toList();
  }

  @Override
  public void cut(String text, Consumer<String> sink) {
    cut(text.getBytes(StandardCharsets.UTF_8), sink);
  }

  /** As {@link #cut(String, Consumer)} for bytes of any kind. */
  static void cut(byte[] bytes, Consumer<String> sink) {
    List<String> all = all();
    for (byte number : bytes) {
      sink.accept(all.get(number & 0xFF));
    }
  }

  @Override
  public String join(List<String> tokens) {
    byte[] bytes = String.join("", tokens).getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
