// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.stiffneuralode;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.plugins.esdirk.KennedyCarpenter43;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;

/** Trains the net on trajectories with one solver. */
final class Training {

  private static final int BATCH = 64;
  private static final int STEPS_BETWEEN_TESTS = 50;
  private static final Precision PRECISION = Precision.FLOAT32;

  /** Judges every training alike, with tolerances far below the errors of the nets. */
  private static final OdeSolver JUDGE =
      OdeSolver.with(KennedyCarpenter43.method()).tolerances(1e-5, 1e-5).build();

  private final CompiledFunction function;
  private final CompiledField field;
  private final OdeSession session;
  private final OdeSession judge;
  private final SlowFast training;
  private final SlowFast test;
  private final double[] parameters;
  private final StateVector gradient;
  private final StateVector[] cotangents;
  private final StateVector initialCotangent;
  private final int steps;
  private long evaluations;
  private long products;
  private long backward;
  private long accepted;
  private long time;
  private double enoughAfter = Double.NaN;

  private Training(OdeSolver solver, double rate, long seed, int steps) {
    Random random = new Random(seed);
    training = SlowFast.draw(rate, BATCH, PRECISION, random);
    test = SlowFast.draw(rate, BATCH, PRECISION, random);
    parameters = ScaledNet.initial(rate, random);
    function = ScaledNet.compile(rate, PRECISION, BATCH);
    field = CompiledField.of(function);
    session = solver.newSession(field, PRECISION, BATCH);
    judge = JUDGE.newForwardSession(field, PRECISION, BATCH);
    gradient = StateVector.zeros(PRECISION, 1, parameters.length);
    initialCotangent = training.starts().newLike();
    cotangents = new StateVector[training.targets().length];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = initialCotangent.newLike();
    }
    this.steps = steps;
  }

  /**
   * What came of it.
   *
   * @param error root mean square over the test trajectories
   * @param seconds processor time of the training, tests excluded
   * @param secondsToEnough processor time until the test error was first seen below the goal; NaN
   *     if it never was
   * @param evaluations of the field in a solve
   * @param backward evaluations in a gradient
   * @param products vector–Jacobian products in a gradient
   * @param accepted steps of a solve
   */
  record Result(
      double error,
      double seconds,
      double secondsToEnough,
      double evaluations,
      double backward,
      double products,
      double accepted) {}

  /**
   * Trains.
   *
   * @param rate of the fast numbers in the data and in the net
   * @param goal the test error that counts as enough
   */
  static Result run(OdeSolver solver, double rate, long seed, int steps, double goal) {
    Training training = new Training(solver, rate, seed, steps);
    try {
      return training.run(goal);
    } finally {
      training.function.close();
    }
  }

  private Result run(double goal) {
    Adam adam = new Adam(parameters.length, steps);
    double error = Double.NaN;
    for (int step = 1; step <= steps; step++) {
      long begin = processorTime();
      step(adam);
      time += processorTime() - begin;
      if (step % STEPS_BETWEEN_TESTS == 0 || step == steps) {
        error = testError();
        if (Double.isNaN(enoughAfter) && error < goal) {
          enoughAfter = time * 1e-9;
        }
      }
    }
    return new Result(
        error,
        time * 1e-9,
        enoughAfter,
        (double) evaluations / steps,
        (double) backward / steps,
        (double) products / steps,
        (double) accepted / steps);
  }

  private void step(Adam adam) {
    setParameters();
    Solution solution = session.solve(training.starts(), 0, SlowFast.times()).orThrow();
    double numbers = (double) cotangents.length * BATCH * SlowFast.WIDTH;
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i].copyFrom(solution.output(i));
      cotangents[i].add(-1, training.targets()[i]);
      cotangents[i].scale(2 / numbers);
    }
    gradient.fill(0);
    SolveStatistics pullback = session.pullback(cotangents, initialCotangent, gradient);
    adam.update(parameters, gradient.toArray());
    evaluations += solution.statistics().evaluations();
    accepted += solution.statistics().acceptedSteps();
    backward += pullback.evaluations();
    products += pullback.vectorJacobianProducts();
  }

  private double testError() {
    setParameters();
    Solution solution = judge.solve(test.starts(), 0, SlowFast.times()).orThrow();
    double square = 0;
    StateVector difference = test.starts().newLike();
    for (int i = 0; i < test.targets().length; i++) {
      difference.copyFrom(solution.output(i));
      difference.add(-1, test.targets()[i]);
      square += difference.dot(difference) / difference.size();
    }
    return Math.sqrt(square / test.targets().length);
  }

  private void setParameters() {
    StateVector values = gradient.newLike();
    values.copyFrom(parameters, 0);
    function.setParameters(values);
  }

  /** Wall-clock time would measure what else the machine does. */
  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime();
  }
}
