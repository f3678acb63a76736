// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
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
      compare(where + graph.outputs().get(i), actual.outputs[i], expected.outputs[i], 0);
    }
    for (int i = 0; i < graph.inputs().size(); i++) {
      compare(
          where + "cotangent of " + graph.inputs().get(i),
          actual.inputCotangents[i],
          expected.inputCotangents[i],
          0);
    }
    if (graph.parameterCount() > 0) {
      // Sums over the batch, which may all but cancel: their errors are those of their terms.
      double term =
          Arrays.stream(actual.cotangents)
              .mapToDouble(OperationCoverageTest::largest)
              .max()
              .orElse(0);
      compare(
          where + "cotangent of parameters",
          actual.parameterCotangent,
          expected.parameterCotangent,
          term);
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

  /** To 64 rounding errors of the largest number, which counts as at least {@code scale}. */
  private static void compare(String what, StateVector actual, StateVector expected, double scale) {
    double[] a = actual.toArray();
    double[] e = expected.toArray();
    double bound =
        64
            * Math.max(Math.max(largest(expected), scale), 1e-30)
            * actual.precision().unitRoundoff();
    for (int i = 0; i < e.length; i++) {
      assertThat(Math.abs(a[i] - e[i]))
          .as("%s, number %d: %s, SameDiff %s", what, i, a[i], e[i])
          .isLessThanOrEqualTo(bound);
    }
  }

  private static double largest(StateVector numbers) {
    return Arrays.stream(numbers.toArray()).map(Math::abs).max().orElse(0);
  }
}
