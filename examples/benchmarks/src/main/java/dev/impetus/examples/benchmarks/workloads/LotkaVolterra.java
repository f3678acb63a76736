// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.limits.LotkaVolterraLimit;
import dev.impetus.examples.benchmarks.measure.Case;
import dev.impetus.examples.benchmarks.measure.Check;
import dev.impetus.examples.benchmarks.measure.Entry;
import dev.impetus.examples.benchmarks.measure.Library;
import dev.impetus.examples.benchmarks.measure.Row;
import dev.impetus.examples.benchmarks.measure.Row.Unit;
import dev.impetus.examples.benchmarks.measure.Variant;
import dev.impetus.examples.benchmarks.measure.Workload;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W5: {@code x' = 1.5 x − x z, z' = −3 z + x z} from (1, 1) over [0, 10], atol = rtol/1000. Nothing
 * but overhead.
 */
final class LotkaVolterra implements Workload {

  private static final double END = 10;
  private static final double[] REFERENCE = {1.0263447675751, 0.9096910781361};

  @Override
  public String id() {
    return "W5";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String rtol : List.of("1e-05", "1e-07", "1e-09")) {
      String variant = "method=dopri5 rtol=" + rtol;
      List<Entry> entries =
          new ArrayList<>(
              List.of(
                  Entry.of(Library.IMPETUS, variant),
                  Entry.of(Library.LIMIT, variant),
                  Entry.of(Library.HIPPARCHUS, variant),
                  Entry.of(Library.COMMONS_MATH, variant),
                  Entry.of(Library.SCIPY, variant),
                  Entry.of(Library.DIFFRAX, variant)));
      if (rtol.equals("1e-07")) {
        entries.add(Entry.of(Library.TORCHDIFFEQ, variant));
      }
      rows.add(
          new Row(
              id(),
              id() + "-dopri5-" + rtol,
              "Lotka-Volterra, Dopri5, rtol " + rtol.replace("-0", "-") + ": a solve",
              Unit.CALL,
              entries));
    }
    rows.add(
        Row.of(
            id(),
            "dop853-1e-09",
            "Lotka-Volterra, order 8, rtol 1e-9: a solve",
            Unit.CALL,
            Entry.of(Library.IMPETUS, "method=dop853 rtol=1e-09"),
            Entry.of(Library.HIPPARCHUS, "method=dop853 rtol=1e-09"),
            Entry.of(Library.COMMONS_MATH, "method=dop853 rtol=1e-09"),
            Entry.of(Library.SCIPY, "method=dop853 rtol=1e-09"),
            new Entry(Library.DIFFRAX, "method=dopri8 rtol=1e-09", "dopri8")));
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    double rtol = variant.number("rtol");
    double atol = rtol * 1e-3;
    return switch (library) {
      case IMPETUS -> impetus(variant, rtol, atol);
      case LIMIT -> limit(rtol, atol);
      case HIPPARCHUS, COMMONS_MATH -> peer(library, variant, rtol, atol);
      default -> throw new IllegalArgumentException(library + " has no W5 here");
    };
  }

  private static Case impetus(Variant variant, double rtol, double atol) {
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              dy[0] = 1.5 * y[0] - y[0] * y[1];
              dy[1] = -3 * y[1] + y[0] * y[1];
            });
    OdeSession session =
        OdeSolver.with(Fields.method(variant))
            .tolerances(rtol, atol)
            .batchPolicy(BatchPolicy.SHARED)
            .build()
            .newForwardSession(field, Precision.FLOAT64, 1);
    StateVector y0 = StateVector.of(new double[] {1, 1});
    Solution solution = session.solve(y0, 0, END).orThrow();
    return checked(
        solution.state().toArray(),
        rtol,
        (double) Fields.attempts(solution.statistics()),
        (double) solution.statistics().evaluations(),
        () -> session.solve(y0, 0, END));
  }

  private static Case limit(double rtol, double atol) {
    LotkaVolterraLimit limit = new LotkaVolterraLimit(rtol, atol, END);
    limit.solve();
    return checked(limit.end(), rtol, limit.steps(), 6.0 * limit.steps() + 2, limit::solve);
  }

  private static Case peer(Library library, Variant variant, double rtol, double atol) {
    JvmPeer peer =
        JvmPeer.of(
            library,
            2,
            (y, dy) -> {
              dy[0] = 1.5 * y[0] - y[0] * y[1];
              dy[1] = -3 * y[1] + y[0] * y[1];
            },
            rtol,
            atol,
            variant.get("method"));
    double[] start = {1, 1};
    double[] times = {0, END};
    double[] end = peer.solve(start, times);
    return checked(end, rtol, 0, peer.evaluations(), () -> peer.solve(start, times));
  }

  private static Case checked(
      double[] end, double rtol, double steps, double evaluations, Runnable call) {
    double error = Math.max(Math.abs(end[0] - REFERENCE[0]), Math.abs(end[1] - REFERENCE[1]));
    return Case.call(
        Map.of("nfe", evaluations, "error", error),
        List.of(Check.atMost("error", error, 100 * rtol, 1)),
        steps,
        evaluations,
        call);
  }
}
