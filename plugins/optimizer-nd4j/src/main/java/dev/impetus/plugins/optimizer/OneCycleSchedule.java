// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * One cycle (Smith and Topin, "Super-convergence", 2018): from {@code peak · factor} up to {@code
 * peak} in the first 30 % of the length, then down to zero, both along half a cosine. ND4J's
 * CycleSchedule has straight lines and comes back to its beginning first.
 */
record OneCycleSchedule(ScheduleType unit, double peak, double factor, int length)
    implements ISchedule {

  private static final long serialVersionUID = 1L;
  private static final double RISE = 0.3;

  @Override
  public double valueAt(int iteration, int epoch) {
    double i = Math.min(unit == ScheduleType.ITERATION ? iteration : epoch, length);
    double top = RISE * length;
    return i < top
        ? peak * (factor + (1 - factor) * (1 - Math.cos(Math.PI * i / top)) / 2)
        : peak * (1 + Math.cos(Math.PI * (i - top) / (length - top))) / 2;
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
