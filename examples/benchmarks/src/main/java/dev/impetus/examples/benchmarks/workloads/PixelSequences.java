// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.limits.RecurrentLimit;
import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Training;
import dev.impetus.examples.benchmarks.measure.TrainingStep;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.model.Model;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineSpec;
import dev.impetus.runtime.plugin.PluginRegistry;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * W10: an LSTM, with and without momentum, reads 784 pixels one by one: 128 units, 128 rows, ten
 * classes, float32, forget gates that begin with a bias of 1. The pipeline that a specification
 * describes; both cores.
 */
final class PixelSequences implements Workload {

  private static final int HIDDEN = 128;
  private static final int STEPS = 20;
  private static final double MU = 0.6;
  private static final double STEP_SIZE = 0.6;

  /** Of torch in float64: step and loss, and at step 0 the gradient's norm. */
  private record Reference(Map<Integer, Double> losses, double gradientNorm) {}

  private static final Map<String, Reference> REFERENCES =
      Map.of(
          "lstm",
          new Reference(
              Map.of(0, 2.31514279274, 1, 2.28363056340, 5, 2.26187239114, 10, 2.25163572472),
              0.589281384177),
          "momentum-lstm",
          new Reference(
              Map.of(0, 2.33661680587, 1, 2.30145911642, 5, 2.26273639663, 10, 2.25905947829),
              1.15395154351));

  @Override
  public String id() {
    return "W10";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int threads : new int[] {2, 1}) {
      String both = " threads=" + threads;
      rows.add(
          Row.of(
              id(),
              "threads" + threads,
              "MomentumLSTM 1-128-10 on 784 pixels, batch 128, float32, "
                  + (threads == 1 ? "one thread" : "two threads")
                  + ": a training step",
              Unit.TRAINING_STEP,
              Entry.of(Library.IMPETUS, "cell=momentum-lstm" + both),
              new Entry(Library.IMPETUS, "cell=lstm" + both, "LSTM"),
              Entry.of(Library.LIMIT, "cell=lstm" + both),
              new Entry(
                  Library.TORCH,
                  "cell=lstm-module denormals=flushed" + both,
                  "nn.LSTM without momentum"),
              new Entry(
                  Library.TORCH,
                  "cell=momentum-lstm denormals=flushed" + both,
                  "one cell a step, denormals flushed"),
              new Entry(
                  Library.TORCH,
                  "cell=momentum-lstm denormals=kept" + both,
                  "one cell a step, as it comes")));
    }
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    int threads = variant.integer("threads");
    if (library == Library.LIMIT) {
      RecurrentLimit limit =
          new RecurrentLimit(
              threads, RandomPixelsProvider.STEPS, RandomPixelsProvider.ROWS, HIDDEN, 1);
      return Case.call(limit::trainingStep);
    }
    return Case.training(
        Map.of("threads", threads), List.of(), new Fit(variant.get("cell"), threads));
  }

  private record Fit(String cell, int threads) implements Training {

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void train(Consumer<TrainingStep> listener) {
      Map<String, Object> options = new TreeMap<>(Map.of("hidden", HIDDEN));
      if (cell.equals("momentum-lstm")) {
        options.putAll(Map.of("mu", MU, "s", STEP_SIZE));
      }
      PipelineSpec spec =
          PipelineSpec.builder()
              .precision(Precision.FLOAT32)
              .threads(threads)
              .data("random-pixels", Map.of())
              .model(cell, options)
              .loss("cross-entropy")
              .optimizer("adam", Map.of("learning-rate", 0.001))
              .training("epochs", STEPS)
              .training("batch-size", RandomPixelsProvider.ROWS)
              .training("shuffle", false)
              .build();
      try (PluginRegistry registry = PluginRegistry.builder().build()) {
        PipelineFactory factory = PipelineFactory.of(registry);
        try (Pipeline pipeline = factory.create(factory.resolve(spec))) {
          TrainerRun.train(pipeline.setup(), pipeline.training(), Fit::initialize, listener);
        }
      }
    }

    private static void initialize(Model model, StateVector parameters) {
      Random random = new Random(42);
      set(model, parameters, "layer1.input", Draws.layers(random, 1, 4 * HIDDEN));
      set(model, parameters, "layer1.recurrent", Draws.layers(random, HIDDEN, 4 * HIDDEN));
      double[] readout = Draws.layers(random, HIDDEN, RandomPixelsProvider.CLASSES);
      model.parameters().view(parameters, "readout.weight").copyFrom(readout, 0);
      model
          .parameters()
          .view(parameters, "readout.bias")
          .copyFrom(readout, HIDDEN * RandomPixelsProvider.CLASSES);
    }

    private static void set(Model model, StateVector parameters, String name, double[] draws) {
      StateVector weight = model.parameters().view(parameters, name + "-weight");
      weight.copyFrom(draws, 0);
      // Forget gates begin as in the published code: half open, all cotangents soon are exactly 0.
      int forget = Math.toIntExact(weight.size()) + HIDDEN;
      Arrays.fill(draws, forget, forget + HIDDEN, 1);
      model.parameters().view(parameters, name + "-bias").copyFrom(draws, weight.size());
    }

    @Override
    public List<Check> checks(List<TrainingStep> steps) {
      Reference reference = REFERENCES.get(cell);
      List<Check> checks = new ArrayList<>();
      checks.add(
          Check.relative(
              "gradient norm at step 0",
              steps.get(0).gradientNorm(),
              reference.gradientNorm(),
              1e-4));
      reference
          .losses()
          .forEach(
              (step, loss) -> {
                if (step < steps.size()) {
                  checks.add(
                      Check.relative("loss at step " + step, steps.get(step).loss(), loss, 1e-5));
                }
              });
      return checks;
    }
  }
}
