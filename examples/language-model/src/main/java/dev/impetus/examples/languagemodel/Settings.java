// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.languagemodel;

import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.solver.state.Precision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is trained, and for how long.
 *
 * @param words whether tokens are words, else characters
 * @param excerpts how many excerpts of debates, from the first on
 * @param hidden units of each net
 * @param epochs passes over the training part
 * @param seeds a training each
 * @param prompt what the nets are to continue
 */
record Settings(
    boolean words, int excerpts, int hidden, int epochs, List<Long> seeds, String prompt) {

  /** Momentum and step size of {@code momentum-lstm}; the control has the same step size alone. */
  static final double MU = 0.3;

  static final double STEP_SIZE = 0.6;

  private static final String PROMPT = "Mr President, the Commission ";

  static Settings full(boolean words) {
    return new Settings(words, Integer.MAX_VALUE, 128, 3, List.of(1L), PROMPT);
  }

  static Settings quick(boolean words) {
    return new Settings(words, 250, 64, 6, List.of(1L), PROMPT);
  }

  Settings withSeeds(List<Long> others) {
    return new Settings(words, excerpts, hidden, epochs, others, prompt);
  }

  Settings withPrompt(String other) {
    return new Settings(words, excerpts, hidden, epochs, seeds, other);
  }

  /** What a token is called in tables. */
  String unit() {
    return words ? "word" : "character";
  }

  /** The longest n-gram that is counted. */
  int longestNgram() {
    return words ? 3 : 6;
  }

  /** Nets of equal size, by the name that tables give them. */
  Map<String, Map<String, Object>> nets() {
    Map<String, Map<String, Object>> nets = new LinkedHashMap<>();
    nets.put("lstm", net(Map.of()));
    nets.put("momentum-lstm, mu " + MU + ", s " + STEP_SIZE, net(Map.of("mu", MU, "s", STEP_SIZE)));
    nets.put("momentum-lstm, mu 0, s " + STEP_SIZE, net(Map.of("mu", 0.0, "s", STEP_SIZE)));
    return nets;
  }

  private Map<String, Object> net(Map<String, Object> own) {
    Map<String, Object> options = new LinkedHashMap<>(own);
    options.put("hidden", hidden);
    options.put("embedding", hidden / 2);
    return options;
  }

  /**
   * The pipeline of one net.
   *
   * @param name from {@link #nets()}; up to its comma an architecture's id
   * @param texts the folder of {@link Parts}
   */
  PipelineSpec spec(String name, long seed, Path texts) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", texts.resolve(Parts.TRAINING).toString());
    data.put("validation-file", texts.resolve(Parts.VALIDATION).toString());
    data.put("test-file", texts.resolve(Parts.TEST).toString());
    data.put("tokens", words ? "words" : "characters");
    data.put("window", 50);
    if (words) {
      data.put("lower-case", true);
      data.put("min-count", 3);
    }
    return PipelineSpec.builder()
        .seed(seed)
        .precision(Precision.FLOAT32)
        .threads(2)
        .data("text", data)
        .model(name.split(",", 2)[0], nets().get(name))
        .loss("cross-entropy")
        .metric("bits-per-character")
        .optimizer(
            "adam", Map.of("learning-rate", 0.01, "schedule", "cosine", "schedule-length", epochs))
        .training("epochs", epochs)
        .training("batch-size", 16)
        .training("clip-norm", 1.0)
        .build();
  }
}
