// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.generation;

import dev.impetus.model.data.Vocabulary;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One text while it is generated. */
final class SampleText {

  private final int number;
  private final TextPieces pieces;
  private final String stop;
  private final GenerationListener listener;
  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private int tokens;
  private boolean stopped;

  SampleText(
      int number,
      Vocabulary vocabulary,
      int[] prompt,
      Optional<String> stop,
      RandomGenerator random,
      GenerationListener listener) {
    this.number = number;
    this.stop = stop.orElse("");
    this.random = random;
    this.listener = listener;
    pieces = new TextPieces(vocabulary, prompt);
  }

  /** Its own random numbers. */
  RandomGenerator random() {
    return random;
  }

  boolean hasStopped() {
    return stopped;
  }

  /** One more token. */
  void add(int token) {
    tokens++;
    held.append(pieces.add(token));
    giveUntilStop();
  }

  /** The text is as long as it may become. */
  Generation.Sample finish() {
    if (!stopped) {
      held.append(pieces.finish());
      giveUntilStop();
    }
    if (!stopped) {
      give(held.length());
    }
    return new Generation.Sample(text.toString(), tokens, stopped);
  }

  /** What may be the beginning of the stop is kept back. */
  private void giveUntilStop() {
    int at = stop.isEmpty() ? -1 : held.indexOf(stop);
    if (at >= 0) {
      stopped = true;
      give(at);
      return;
    }
    int kept = Math.min(Math.max(stop.length() - 1, 0), held.length());
    while (kept > 0 && !stop.startsWith(held.substring(held.length() - kept))) {
      kept--;
    }
    give(held.length() - kept);
  }

  private void give(int length) {
    if (length > 0) {
      String piece = held.substring(0, length);
      held.delete(0, length);
      text.append(piece);
      listener.generated(number, piece);
    }
  }
}
