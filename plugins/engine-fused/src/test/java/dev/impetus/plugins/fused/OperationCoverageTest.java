// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Each operation, value and gradients, against SameDiff, with numbers from a printed seed. */
public final class OperationCoverageTest {

  private static final long SEED = Long.getLong("impetus.test.seed", System.nanoTime());

  private final Engine fused = Trial.engine("fused");
  private final Engine reference = Trial.engine("samediff");

  @DataProvider
  public Iterator<Object[]> cases() {
    List<Object[]> rows = new ArrayList<>();
    for (OperationCases.Case operation : OperationCases.all()) {
      for (Precision precision : Precision.values()) {
        rows.add(new Object[] {operation, precision});
      }
    }
    return rows.iterator();
  }

  @DataProvider
  public Iterator<Object[]> operations() {
    return OperationCases.all().stream().map(operation -> new Object[] {operation}).iterator();
  }

  @Test(dataProvider = "cases")
  public void agreesWithSameDiff(OperationCases.Case operation, Precision precision) {
    FunctionGraph graph =
        FunctionGraph.of(operation.name(), precision, OperationCases.BATCH, operation.definition());
    Trial actual = new Trial(graph, SEED, operation.range()).run(fused);
    Trial expected = new Trial(graph, SEED, operation.range()).run(reference);
    String where = operation.name() + " with -Dimpetus.test.seed=" + SEED + ": ";
    for (int i = 0; i < graph.outputs().size(); i++) {
      compare(where + graph.outputs().get(i), actual.outputs[i], expected.outputs[i]);
    }
    for (int i = 0; i < graph.inputs().size(); i++) {
      compare(
          where + "cotangent of " + graph.inputs().get(i),
          actual.inputCotangents[i],
          expected.inputCotangents[i]);
    }
    if (graph.parameterCount() > 0) {
      compare(
          where + "cotangent of parameters",
          actual.parameterCotangent,
          expected.parameterCotangent);
    }
  }

  /** A fixed seed: a random one would now and then put a kink between the points. */
  @Test(dataProvider = "operations")
  public void agreesWithFiniteDifferences(OperationCases.Case operation) {
    FunctionGraph graph =
        FunctionGraph.of(
            operation.name(), Precision.FLOAT64, OperationCases.BATCH, operation.definition());
    Trial trial = new Trial(graph, 2026, operation.range());
    assertThat(trial.finiteDifferenceError(fused)).as(operation.name()).isLessThan(1e-8);
  }

  /** To 64 rounding errors of the largest number. */
  private static void compare(String what, StateVector actual, StateVector expected) {
    double[] a = actual.toArray();
    double[] e = expected.toArray();
    double largest = 1e-30;
    for (double number : e) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < e.length; i++) {
      assertThat(Math.abs(a[i] - e[i]))
          .as("%s, number %d: %s, SameDiff %s", what, i, a[i], e[i])
          .isLessThanOrEqualTo(64 * largest * actual.precision().unitRoundoff());
    }
  }
}
