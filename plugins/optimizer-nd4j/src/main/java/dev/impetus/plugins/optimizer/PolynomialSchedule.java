// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * {@code initial · (1 − i/length)^power}, zero from {@code length} on. ND4J 1.0.0-M2.1 computes
 * {@code (1 + i/length)^power}, which grows until it drops to zero, so its PolySchedule is not
 * used.
 */
record PolynomialSchedule(ScheduleType unit, double initial, int length, double power)
    implements ISchedule {

  private static final long serialVersionUID = 1L;

  @Override
  public double valueAt(int iteration, int epoch) {
    int i = Math.min(unit == ScheduleType.ITERATION ? iteration : epoch, length);
    return initial * Math.pow(1 - (double) i / length, power);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
