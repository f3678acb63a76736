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
import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * W3: {@code y' = net(y³)}, 2 → 50 tanh → 2, fitted to a spiral of 30 outputs by 500 steps of Adam
 * at tolerances 1e-7 and 1e-9: the end-to-end training of a tiny model.
 */
final class SpiralFit implements Workload {

  private static final int[] WIDTHS = {2, 50, 2};
  private static final int STEPS = 500;
  private static final double[] A = {-0.1, 2, -2, -0.1};

  /** Step: loss and evaluations, of torchdiffeq in float64. */
  private static final Map<Integer, double[]> TRACE =
      new TreeMap<>(
          Map.of(
              0, new double[] {179.9075832, 38},
              1, new double[] {126.1211582, 92},
              2, new double[] {112.7041257, 128},
              5, new double[] {98.7374053, 158},
              10, new double[] {92.4319309, 248},
              20, new double[] {57.5925741, 416},
              50, new double[] {4.6753359, 638}));

  @Override
  public String id() {
    return "W3";
  }

  @Override
  public List<Row> rows() {
    return List.of(
        Row.of(
            id(),
            "discrete",
            "spiral fit 2-50-2, Dopri5 1e-7, 500 steps of Adam: a training step",
            Unit.TRAINING_STEP,
            Entry.of(Library.IMPETUS, "gradient=discrete"),
            Entry.of(Library.LIMIT, "gradient=discrete"),
            Entry.of(Library.TORCHDIFFEQ, "gradient=discrete"),
            Entry.of(Library.TORCHODE, "gradient=discrete"),
            new Entry(Library.DIFFRAX, "gradient=checkpointed", "checkpointed")));
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    if (library == Library.LIMIT) {
      NetLimit limit = NetLimit.of(Precision.FLOAT64, 1, WIDTHS, "tanh", "identity");
      return Case.call(
          () -> {
            limit.forward();
            limit.backward();
          });
    }
    double[] times = Draws.linspace(1.5, 30);
    double[] start = {2, 0};
    double[] target = RungeKutta4.trajectory(SpiralFit::spiral, start, times, 200);
    Check end = Check.relative("target y(1.5)", target[58], 1.291991562977, 1e-9);
    return Case.training(Map.of(), List.of(end), new Fit(times, start, target));
  }

  private static void spiral(double[] y, double[] dy) {
    double p = y[0] * y[0] * y[0];
    double q = y[1] * y[1] * y[1];
    dy[0] = p * A[0] + q * A[2];
    dy[1] = p * A[1] + q * A[3];
  }

  private record Fit(double[] times, double[] start, double[] target) implements Training {

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void train(Consumer<TrainingStep> listener) {
      OdeSolver solver =
          OdeSolver.with(DormandPrince54.shampine())
              .tolerances(1e-7, 1e-9)
              .batchPolicy(BatchPolicy.SHARED)
              .build();
      DenseGraph net = new DenseGraph(WIDTHS, List.of("tanh", "identity"), true);
      try (FieldModel model = new FieldModel(net, WIDTHS, Precision.FLOAT64, 1, solver, times)) {
        TrainingSetup setup =
            new TrainingSetup(
                model,
                new Trajectories("a spiral", new double[][] {start}, new double[][] {target}),
                new SquaredErrors(1),
                List.of(),
                Plugins.adam(0.05, Precision.FLOAT64, model.parameters().size()),
                Precision.FLOAT64,
                42);
        TrainerRun.train(
            setup,
            TrainingOptions.of(Map.of("epochs", STEPS, "batch-size", 1, "shuffle", false)),
            (own, parameters) -> own.initialize(parameters, new Random(42)),
            listener);
      }
    }

    @Override
    public List<Check> checks(List<TrainingStep> steps) {
      List<Check> checks = new ArrayList<>();
      checks.add(
          Check.relative("gradient norm at step 0", steps.get(0).gradientNorm(), 429.26186, 1e-4));
      TRACE.forEach(
          (step, expected) -> {
            if (step < steps.size()) {
              double tolerance = step <= 2 ? 1e-6 : step <= 20 ? 1e-3 : 0.05;
              checks.add(
                  Check.relative(
                      "loss at step " + step, steps.get(step).loss(), expected[0], tolerance));
              if (step <= 20) {
                checks.add(
                    Check.relative(
                        "evaluations at step " + step,
                        steps.get(step).forward(),
                        expected[1],
                        0.3));
              }
            }
          });
      return checks;
    }
  }
}
