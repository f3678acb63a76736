// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/** Hipparchus; its Dormand–Prince has the original error weights. */
final class HipparchusPeer implements JvmPeer, ODEStepHandler {

  private final AdaptiveStepsizeIntegrator integrator;
  private final ExpandableODE equation;
  private double[] times = {};
  private double[][] outputs = {};
  private int next;

  HipparchusPeer(int dimension, Slope slope, double rtol, double atol, String method) {
    integrator =
        method.equals("dop853")
            ? new DormandPrince853Integrator(1e-12, 1e6, atol, rtol)
            : new DormandPrince54Integrator(1e-12, 1e6, atol, rtol);
    integrator.addStepHandler(this);
    equation =
        new ExpandableODE(
            new OrdinaryDifferentialEquation() {
              @Override
              public int getDimension() {
                return dimension;
              }

              @Override
              public double[] computeDerivatives(double t, double[] y) {
                double[] dy = new double[dimension];
                slope.evaluate(y, dy);
                return dy;
              }
            });
  }

  @Override
  public double[] solve(double[] start, double[] outputTimes) {
    times = outputTimes;
    outputs = new double[times.length][];
    next = 0;
    ODEStateAndDerivative end =
        integrator.integrate(equation, new ODEState(times[0], start), times[times.length - 1]);
    return end.getPrimaryState();
  }

  @Override
  public void handleStep(ODEStateInterpolator interpolator) {
    double reached = interpolator.getCurrentState().getTime();
    for (; next < times.length && times[next] <= reached; next++) {
      outputs[next] = interpolator.getInterpolatedState(times[next]).getPrimaryState();
    }
  }

  @Override
  public int evaluations() {
    return integrator.getEvaluations();
  }
}
