// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import dev.impetus.solver.step.MethodInfo;

/** Steps of one length, or a number of equal steps; every result is accepted. */
public final class FixedStep implements StepController {

  private final double length;
  private final long steps;

  private FixedStep(double length, long steps) {
    this.length = length;
    this.steps = steps;
  }

  /**
   * Steps of this length; the last one, and with exact outputs the one before an output, is
   * shorter.
   */
  public static FixedStep of(double length) {
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a step must be > 0 and finite, but is " + length);
    }
    return new FixedStep(length, 0);
  }

  /** The interval from the initial time to the last output time in so many equal steps. */
  public static FixedStep steps(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("an interval has at least one step, not " + steps);
    }
    return new FixedStep(0, steps);
  }

  @Override
  public boolean needsErrorEstimate() {
    return false;
  }

  @Override
  public double firstStep(double interval) {
    return steps > 0 ? interval / steps : Math.copySign(length, interval);
  }

  @Override
  public StepController onPartOf(double interval) {
    return steps > 0 && interval != 0 ? of(Math.abs(interval) / steps) : this;
  }

  @Override
  public Session newSession(MethodInfo method, int size) {
    return Always.SAME;
  }

  @Override
  public String toString() {
    return steps > 0 ? "FixedStep.steps(" + steps + ")" : "FixedStep.of(" + length + ")";
  }

  private enum Always implements Session {
    SAME;

    @Override
    public boolean accepts(double errorRatio) {
      return true;
    }

    @Override
    public double factor(int index, double errorRatio, boolean accepted, int errorOrder) {
      return 1;
    }

    @Override
    public double factor(
        int index, double errorRatio, boolean accepted, int errorOrder, double proposed) {
      return 1;
    }

    @Override
    public double factorAfterFailure(int index) {
      return 1;
    }
  }
}
