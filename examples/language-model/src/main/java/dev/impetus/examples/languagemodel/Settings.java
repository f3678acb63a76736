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

  /** Of every net with momentum and of its control, which has the step size alone. */
  private static final double STEP_SIZE = 0.6;

  private static final double RECURRENT_MOMENTUM = 0.3;
  private static final double ATTENTION_MOMENTUM = 0.1;

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

  /**
   * Options of the nets, all of about the same size, by the name that tables give them; up to its
   * comma an architecture's id.
   */
  Map<String, Map<String, Object>> nets() {
    Map<String, Map<String, Object>> nets = new LinkedHashMap<>();
    nets.put("lstm", recurrent(Map.of()));
    for (double mu : new double[] {RECURRENT_MOMENTUM, 0}) {
      nets.put(named("momentum-lstm", "mu", mu, "s"), recurrent(Map.of("mu", mu, "s", STEP_SIZE)));
    }
    for (String attention : List.of("softmax", "linear")) {
      nets.put("transformer, " + attention, attentive(Map.of("attention", attention)));
    }
    for (double b : new double[] {ATTENTION_MOMENTUM, 0}) {
      nets.put(
          named("momentum-transformer", "b", b, "g"),
          attentive(Map.of("momentum", b, "step-size", STEP_SIZE)));
    }
    return nets;
  }

  private static String named(String id, String momentum, double value, String stepSize) {
    String number = value == 0 ? "0" : Double.toString(value);
    return String.format("%s, %s %s, %s %s", id, momentum, number, stepSize, STEP_SIZE);
  }

  private Map<String, Object> recurrent(Map<String, Object> own) {
    Map<String, Object> options = new LinkedHashMap<>(own);
    options.put("hidden", hidden);
    options.put("embedding", hidden / 2);
    return options;
  }

  private Map<String, Object> attentive(Map<String, Object> own) {
    Map<String, Object> options = new LinkedHashMap<>(own);
    options.put("width", hidden / 2);
    options.put("layers", 2);
    return options;
  }

  /**
   * The pipeline of one net.
   *
   * @param name from {@link #nets()}
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
    double learningRate = name.contains("transformer") ? 0.003 : 0.01;
    return PipelineSpec.builder()
        .seed(seed)
        .precision(Precision.FLOAT32)
        .threads(2)
        .data("text", data)
        .model(name.split(",", 2)[0], nets().get(name))
        .loss("cross-entropy")
        .metric("bits-per-character")
        .optimizer(
            "adam",
            Map.of("learning-rate", learningRate, "schedule", "cosine", "schedule-length", epochs))
        .training("epochs", epochs)
        .training("batch-size", 16)
        .training("clip-norm", 1.0)
        .build();
  }
}
