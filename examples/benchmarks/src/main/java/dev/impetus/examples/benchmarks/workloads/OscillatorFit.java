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
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * W4: the neural ODE of diffrax's notebook, 2 → 64 → 64 softplus → 2 tanh, on 256 trajectories of
 * an oscillator, batch 32, float32, Adam 3e-3: 500 training steps on the first 10 and on all 100
 * outputs.
 */
final class OscillatorFit implements Workload {

  private static final int[] WIDTHS = {2, 64, 64, 2};
  private static final String[] ACTIVATIONS = {"softplus", "softplus", "tanh"};
  private static final int BATCH = 32;
  private static final int STEPS = 500;

  @Override
  public String id() {
    return "W4";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int outputs : List.of(10, 100)) {
      String dopri5 = "method=dopri5 gradient=discrete outputs=" + outputs;
      rows.add(
          Row.of(
              id(),
              "dopri5-" + outputs,
              "neural ODE 2-64-64-2, batch 32, float32, Dopri5 1e-3, "
                  + outputs
                  + " outputs: a training step",
              Unit.TRAINING_STEP,
              Entry.of(Library.IMPETUS, dopri5),
              Entry.of(Library.LIMIT, dopri5),
              Entry.of(Library.TORCHDIFFEQ, dopri5),
              Entry.of(Library.TORCHODE, dopri5),
              new Entry(
                  Library.DIFFRAX, dopri5.replace("discrete", "checkpointed"), "checkpointed")));
    }
    rows.add(
        Row.of(
            id(),
            "tsit5-100",
            "the same, Tsit5, 100 outputs: a training step",
            Unit.TRAINING_STEP,
            Entry.of(Library.IMPETUS, "method=tsit5 gradient=discrete outputs=100"),
            new Entry(
                Library.DIFFRAX,
                "method=tsit5 gradient=checkpointed outputs=100",
                "checkpointed")));
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    if (library == Library.LIMIT) {
      NetLimit limit = NetLimit.of(Precision.FLOAT32, BATCH, WIDTHS, ACTIVATIONS);
      return Case.call(
          () -> {
            limit.forward();
            limit.backward();
          });
    }
    Random random = new Random(42);
    Draws.layers(random, WIDTHS);
    double[][] starts = new double[256][2];
    for (double[] start : starts) {
      start[0] = 0.2 + Draws.uniform(random, 0.8);
      start[1] = 0.2 + Draws.uniform(random, 0.8);
    }
    double[] times = Draws.linspace(10, 100);
    int outputs = variant.integer("outputs");
    double[][] targets = new double[starts.length][];
    Arrays.setAll(
        targets,
        i ->
            Arrays.copyOf(
                RungeKutta4.trajectory(OscillatorFit::oscillator, starts[i], times, 20),
                2 * outputs));
    OdeSolver solver =
        OdeSolver.with(Fields.method(variant))
            .tolerances(1e-3, 1e-6)
            .batchPolicy(BatchPolicy.SHARED)
            .build();
    Fit fit = new Fit(solver, Arrays.copyOf(times, outputs), starts, targets);
    return Case.training(Map.of(), List.of(), fit);
  }

  private static void oscillator(double[] y, double[] dy) {
    dy[0] = y[1] / (1 + y[1]);
    dy[1] = -y[0] / (1 + y[0]);
  }

  private record Fit(OdeSolver solver, double[] times, double[][] starts, double[][] targets)
      implements Training {

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void train(Consumer<TrainingStep> listener) {
      DenseGraph net = new DenseGraph(WIDTHS, ACTIVATIONS);
      try (FieldModel model =
          new FieldModel(net, WIDTHS, Precision.FLOAT32, BATCH, solver, times)) {
        TrainingSetup setup =
            new TrainingSetup(
                model,
                new Trajectories("oscillators", starts, targets),
                new SquaredErrors(1.0 / (BATCH * times.length * 2)),
                List.of(),
                Plugins.adam(3e-3, Precision.FLOAT32, model.parameters().size()),
                Precision.FLOAT32,
                42);
        int epochs = (STEPS - 1) / (starts.length / BATCH) + 1;
        TrainerRun.train(
            setup,
            TrainingOptions.of(Map.of("epochs", epochs, "batch-size", BATCH, "shuffle", false)),
            (own, parameters) -> own.initialize(parameters, new Random(42)),
            listener);
      }
    }

    /** Losses on which torchdiffeq, torchode and diffrax agree to 3e-4. */
    @Override
    public List<Check> checks(List<TrainingStep> steps) {
      Map<Integer, Double> known =
          times.length == 10
              ? Map.of(0, 0.1183707, 10, 0.0507855, 100, 0.010143)
              : Map.of(0, 3.4436, 10, 0.29742, 100, 0.24202);
      List<Check> checks = new ArrayList<>();
      for (int step : List.of(0, 10, 100)) {
        if (step < steps.size()) {
          checks.add(
              Check.relative(
                  "loss at step " + step, steps.get(step).loss(), known.get(step), 1e-3));
        }
      }
      return checks;
    }
  }
}
