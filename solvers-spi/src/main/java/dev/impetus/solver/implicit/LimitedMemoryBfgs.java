// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;

/**
 * L-BFGS with the secant method's step along each direction. Nocedal, "Updating quasi-Newton
 * matrices with limited storage", Mathematics of Computation 35, 1980, pages 773–782.
 */
public final class LimitedMemoryBfgs implements InnerSolver {

  private final int memory;
  private final StoppingRule rule;
  private final int maxIterations;

  private LimitedMemoryBfgs(int memory, StoppingRule rule, int maxIterations) {
    this.memory = memory;
    this.rule = rule;
    this.maxIterations = maxIterations;
  }

  /**
   * The method.
   *
   * @param memory pairs of differences that are kept, at least 1
   * @param rule when to stop
   * @param maxIterations when to give up
   */
  public static LimitedMemoryBfgs of(int memory, StoppingRule rule, int maxIterations) {
    if (memory < 1) {
      throw new IllegalArgumentException("L-BFGS keeps at least one pair, not " + memory);
    }
    return new LimitedMemoryBfgs(memory, rule, maxIterations);
  }

  @Override
  public String name() {
    return "L-BFGS";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return true;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    StateVector like = StateVector.zeros(precision, rows, width);
    return new DescentSession(new QuasiNewton(like), rule, maxIterations, like);
  }

  private final class QuasiNewton implements DescentSession.Directions {

    private final StateVector[] s = new StateVector[memory];
    private final StateVector[] y = new StateVector[memory];
    private final double[] product = new double[memory];
    private final double[] alpha = new double[memory];
    private int count;

    QuasiNewton(StateVector like) {
      for (int i = 0; i < memory; i++) {
        s[i] = like.newLike();
        y[i] = like.newLike();
      }
    }

    @Override
    public void restart() {
      count = 0;
    }

    @Override
    public void next(StateVector g, StateVector p) {
      p.copyFrom(g);
      int oldest = Math.max(0, count - memory);
      for (int i = count - 1; i >= oldest; i--) {
        int k = i % memory;
        alpha[k] = s[k].dot(p) / product[k];
        p.add(-alpha[k], y[k]);
      }
      if (count > 0) {
        int k = (count - 1) % memory;
        p.scale(product[k] / y[k].dot(y[k]));
      }
      for (int i = oldest; i < count; i++) {
        int k = i % memory;
        p.add(alpha[k] - y[k].dot(p) / product[k], s[k]);
      }
      p.scale(-1);
    }

    @Override
    public double trial(StateVector p, double lastTrial) {
      return count == 0 ? lastTrial : 1;
    }

    @Override
    public void moved(double step, StateVector p, StateVector gBefore, StateVector g) {
      int k = count % memory;
      s[k].copyFrom(p);
      s[k].scale(step);
      y[k].copyFrom(g);
      y[k].add(-1, gBefore);
      product[k] = s[k].dot(y[k]);
      // Without positive curvature the matrix would lose its definiteness.
      if (product[k] > 0) {
        count++;
      }
    }
  }
}
