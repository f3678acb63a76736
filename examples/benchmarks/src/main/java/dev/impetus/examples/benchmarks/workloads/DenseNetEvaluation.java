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
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** W0: what one evaluation of a net costs, 64 → 128 tanh → 64, and its vector–Jacobian product. */
final class DenseNetEvaluation implements Workload {

  private static final int[] WIDTHS = {64, 128, 64};
  private static final int ROWS = 128;

  @Override
  public String id() {
    return "W0";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String dtype : List.of("float32", "float64")) {
      for (String what : List.of("apply", "vjp")) {
        String variant = "what=" + what + " dtype=" + dtype;
        rows.add(
            Row.of(
                id(),
                what + "-" + dtype,
                "tanh net 64-128-64, batch 128, "
                    + dtype
                    + (what.equals("apply") ? ", one evaluation" : ", one vector-Jacobian product"),
                Unit.CALL,
                Entry.of(Library.IMPETUS, variant),
                Entry.of(Library.LIMIT, variant),
                Entry.of(Library.SAMEDIFF, variant),
                Entry.of(Library.TORCHDIFFEQ, variant),
                Entry.of(Library.DIFFRAX, variant)));
      }
    }
    return rows;
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    boolean vjp = variant.get("what").equals("vjp");
    Precision precision = Fields.precision(variant);
    if (library == Library.LIMIT) {
      NetLimit limit = NetLimit.of(precision, ROWS, WIDTHS, "tanh", "identity");
      return Case.call(vjp ? limit::backward : limit::forward);
    }
    String engine = library == Library.SAMEDIFF ? "samediff" : "fused";
    CompiledFunction function =
        Plugins.compile(engine, precision, ROWS, new DenseGraph(WIDTHS, "tanh", "identity"));
    Random random = new Random(42);
    double[] theta = Draws.layers(random, WIDTHS);
    double[] x = Draws.uniform(random, 1, ROWS * WIDTHS[0]);
    StateVector parameters = StateVector.zeros(precision, 1, theta.length);
    parameters.copyFrom(theta, 0);
    function.setParameters(parameters);
    StateVector input = StateVector.zeros(precision, ROWS, WIDTHS[0]);
    input.copyFrom(x, 0);
    StateVector output = input.newLike();
    StateVector cotangent = input.newLike();
    cotangent.fill(1);
    StateVector inputCotangent = input.newLike();
    StateVector parameterCotangent = parameters.newLike();
    StateVector[] inputs = {input};
    StateVector[] outputs = {output};
    StateVector[] cotangents = {cotangent};
    StateVector[] inputCotangents = {inputCotangent};
    Evaluation evaluation = function.newEvaluation();
    evaluation.apply(inputs, outputs);
    evaluation.vjp(cotangents, inputCotangents, parameterCotangent);
    double tolerance = precision == Precision.FLOAT32 ? 2e-5 : 1e-12;
    PlainNet plain = new PlainNet(WIDTHS, theta);
    plain.evaluate(x, ROWS);
    List<Check> checks =
        List.of(
            agrees("values", output, plain.output(), tolerance),
            agrees("input cotangent", inputCotangent, plain.inputs(), tolerance),
            agrees("parameter cotangent", parameterCotangent, plain.parameters(), tolerance));
    return Case.call(
        Map.of(),
        checks,
        0,
        1,
        vjp
            ? () -> evaluation.vjp(cotangents, inputCotangents, parameterCotangent)
            : () -> evaluation.apply(inputs, outputs));
  }

  private static Check agrees(
      String what, StateVector found, double[] reference, double tolerance) {
    double distance = Check.relativeDistance(found.toArray(), reference);
    return Check.absolute(what + ", relative distance", distance, 0, tolerance);
  }
}
