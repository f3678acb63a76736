// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.step.MethodInfo;

/**
 * Decides whether an attempt is accepted and how far the next one goes. An immutable value; what it
 * remembers during a solve lives in its {@link Session}.
 */
public interface StepController {

  /** Whether it needs a method with an error estimate. */
  boolean needsErrorEstimate();

  /**
   * The step to begin with; NaN leaves it to {@link InitialStep}.
   *
   * @param interval signed length of the interval of integration
   */
  double firstStep(double interval);

  /**
   * The controller with which a part of an interval is solved as this one solves the whole of it;
   * another than this one only where the steps depend on the interval's length.
   *
   * @param interval signed length of the whole interval
   */
  default StepController onPartOf(double interval) {
    return this;
  }

  /**
   * Begins a solve.
   *
   * @param size 1, or the number of rows where each has its own step
   */
  Session newSession(MethodInfo method, int size);

  /** The memory of one solve. An index is 0, or the row where each row has its own step. */
  interface Session {

    /**
     * Whether an attempt with this error is good enough. Changes nothing.
     *
     * @param errorRatio norm of the error relative to the tolerances: 1 is just acceptable; 0 where
     *     the method has no estimate
     */
    boolean accepts(double errorRatio);

    /**
     * The factor by which the next attempt's step is to differ. Called after {@link #accepts}, and
     * not directly: an attempt that has a result is put to the method below, which asks this one
     * once unless it is overridden, or to {@link #judge}. Non-finite ratios are not handed here.
     *
     * @param errorOrder order of this attempt's error estimate
     */
    double factor(int index, double errorRatio, boolean accepted, int errorOrder);

    /**
     * The factor where the method may have proposed one. Called once for each attempt that has a
     * result, by {@link #judge} as well unless that is overridden.
     *
     * @param proposed the method's own factor after an acceptance; NaN if it has none
     */
    default double factor(
        int index, double errorRatio, boolean accepted, int errorOrder, double proposed) {
      double own = factor(index, errorRatio, accepted, errorOrder);
      return accepted && !Double.isNaN(proposed) ? proposed : own;
    }

    /**
     * {@link #accepts} and {@link #factor} of every index in one call, where rows have steps of
     * their own. Rows that have ended take part; what is said of them does not count.
     *
     * @param errorRatios one an index, all finite
     * @param errorOrder order of the error estimate, the same for all
     * @param accepted overwritten: 1 where the attempt is good enough, else 0
     * @param factors overwritten
     */
    default void judge(RowScalar errorRatios, int errorOrder, int[] accepted, double[] factors) {
      for (int i = 0; i < errorRatios.size(); i++) {
        double ratio = errorRatios.get(i);
        boolean accepts = accepts(ratio);
        accepted[i] = accepts ? 1 : 0;
        factors[i] = factor(i, ratio, accepts, errorOrder, Double.NaN);
      }
    }

    /**
     * The factor after an attempt without a usable result: a failed inner solve or a non-finite
     * state. 1 means that it will not try again.
     */
    double factorAfterFailure(int index);
  }
}
