// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * W8: {@code y' = (y³) A}, t to 25, L = |y(25)|²: the error of the gradient over a long time, by
 * mode, and for 4096 copies what each mode takes of memory and time.
 */
final class LongSpiral implements Workload {

  private static final double END = 25;
  private static final double[] GRADIENT = {
    -1.4209179177, -0.0752854129, -13.8776603657, -1.3089851797, 0.9214697868, -13.7733710843
  };

  /** Tolerance: error of the discrete and of the continuous gradient, evaluations forward. */
  private static final Map<String, double[]> TABLE =
      Map.of(
          "1e-05", new double[] {5.9e-3, 3.3e-3, 776},
          "1e-07", new double[] {2.8e-5, 1.7e-5, 1838},
          "1e-09", new double[] {1.05e-7, 4.8e-8, 4148});

  @Override
  public String id() {
    return "W8";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of(
            id(),
            "1e-07",
            "cubic spiral, t to 25, Dopri5 1e-7: a solve and its gradient",
            Unit.CALL,
            new Entry(Library.IMPETUS, "gradient=discrete tol=1e-07", "discrete"),
            new Entry(Library.IMPETUS, "gradient=full-storage tol=1e-07", "discrete, every stage"),
            new Entry(Library.IMPETUS, "gradient=backsolve tol=1e-07", "continuous"),
            new Entry(Library.DIFFRAX, "gradient=checkpointed tol=1e-07", "checkpointed"),
            new Entry(Library.DIFFRAX, "gradient=backsolve tol=1e-07", "continuous"),
            new Entry(Library.TORCHDIFFEQ, "gradient=discrete tol=1e-07", "discrete")));
    String many = " tol=1e-05 batch=4096";
    rows.add(
        Row.of(
            id(),
            "b4096",
            "4096 copies, Dopri5 1e-5: a solve and its gradient, by mode",
            Unit.CALL,
            new Entry(Library.IMPETUS, "gradient=discrete" + many, "every accepted state"),
            new Entry(Library.IMPETUS, "gradient=full-storage" + many, "every stage"),
            new Entry(Library.IMPETUS, "gradient=checkpoints-16" + many, "16 spaced evenly"),
            new Entry(Library.IMPETUS, "gradient=binomial-32" + many, "32 binomial"),
            new Entry(Library.IMPETUS, "gradient=binomial-16" + many, "16 binomial"),
            new Entry(Library.IMPETUS, "gradient=binomial-8" + many, "8 binomial"),
            new Entry(Library.IMPETUS, "gradient=backsolve" + many, "continuous"),
            new Entry(Library.DIFFRAX, "gradient=checkpointed" + many, "checkpointed"),
            new Entry(Library.DIFFRAX, "gradient=discrete" + many, "every stage"),
            new Entry(Library.DIFFRAX, "gradient=backsolve" + many, "continuous"),
            new Entry(Library.TORCHDIFFEQ, "gradient=discrete" + many, "every operation")));
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    int batch = Integer.parseInt(variant.get("batch", "1"));
    double tolerance = variant.number("tol");
    OdeSession session =
        OdeSolver.with(DormandPrince54.shampine())
            .tolerances(tolerance, tolerance)
            .batchPolicy(BatchPolicy.SHARED)
            .gradientMode(mode(variant.get("gradient")))
            .build()
            .newSession(new CubicField(), Precision.FLOAT64, batch);
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, batch, 2);
    for (int row = 0; row < batch; row++) {
      y0.set(row, 0, 2);
    }
    double[] times = Draws.linspace(END, 10);
    Run run = new Run(session, y0, times);
    run.differentiate();
    double[] reference = TABLE.get(variant.get("tol"));
    boolean continuous = variant.get("gradient").equals("backsolve");
    double[] gradient = run.gradient();
    double error = Check.relativeDistance(gradient, GRADIENT);
    SolveStatistics forward = run.solution.statistics();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nfe", forward.evaluations());
    values.put("nfe_backward", run.backward.evaluations());
    values.put("gradient_error", error);
    List<Check> checks =
        List.of(
            Check.relative(
                "evaluations forward", (double) forward.evaluations(), reference[2], 0.3),
            Check.atMost("gradient error", error, reference[continuous ? 1 : 0], 10));
    return Case.call(
        values,
        checks,
        (double) Fields.attempts(forward),
        (double) (forward.evaluations() + run.backward.evaluations()),
        run::differentiate);
  }

  private static GradientMode mode(String name) {
    if (name.startsWith("checkpoints-")) {
      return CheckpointedDiscrete.withCheckpoints(
          Integer.parseInt(name.substring("checkpoints-".length())));
    }
    if (name.startsWith("binomial-")) {
      return CheckpointedDiscrete.binomial(Integer.parseInt(name.substring("binomial-".length())));
    }
    return switch (name) {
      case "backsolve" -> ContinuousAdjoint.backsolve();
      case "full-storage" -> FullStorage.everyStage();
      case "discrete" -> CheckpointedDiscrete.everyStep();
      default -> throw new IllegalArgumentException("no gradient mode '" + name + "'");
    };
  }

  private static final class Run {
    private final OdeSession session;
    private final StateVector y0;
    private final double[] times;
    private final StateVector[] cotangents;
    private final StateVector byInitial;
    private final StateVector byMatrix = StateVector.zeros(Precision.FLOAT64, 1, 4);
    private Solution solution;
    private SolveStatistics backward;

    Run(OdeSession session, StateVector y0, double[] times) {
      this.session = session;
      this.y0 = y0;
      this.times = times;
      cotangents = new StateVector[times.length];
      cotangents[times.length - 1] = y0.newLike();
      byInitial = y0.newLike();
    }

    void differentiate() {
      solution = session.solve(y0, 0, times);
      solution.orThrow();
      StateVector last = cotangents[times.length - 1];
      last.copyFrom(solution.state());
      last.scale(2.0 / y0.rows());
      byMatrix.fill(0);
      backward = session.pullback(cotangents, byInitial, byMatrix);
    }

    double[] gradient() {
      double[] all = new double[6];
      for (int row = 0; row < byInitial.rows(); row++) {
        all[0] += byInitial.get(row, 0);
        all[1] += byInitial.get(row, 1);
      }
      byMatrix.copyTo(all, 2);
      return all;
    }
  }
}
