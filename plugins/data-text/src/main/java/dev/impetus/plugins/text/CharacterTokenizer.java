// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.util.List;
import java.util.function.Consumer;

/** Every Unicode code point is a token, white space and line ends too. */
final class CharacterTokenizer implements Tokenizer {

  @Override
  public void cut(String text, Consumer<String> sink) {
    text.codePoints().mapToObj(Character::toString).forEach(sink);
  }

  @Override
  public String join(List<String> tokens) {
    return String.join("", tokens);
  }
}
