// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.limits.NetLimit;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * W7: a plain and a heavy-ball neural ODE tell a disc from the ring around it; 101 training steps
 * with the continuous adjoint at 1e-7. The pipeline that a specification describes.
 */
final class NestedDiscs implements Workload {

  private static final int STEPS = 101;

  @Override
  public String id() {
    return "W7";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String model : List.of("hbnode", "node")) {
      String variant = "model=" + model;
      rows.add(
          Row.of(
              id(),
              model,
              model
                  + " on nested discs, 120 points, Dopri5 1e-7, continuous adjoint: a training step",
              Unit.TRAINING_STEP,
              Entry.of(Library.IMPETUS, variant),
              Entry.of(Library.LIMIT, variant),
              Entry.of(Library.TORCHDIFFEQ, variant),
              Entry.of(Library.TORCHODE, variant),
              Entry.of(Library.DIFFRAX, variant)));
    }
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    String model = variant.get("model");
    int hidden = model.equals("node") ? 20 : 14;
    if (library == Library.LIMIT) {
      NetLimit limit =
          NetLimit.of(
              Precision.FLOAT64, 120, new int[] {2, hidden, hidden, 2}, "elu", "elu", "identity");
      return Case.call(
          () -> {
            limit.forward();
            limit.backward();
          });
    }
    return Case.training(Map.of(), List.of(), new Fit(model, hidden));
  }

  private record Fit(String model, int hidden) implements Training {

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void train(Consumer<TrainingStep> listener) {
      PipelineSpec spec =
          PipelineSpec.builder()
              .threads(1)
              .data("nested-discs", Map.of())
              .model(model, Map.of("hidden", List.of(hidden, hidden), "readout-clamp", 1))
              .solver(
                  "dopri5",
                  Map.of(
                      "rtol", 1e-7, "atol", 1e-7, "batch-policy", "shared", "gradient", "adjoint"))
              .loss("mse")
              .optimizer("adam", Map.of("learning-rate", 0.01))
              .training("epochs", STEPS)
              .training("batch-size", 120)
              .training("shuffle", false)
              .build();
      try (PluginRegistry registry = PluginRegistry.builder().build()) {
        PipelineFactory factory = PipelineFactory.of(registry);
        try (Pipeline pipeline = factory.create(factory.resolve(spec))) {
          TrainerRun.train(pipeline.setup(), pipeline.training(), this::initialize, listener);
        }
      }
    }

    /** The others integrate -m, which is this family with the last layers of both nets negated. */
    private void initialize(Model built, StateVector parameters) {
      built.initialize(parameters, new Random(42));
      if (!model.equals("node")) {
        for (String name :
            List.of("field.weight3", "field.bias3", "velocity.weight3", "velocity.bias3")) {
          built.parameters().view(parameters, name).scale(-1);
        }
      }
    }

    @Override
    public List<Check> checks(List<TrainingStep> steps) {
      boolean node = model.equals("node");
      List<Check> checks = new ArrayList<>();
      checks.add(Check.relative("evaluations at step 0", steps.get(0).forward(), 26, 0.3));
      if (steps.size() == STEPS) {
        double mean =
            steps.stream().mapToDouble(TrainingStep::forward).average().orElse(Double.NaN);
        checks.add(Check.relative("mean evaluations forward", mean, node ? 125.1 : 81.7, 0.3));
        checks.add(
            Check.relative("loss at step 100", steps.get(100).loss(), node ? 0.1000 : 0.0698, 0.2));
      }
      return checks;
    }
  }
}
