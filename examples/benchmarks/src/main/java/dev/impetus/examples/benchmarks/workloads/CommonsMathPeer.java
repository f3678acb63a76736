// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.apache.commons.math3.ode.nonstiff.DormandPrince54Integrator;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.apache.commons.math3.ode.sampling.StepHandler;
import org.apache.commons.math3.ode.sampling.StepInterpolator;

/** Apache Commons Math 3; its Dormand–Prince has the original error weights. */
final class CommonsMathPeer implements JvmPeer, FirstOrderDifferentialEquations, StepHandler {

  private final AdaptiveStepsizeIntegrator integrator;
  private final int dimension;
  private final Slope slope;
  private double[] times = {};
  private double[][] outputs = {};
  private int next;

  CommonsMathPeer(int dimension, Slope slope, double rtol, double atol, String method) {
    this.dimension = dimension;
    this.slope = slope;
    integrator =
        method.equals("dop853")
            ? new DormandPrince853Integrator(1e-12, 1e6, atol, rtol)
            : new DormandPrince54Integrator(1e-12, 1e6, atol, rtol);
    integrator.addStepHandler(this);
  }

  @Override
  public int getDimension() {
    return dimension;
  }

  @Override
  public void computeDerivatives(double t, double[] y, double[] dy) {
    slope.evaluate(y, dy);
  }

  @Override
  public double[] solve(double[] start, double[] outputTimes) {
    times = outputTimes;
    outputs = new double[times.length][];
    next = 0;
    double[] end = new double[dimension];
    integrator.integrate(this, times[0], start, times[times.length - 1], end);
    return end;
  }

  @Override
  public void init(double t0, double[] y0, double t) {
    next = 0;
  }

  @Override
  public void handleStep(StepInterpolator interpolator, boolean isLast) {
    double reached = interpolator.getCurrentTime();
    for (; next < times.length && times[next] <= reached; next++) {
      interpolator.setInterpolatedTime(times[next]);
      outputs[next] = interpolator.getInterpolatedState().clone();
    }
  }

  @Override
  public int evaluations() {
    return integrator.getEvaluations();
  }
}
