// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.glossclasses;

import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.solver.state.Precision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is trained, and for how long.
 *
 * @param every of so many tens of glosses only the first is used
 * @param hidden units of each net
 * @param epochs passes over the training part
 * @param regressionEpochs passes of the baseline
 * @param seeds a training each
 */
record Settings(int every, int hidden, int epochs, int regressionEpochs, List<Long> seeds) {

  /** All glosses, some minutes on two cores. */
  static final Settings FULL = new Settings(1, 64, 3, 20, List.of(1L));

  /** Every eighth ten, under a minute. */
  static final Settings QUICK = new Settings(8, 32, 5, 20, List.of(1L));

  private static final double MOMENTUM = 0.1;
  private static final double STEP_SIZE = 0.6;

  Settings withSeeds(List<Long> others) {
    return new Settings(every, hidden, epochs, regressionEpochs, others);
  }

  /**
   * Options of the nets by the name that tables give them; up to its comma an architecture's id.
   */
  Map<String, Map<String, Object>> nets() {
    Map<String, Map<String, Object>> nets = new LinkedHashMap<>();
    nets.put("lstm", recurrent(Map.of()));
    nets.put("momentum-lstm, mu 0.3, s 0.6", recurrent(Map.of("mu", 0.3, "s", 0.6)));
    nets.put("momentum-lstm, mu 0, s 0.6", recurrent(Map.of("mu", 0.0, "s", 0.6)));
    nets.put("transformer, linear attention", attentive(Map.of("attention", "linear")));
    // Without momentum all keys weigh g. With it they weigh from g to g / (1 - b): a control each.
    nets.put("momentum-transformer, b 0.1, g 0.6", momentum(MOMENTUM, STEP_SIZE));
    nets.put("momentum-transformer, b 0, g 0.6", momentum(0, STEP_SIZE));
    nets.put("momentum-transformer, b 0, g 0.667", momentum(0, STEP_SIZE / (1 - MOMENTUM)));
    return nets;
  }

  private Map<String, Object> momentum(double b, double g) {
    return attentive(Map.of("momentum", b, "step-size", g));
  }

  /** About as many parameters as the recurrent nets; most are in the embedding. */
  private Map<String, Object> attentive(Map<String, Object> own) {
    Map<String, Object> options = new LinkedHashMap<>(own);
    options.put("width", hidden / 2);
    options.put("layers", 2);
    return options;
  }

  private Map<String, Object> recurrent(Map<String, Object> own) {
    Map<String, Object> options = new LinkedHashMap<>(own);
    options.put("hidden", hidden);
    options.put("embedding", hidden / 2);
    options.put("readout", "mean");
    return options;
  }

  /**
   * The pipeline of one net.
   *
   * @param name from {@link #nets()}
   * @param texts the folder of {@link Parts}
   */
  PipelineSpec spec(String name, long seed, Path texts) {
    double learningRate = name.contains("transformer") ? 0.003 : 0.01;
    return PipelineSpec.builder()
        .seed(seed)
        .precision(Precision.FLOAT32)
        .threads(2)
        .data(
            "text-classes",
            Map.of(
                "file",
                texts.resolve(Parts.TRAINING).toString(),
                "validation-file",
                texts.resolve(Parts.VALIDATION).toString(),
                "test-file",
                texts.resolve(Parts.TEST).toString(),
                "lower-case",
                true,
                "min-count",
                3,
                "length",
                40))
        .model(name.split(",", 2)[0], nets().get(name))
        .loss("cross-entropy")
        .metric("macro-f1")
        .metric("accuracy")
        .optimizer("adam", Map.of("learning-rate", learningRate))
        .training("epochs", epochs)
        .training("batch-size", 32)
        .training("clip-norm", 1.0)
        .build();
  }
}
