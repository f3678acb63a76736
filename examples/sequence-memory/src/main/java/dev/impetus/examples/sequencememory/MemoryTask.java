// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.sequencememory;

import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.solver.state.Precision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A problem that only a memory solves, and what is lost without one. */
enum MemoryTask {
  /** Two marked numbers of T are to be added; always answering 1 costs the variance of the sum. */
  ADDING("steps", "mse") {
    @Override
    double trivialLoss(int length) {
      return 1.0 / 6;
    }
  },

  /** Ten symbols of eight are to be repeated after L blanks; guessing them costs ln 8 for each. */
  COPYING("blanks", "cross-entropy") {
    @Override
    double trivialLoss(int length) {
      return 10 * Math.log(8) / (length + 20);
    }
  };

  private final String lengthOption;
  private final String loss;

  MemoryTask(String lengthOption, String loss) {
    this.lengthOption = lengthOption;
    this.loss = loss;
  }

  /** The mean loss of the best model without memory. */
  abstract double trivialLoss(int length);

  /** The id of the data source. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A training; weights and samples are those of the seed. */
  PipelineSpec spec(MemoryCell cell, Settings settings, long seed) {
    Map<String, Object> options = new LinkedHashMap<>(cell.options());
    options.put("hidden", settings.hidden());
    return PipelineSpec.builder()
        .seed(seed)
        .precision(Precision.FLOAT32)
        .data(
            id(),
            Map.of(
                lengthOption,
                settings.length(this),
                "training",
                settings.batch() * settings.updatesAnEpoch(),
                "validation",
                500,
                "test",
                1000))
        .model(cell.id(), options)
        .loss(loss)
        .optimizer("adam", Map.of("learning-rate", settings.learningRate()))
        .training("epochs", settings.epochs())
        .training("batch-size", settings.batch())
        .training("clip-norm", 1.0)
        .build();
  }
}
