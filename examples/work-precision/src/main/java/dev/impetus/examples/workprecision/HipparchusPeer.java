// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Origin;
import dev.impetus.runtime.solve.ProcessorClock;
import dev.impetus.runtime.solve.TimedSolve;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.problem.OdeProblem;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.RowScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdamsMoultonIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;

/** Hipparchus' integrators on the same fields, in the same virtual machine. */
final class HipparchusPeer {

  private static final int MOST_EVALUATIONS = 10_000_000;
  private static final double SMALLEST_STEP = 1e-14;
  private static final int ADAMS_STEPS = 6;

  private final OdeProblem problem;
  private final ProcessorClock clock = new ProcessorClock();

  HipparchusPeer(OdeProblem problem) {
    this.problem = problem;
  }

  /** Climbs the ladder with each method, after a warm-up. */
  List<Attempt> climb(List<String> methods, List<Double> tolerances) {
    List<Attempt> attempts = new ArrayList<>();
    for (String method : methods) {
      solve(method, tolerances.get(0));
      for (double rtol : tolerances) {
        attempts.add(solve(method, rtol));
      }
    }
    return attempts;
  }

  private Attempt solve(String method, double rtol) {
    ODEIntegrator integrator = integrator(method, rtol);
    Field field = new Field(problem.newField());
    double best = Double.POSITIVE_INFINITY;
    double spent = 0;
    int done = 0;
    double[] state = problem.initial();
    String failure = "";
    while (done == 0 || (failure.isEmpty() && TimedSolve.moreIsWorthIt(done, spent))) {
      field.calls = 0;
      double begin = clock.seconds();
      try {
        state =
            integrator
                .integrate(field, new ODEState(problem.t0(), problem.initial()), problem.end())
                .getPrimaryState();
      } catch (MathRuntimeException e) {
        failure = e.getMessage();
      }
      double took = clock.seconds() - begin;
      best = Math.min(best, took);
      spent += took;
      done++;
    }
    boolean succeeded = failure.isEmpty();
    return new Attempt(
        "Hipparchus " + method,
        Origin.JVM,
        Tolerances.text(rtol),
        succeeded ? "REACHED_END" : "FAILED",
        succeeded,
        succeeded ? problem.end() : problem.t0(),
        failure,
        "",
        Arrays.stream(state).boxed().toList(),
        succeeded ? problem.error(state) : Double.NaN,
        new SolveStatistics(field.calls, 0, -1, -1, -1, -1, 0),
        best,
        done);
  }

  private ODEIntegrator integrator(String method, double rtol) {
    double longest = Math.abs(problem.end() - problem.t0());
    double atol = problem.absoluteTolerance(rtol);
    ODEIntegrator integrator =
        switch (method) {
          case "DormandPrince54" ->
              new DormandPrince54Integrator(SMALLEST_STEP, longest, atol, rtol);
          case "DormandPrince853" ->
              new DormandPrince853Integrator(SMALLEST_STEP, longest, atol, rtol);
          case "GraggBulirschStoer" ->
              new GraggBulirschStoerIntegrator(SMALLEST_STEP, longest, atol, rtol);
          case "AdamsMoulton" ->
              new AdamsMoultonIntegrator(ADAMS_STEPS, SMALLEST_STEP, longest, atol, rtol);
          default -> throw new IllegalArgumentException("no integrator " + method);
        };
    integrator.setMaxEvaluations(MOST_EVALUATIONS);
    return integrator;
  }

  /** Our field as one of theirs; the result is a new array each time, as they want it. */
  private static final class Field implements OrdinaryDifferentialEquation {

    private final VectorField field;
    private final RowScalar time = RowScalar.shared(0);
    private long calls;

    Field(VectorField field) {
      this.field = field;
    }

    @Override
    public int getDimension() {
      return field.width();
    }

    @Override
    public double[] computeDerivatives(double t, double[] y) {
      calls++;
      double[] dy = new double[y.length];
      time.setAll(t);
      field.evaluate(
          time, Float64State.wrap(y, 0, 1, y.length), Float64State.wrap(dy, 0, 1, y.length));
      return dy;
    }
  }
}
