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
import dev.impetus.plugins.esdirk.KennedyCarpenter43;
import dev.impetus.plugins.proximalcranknicolson.ProximalCrankNicolson;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.control.FixedStep;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * W6a: {@code y'_i = 128² (y_{i+1} + y_{i−1} − 2 y_i)}, periodic, 128 numbers, t to 0.05; the exact
 * solution by the discrete Fourier transform. Stiff: implicit and proximal steps against explicit
 * ones.
 */
final class Diffusion implements Workload {

  static final int N = 128;
  private static final double END = 0.05;
  private static final double ATOL = 1e-5;

  @Override
  public String id() {
    return "W6a";
  }

  @Override
  public List<Row> rows() {
    return List.of(
        Row.of(
            id(),
            "1e-03",
            "stiff diffusion, 128 points: a solve to the error in the column",
            Unit.CALL,
            new Entry(Library.IMPETUS, "method=esdirk rtol=0.001", "esdirk 1e-3"),
            new Entry(
                Library.IMPETUS,
                "method=crank-nicolson steps=100",
                "proximal Crank-Nicolson, 100 steps"),
            new Entry(Library.IMPETUS, "method=dopri5 rtol=0.001", "dopri5 1e-3"),
            new Entry(Library.HIPPARCHUS, "method=dopri5 rtol=0.001", "dopri5 1e-3"),
            new Entry(Library.SCIPY, "method=radau rtol=0.001", "Radau 1e-3"),
            new Entry(Library.SCIPY, "method=bdf rtol=0.001", "BDF 1e-3"),
            new Entry(Library.SCIPY, "method=lsoda rtol=0.001", "LSODA 1e-3")));
  }

  @Override
  public Case prepare(Library library, Variant variant) {
    double[] start = Draws.uniform(new Random(11), Math.sqrt(3), N);
    double[] exact = exact(start);
    if (library == Library.HIPPARCHUS) {
      JvmPeer peer =
          JvmPeer.of(library, N, DiffusionField::slope, variant.number("rtol"), ATOL, "dopri5");
      double[] times = {0, END};
      double[] end = peer.solve(start, times);
      return checked(end, exact, peer.evaluations(), 0, 0, () -> peer.solve(start, times));
    }
    OdeSolver solver = solver(variant);
    OdeSession session = solver.newForwardSession(new DiffusionField(), Precision.FLOAT64, 1);
    StateVector y0 = StateVector.of(start);
    Solution solution = session.solve(y0, 0, END).orThrow();
    return checked(
        solution.state().toArray(),
        exact,
        (double) solution.statistics().evaluations(),
        (double) solution.statistics().innerIterations(),
        (double) Fields.attempts(solution.statistics()),
        () -> session.solve(y0, 0, END));
  }

  private static OdeSolver solver(Variant variant) {
    return switch (variant.get("method")) {
      case "crank-nicolson" ->
          OdeSolver.with(ProximalCrankNicolson.withDampedStart(2))
              .tolerances(1e-6, 1e-6)
              .controller(FixedStep.of(END / variant.integer("steps")))
              .build();
      case "esdirk" ->
          OdeSolver.with(KennedyCarpenter43.method())
              .tolerances(variant.number("rtol"), ATOL)
              .build();
      default ->
          OdeSolver.with(DormandPrince54.shampine())
              .batchPolicy(BatchPolicy.SHARED)
              .tolerances(variant.number("rtol"), ATOL)
              .build();
    };
  }

  private static Case checked(
      double[] end, double[] exact, double evaluations, double inner, double steps, Runnable call) {
    double error = Check.relativeDistance(end, exact);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nfe", evaluations);
    values.put("inner_iterations", inner);
    values.put("error", error);
    return Case.call(
        values, List.of(Check.atMost("relative error", error, 3e-4, 10)), steps, evaluations, call);
  }

  private static double[] exact(double[] start) {
    double[] end = new double[N];
    for (int k = 0; k < N; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < N; i++) {
        re += start[i] * Math.cos(2 * Math.PI * k * i / N);
        im -= start[i] * Math.sin(2 * Math.PI * k * i / N);
      }
      double decay = Math.exp(2.0 * N * N * (Math.cos(2 * Math.PI * k / N) - 1) * END) / N;
      for (int i = 0; i < N; i++) {
        double angle = 2 * Math.PI * k * i / N;
        end[i] += decay * (re * Math.cos(angle) - im * Math.sin(angle));
      }
    }
    return end;
  }
}
