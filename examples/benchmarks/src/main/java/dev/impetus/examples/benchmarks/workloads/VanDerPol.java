// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.limits.VanDerPolLimit;
import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * W1: {@code x' = v, v' = μ(1 − x²)v − x} for one period, 200 outputs. Sample k of B starts at
 * phase k T/(2B). The cost of the solver loop, and of one step size for all rows.
 */
final class VanDerPol implements Workload {

  private static final int OUTPUTS = 200;
  private static final double TOLERANCE = 1e-5;
  private static final int GRID = 102_400;

  /** Steps of one shared step size, by μ and batch. */
  private static final Map<String, Integer> STEPS =
      Map.of("2/1", 59, "2/16", 71, "2/256", 70, "25/1", 785, "25/16", 1845, "25/256", 4098);

  @Override
  public String id() {
    return "W1";
  }

  @Override
  public List<Row> rows() {
    String small = "mu=2 batch=256 dtype=float32";
    String wide = "mu=2 batch=256";
    String one = "mu=2 batch=1";
    String stiff = "mu=25 batch=256";
    return List.of(
        Row.of(
            id(),
            "mu2-b256-float32",
            "Van der Pol, μ = 2, batch 256, float32, 200 outputs, Dopri5 1e-5: a step",
            Unit.SOLVER_STEP,
            Entry.of(Library.IMPETUS, small),
            Entry.of(Library.LIMIT, small),
            Entry.of(Library.TORCHDIFFEQ, small),
            Entry.of(Library.TORCHODE, small),
            Entry.of(Library.DIFFRAX, small + " stepping=shared")),
        Row.of(
            id(),
            "mu2-b256-float64",
            "the same, float64",
            Unit.SOLVER_STEP,
            Entry.of(Library.IMPETUS, wide),
            Entry.of(Library.LIMIT, wide),
            Entry.of(Library.HIPPARCHUS, wide),
            Entry.of(Library.COMMONS_MATH, wide),
            Entry.of(Library.TORCHDIFFEQ, wide),
            Entry.of(Library.DIFFRAX, wide),
            Entry.of(Library.SCIPY, wide)),
        Row.of(
            id(),
            "mu2-b1-float64",
            "the same, one oscillator",
            Unit.SOLVER_STEP,
            Entry.of(Library.IMPETUS, one),
            Entry.of(Library.LIMIT, one),
            Entry.of(Library.HIPPARCHUS, one),
            Entry.of(Library.COMMONS_MATH, one),
            Entry.of(Library.TORCHDIFFEQ, one),
            Entry.of(Library.DIFFRAX, one),
            Entry.of(Library.SCIPY, one)),
        Row.of(
            id(),
            "mu25-b256",
            "Van der Pol, μ = 25, batch 256, float64: a solve, one step size for all rows or each its own",
            Unit.CALL,
            new Entry(Library.IMPETUS, stiff + " stepping=per-sample", "a step a row"),
            new Entry(Library.IMPETUS, stiff + " stepping=shared-max", "shared by worst row"),
            new Entry(Library.IMPETUS, stiff + " stepping=shared", "shared by mean"),
            new Entry(Library.DIFFRAX, stiff + " stepping=per sample", "vmap"),
            new Entry(Library.DIFFRAX, stiff, "shared"),
            new Entry(Library.TORCHODE, stiff, "a step a row"),
            new Entry(Library.TORCHDIFFEQ, stiff, "shared")));
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    int mu = variant.integer("mu");
    int batch = variant.integer("batch");
    double period = mu == 2 ? 7.629874477 : 42.59578671;
    double[] times = Draws.linspace(period, OUTPUTS);
    double[] starts = starts(mu, mu == 2 ? 2.01989138 : 2.00623804, period, batch);
    return switch (library) {
      case IMPETUS -> impetus(mu, starts, times, variant);
      case LIMIT -> limit(mu, starts, times, variant);
      case HIPPARCHUS, COMMONS_MATH -> peer(library, mu, starts, times);
      default -> throw new IllegalArgumentException(library + " has no W1 here");
    };
  }

  private static Case impetus(int mu, double[] starts, double[] times, Variant variant) {
    int batch = starts.length / 2;
    Precision precision = Fields.precision(variant);
    StateVector y0 = Fields.state(precision, batch, 2, starts);
    OdeSession session =
        OdeSolver.with(Fields.method(variant))
            .tolerances(TOLERANCE, TOLERANCE)
            .batchPolicy(Fields.stepping(variant))
            .limits(StepLimits.DEFAULT)
            .build()
            .newForwardSession(new VanDerPolField(mu), precision, batch);
    Solution solution = session.solve(y0, 0, times).orThrow();
    double steps = Fields.attempts(solution.statistics());
    boolean perSample = variant.get("stepping", "shared").equals("per-sample");
    double[] end = solution.state().toArray();
    return checked(
        mu,
        starts,
        end,
        perSample ? steps / batch : steps,
        perSample || variant.get("stepping", "shared").equals("shared-max"),
        (double) solution.statistics().evaluations(),
        () -> session.solve(y0, 0, times));
  }

  private static Case limit(int mu, double[] starts, double[] times, Variant variant) {
    VanDerPolLimit limit =
        VanDerPolLimit.of(Fields.precision(variant), mu, starts, times, TOLERANCE);
    limit.solve();
    return checked(
        mu, starts, limit.end(), limit.steps(), false, 6 * limit.steps() + 2, limit::solve);
  }

  private static Case peer(Library library, int mu, double[] starts, double[] times) {
    JvmPeer peer =
        JvmPeer.of(
            library,
            starts.length,
            (y, dy) -> {
              for (int i = 0; i < y.length; i += 2) {
                dy[i] = y[i + 1];
                dy[i + 1] = mu * (1 - y[i] * y[i]) * y[i + 1] - y[i];
              }
            },
            TOLERANCE,
            TOLERANCE,
            "dopri5");
    double[] end = peer.solve(starts, times);
    int evaluations = peer.evaluations();
    return checked(
        mu,
        starts,
        end,
        Math.rint((evaluations - 2) / 6.0),
        false,
        evaluations,
        () -> peer.solve(starts, times));
  }

  private static Case checked(
      int mu,
      double[] starts,
      double[] end,
      double steps,
      boolean otherNorm,
      double evaluations,
      Runnable call) {
    int batch = starts.length / 2;
    double[] errors = new double[batch];
    for (int row = 0; row < batch; row++) {
      errors[row] = Math.abs(end[2 * row] - starts[2 * row]);
    }
    Arrays.sort(errors);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nfe", evaluations);
    values.put("steps_mean", steps);
    values.put("largest_return_error_x", errors[batch - 1]);
    values.put("median_return_error_x", errors[batch / 2]);
    int reference = STEPS.get(mu + "/" + batch);
    Check count =
        otherNorm
            ? Check.atMost("steps", steps, reference, 3)
            : Check.relative("steps", steps, reference, 0.3);
    return Case.call(
        values,
        List.of(count, Check.atMost("median return error in x", errors[batch / 2], 1e-2, 1)),
        steps,
        evaluations,
        call);
  }

  /** Classical Runge–Kutta on a fixed grid over half a cycle; every start lies on the grid. */
  private static double[] starts(double mu, double x0, double period, int batch) {
    double h = period / 2 / GRID;
    int stride = GRID / batch;
    double x = x0;
    double v = 0;
    double[] starts = new double[2 * batch];
    for (int i = 0; i <= (batch - 1) * stride; i++) {
      if (i % stride == 0) {
        starts[2 * (i / stride)] = x;
        starts[2 * (i / stride) + 1] = v;
      }
      double a1 = v;
      double b1 = slope(mu, x, v);
      double a2 = v + h / 2 * b1;
      double b2 = slope(mu, x + h / 2 * a1, v + h / 2 * b1);
      double a3 = v + h / 2 * b2;
      double b3 = slope(mu, x + h / 2 * a2, v + h / 2 * b2);
      double a4 = v + h * b3;
      double b4 = slope(mu, x + h * a3, v + h * b3);
      x += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
      v += h / 6 * (b1 + 2 * b2 + 2 * b3 + b4);
    }
    return starts;
  }

  private static double slope(double mu, double x, double v) {
    return mu * (1 - x * x) * v - x;
  }
}
