// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance;

import dev.impetus.solver.control.StepController;
import dev.impetus.solver.step.MethodInfo;

/** A controller with a first step of its own, to provoke rejections. */
record FirstStep(StepController controller, double length) implements StepController {

  @Override
  public boolean needsErrorEstimate() {
    return true;
  }

  @Override
  public double firstStep(double interval) {
    return Math.copySign(length, interval);
  }

  @Override
  public Session newSession(MethodInfo method, int size) {
    return controller.newSession(method, size);
  }
}
