// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.text;

import java.util.List;
import java.util.function.Consumer;

/** Cuts text into tokens and puts tokens together again. Without state. */
interface Tokenizer {

  /** Hands each token of a text to {@code sink}, in order. */
  void cut(String text, Consumer<String> sink);

  /** The text of some tokens; see {@link dev.impetus.model.data.Vocabulary#decode}. */
  String join(List<String> tokens);
}
