// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.model.training.Optimizer;
import dev.impetus.plugins.dopri5.DormandPrince54;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.StepLimits;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Random;

/** W2 as a user of the library writes it: engine, field, session, optimiser. */
final class SmallNeuralOdeSolve {

  private static final int ROWS = 64;
  private static final double END = 100;

  /** So small that the parameters stay where they are, and every step costs the same. */
  private static final double LEARNING_RATE = 1e-14;

  private final CompiledFunction function;
  private final OdeSession forward;
  private final OdeSession session;
  private final StateVector parameters;
  private final StateVector y0;
  private final StateVector byInitial;
  private final StateVector byParameters;
  private final StateVector[] cotangents;
  private final Optimizer adam;
  private final double[] times;
  private Solution solution;
  private SolveStatistics backward;
  private long iteration;

  SmallNeuralOdeSolve(Precision precision, String gradient, int outputs, double tolerance) {
    Random random = new Random(42);
    double[] theta = Draws.layers(random, SmallNeuralOde.WIDTHS);
    y0 = Fields.state(precision, ROWS, 4, Draws.uniform(random, Math.sqrt(3), ROWS * 4));
    parameters = Fields.state(precision, 1, theta.length, theta);
    function =
        Plugins.compile(
            "fused", precision, ROWS, new DenseGraph(SmallNeuralOde.WIDTHS, "softplus", "tanh"));
    function.setParameters(parameters);
    OdeSolver solver =
        OdeSolver.with(DormandPrince54.shampine())
            .tolerances(tolerance, tolerance)
            .batchPolicy(BatchPolicy.SHARED)
            .limits(StepLimits.DEFAULT)
            .gradientMode(mode(gradient))
            .build();
    forward = solver.newForwardSession(CompiledField.of(function), precision, ROWS);
    session = solver.newSession(CompiledField.of(function), precision, ROWS);
    times = Draws.linspace(END, outputs);
    byInitial = y0.newLike();
    byParameters = parameters.newLike();
    cotangents = new StateVector[outputs];
    cotangents[outputs - 1] = y0.newLike();
    cotangents[outputs - 1].fill(1.0 / ROWS);
    adam = Plugins.adam(LEARNING_RATE, precision, theta.length);
  }

  private static GradientMode mode(String gradient) {
    return switch (gradient) {
      case "backsolve" -> ContinuousAdjoint.backsolve();
      case "full-storage", "training" -> FullStorage.everyStage();
      case "discrete", "none" -> CheckpointedDiscrete.everyStep();
      default -> throw new IllegalArgumentException("no gradient mode '" + gradient + "'");
    };
  }

  void forward() {
    solution = forward.solve(y0, 0, times);
    solution.orThrow();
  }

  void differentiate() {
    solution = session.solve(y0, 0, times);
    solution.orThrow();
    byParameters.fill(0);
    backward = session.pullback(cotangents, byInitial, byParameters);
  }

  void trainingStep() {
    function.setParameters(parameters);
    differentiate();
    adam.update(parameters, byParameters, iteration++, 0);
  }

  Solution solution() {
    return solution;
  }

  SolveStatistics backward() {
    return backward;
  }

  StateVector byInitial() {
    return byInitial;
  }

  StateVector byParameters() {
    return byParameters;
  }
}
