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
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * W2: {@code y' = tanh(W2 softplus(W1 y + b1) + b2)}, 64 × 4, t from 0 to 100, loss the batch mean
 * of the summed end state: forward solves, and gradients by mode.
 */
final class SmallNeuralOde implements Workload {

  static final int[] WIDTHS = {4, 32, 4};
  private static final int REFERENCE_EVALUATIONS = 206;
  private static final double[] MEAN_END = {65.785918, 35.785356, 84.169956, 78.586554};
  private static final double PARAMETER_NORM = 7926.3117;
  private static final double INITIAL_NORM = 44.621350;

  @Override
  public String id() {
    return "W2";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String dtype : List.of("", " dtype=float32")) {
      String forward = "gradient=none" + dtype;
      List<Entry> entries =
          new ArrayList<>(
              List.of(
                  Entry.of(Library.IMPETUS, forward),
                  Entry.of(Library.LIMIT, forward),
                  Entry.of(Library.TORCHDIFFEQ, forward),
                  Entry.of(Library.TORCHODE, forward),
                  Entry.of(Library.DIFFRAX, forward)));
      if (dtype.isEmpty()) {
        entries.add(Entry.of(Library.SCIPY, forward));
      }
      String name = dtype.isEmpty() ? "float64" : "float32";
      rows.add(
          new Row(
              id(),
              id() + "-forward-" + name,
              "neural ODE 4-32-4, batch 64, t to 100, Dopri5 1e-6, " + name + ": a forward solve",
              Unit.CALL,
              entries));
      String discrete =
          dtype.isEmpty() ? "gradient=discrete outputs=2" : "gradient=discrete" + dtype;
      rows.add(
          Row.of(
              id(),
              "gradient-" + name,
              "the same, solve and discrete gradient",
              Unit.CALL,
              new Entry(
                  Library.IMPETUS,
                  discrete.replace("discrete", "full-storage"),
                  "every stage kept"),
              new Entry(Library.IMPETUS, discrete, "every accepted state kept"),
              Entry.of(Library.LIMIT, discrete),
              Entry.of(Library.TORCHDIFFEQ, discrete),
              Entry.of(Library.TORCHODE, discrete),
              new Entry(
                  Library.DIFFRAX, discrete.replace("discrete", "checkpointed"), "checkpointed")));
    }
    rows.add(
        Row.of(
            id(),
            "backsolve-float64",
            "the same, solve and continuous adjoint, end state alone",
            Unit.CALL,
            Entry.of(Library.IMPETUS, "gradient=backsolve outputs=2"),
            Entry.of(Library.TORCHDIFFEQ, "gradient=backsolve outputs=2"),
            Entry.of(Library.DIFFRAX, "gradient=backsolve outputs=2")));
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    boolean forwardOnly = variant.get("gradient").equals("none");
    Precision precision = Fields.precision(variant);
    if (library == Library.LIMIT) {
      NetLimit limit = NetLimit.of(precision, 64, WIDTHS, "softplus", "tanh");
      return Case.call(
          Map.of("nfe", REFERENCE_EVALUATIONS),
          List.of(),
          0,
          REFERENCE_EVALUATIONS,
          () -> {
            for (int i = 0; i < REFERENCE_EVALUATIONS; i++) {
              limit.forward();
            }
            for (int i = 0; i < (forwardOnly ? 0 : REFERENCE_EVALUATIONS); i++) {
              limit.backward();
            }
          });
    }
    int outputs = Integer.parseInt(variant.get("outputs", "2"));
    double tolerance = Double.parseDouble(variant.get("tol", "1e-6"));
    SmallNeuralOdeSolve solve =
        new SmallNeuralOdeSolve(precision, variant.get("gradient"), outputs, tolerance);
    solve.forward();
    Map<String, Object> values = new LinkedHashMap<>();
    List<Check> checks = new ArrayList<>();
    double evaluations = solve.solution().statistics().evaluations();
    values.put("nfe", evaluations);
    values.put("mean_end", Fields.rowMean(solve.solution().state()));
    checks.add(
        Check.relative(
            "mean y(100)",
            Fields.rowMean(solve.solution().state()),
            MEAN_END,
            precision == Precision.FLOAT64 ? 1e-5 : 1e-3));
    checks.add(
        Check.relative(
            "evaluations forward",
            evaluations,
            tolerance == 1e-9 ? 746 : REFERENCE_EVALUATIONS,
            0.3));
    double steps = Fields.attempts(solve.solution().statistics());
    if (forwardOnly) {
      return Case.call(values, checks, steps, evaluations, solve::forward);
    }
    solve.differentiate();
    double backward = solve.backward().evaluations();
    values.put("nfe_backward", backward);
    compare(solve, precision, variant, values, checks);
    Runnable call =
        variant.get("gradient").equals("training") ? solve::trainingStep : solve::differentiate;
    return Case.call(values, checks, steps, evaluations + backward, call);
  }

  private static void compare(
      SmallNeuralOdeSolve solve,
      Precision precision,
      Variant variant,
      Map<String, Object> values,
      List<Check> checks) {
    double[] byParameters = solve.byParameters().toArray();
    double[] byInitial = solve.byInitial().toArray();
    if (precision == Precision.FLOAT32) {
      checks.add(
          Check.relative(
              "norm of the parameter gradient", Check.norm(byParameters), PARAMETER_NORM, 1e-2));
      return;
    }
    SmallNeuralOdeSolve exact = new SmallNeuralOdeSolve(Precision.FLOAT64, "discrete", 2, 1e-12);
    exact.differentiate();
    double[] parameters = exact.byParameters().toArray();
    double[] initial = exact.byInitial().toArray();
    checks.add(
        Check.relative(
            "reference: norm of the parameter gradient",
            Check.norm(parameters),
            PARAMETER_NORM,
            1e-6));
    checks.add(
        Check.relative(
            "reference: norm of the y0 gradient", Check.norm(initial), INITIAL_NORM, 1e-6));
    double parameterError = Check.relativeDistance(byParameters, parameters);
    double initialError = Check.relativeDistance(byInitial, initial);
    values.put("parameter_gradient_error", parameterError);
    values.put("y0_gradient_error", initialError);
    boolean continuous = variant.get("gradient").equals("backsolve");
    checks.add(
        Check.atMost(
            "error of the parameter gradient", parameterError, continuous ? 3.7e-2 : 3.5e-5, 10));
    checks.add(
        Check.atMost("error of the y0 gradient", initialError, continuous ? 2.7e-1 : 8.6e-5, 10));
  }
}
