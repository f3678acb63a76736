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
import dev.impetus.plugins.esdirk.KennedyCarpenter43;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W6b: independent groups of the stiff Robertson reaction, t to 100. */
final class Robertson implements Workload {

  private static final double[] REFERENCE = {0.6172348824, 6.1535912746e-6, 0.3827589640};

  @Override
  public String id() {
    return "W6b";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int groups : List.of(1, 10, 100)) {
      rows.add(
          Row.of(
              id(),
              "groups" + groups,
              "stiff Robertson reaction, "
                  + groups
                  + (groups == 1 ? " group" : " groups")
                  + ", 1e-8: a solve",
              Unit.CALL,
              new Entry(Library.IMPETUS, "method=esdirk tol=1e-8 groups=" + groups, "esdirk"),
              new Entry(Library.DIFFRAX, "method=kvaerno5 tol=1e-08 groups=" + groups, "Kvaerno5"),
              new Entry(Library.SCIPY, "method=radau tol=1e-08 groups=" + groups, "Radau")));
    }
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    int groups = variant.integer("groups");
    double tolerance = variant.number("tol");
    VectorField field =
        VectorField.ofRows(
            3,
            (t, y, dy) -> {
              double first = -0.04 * y[0] + 1e4 * y[1] * y[2];
              double second = 3e7 * y[1] * y[1];
              dy[0] = first;
              dy[1] = -first - second;
              dy[2] = second;
            });
    OdeSession session =
        OdeSolver.with(KennedyCarpenter43.method())
            .tolerances(tolerance, tolerance)
            .build()
            .newForwardSession(field, Precision.FLOAT64, groups);
    StateVector y0 = StateVector.zeros(Precision.FLOAT64, groups, 3);
    for (int group = 0; group < groups; group++) {
      y0.set(group, 0, 1);
    }
    Solution solution = session.solve(y0, 0, 100).orThrow();
    double error = 0;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < 3; i++) {
        error = Math.max(error, Math.abs(solution.state().get(group, i) / REFERENCE[i] - 1));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nfe", solution.statistics().evaluations());
    values.put("inner_iterations", solution.statistics().innerIterations());
    values.put("error", error);
    return Case.call(
        values,
        List.of(Check.atMost("largest relative error", error, 1e-5, 1)),
        (double) Fields.attempts(solution.statistics()),
        (double) solution.statistics().evaluations(),
        () -> session.solve(y0, 0, 100));
  }
}
