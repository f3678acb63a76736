// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.optimizer;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * {@code initial · (1 + cos(π i/length))/2}, zero from {@code length} on (Loshchilov and Hutter,
 * "SGDR", ICLR 2017, without restarts). ND4J has none.
 */
record CosineSchedule(ScheduleType unit, double initial, int length) implements ISchedule {

  private static final long serialVersionUID = 1L;

  @Override
  public double valueAt(int iteration, int epoch) {
    int i = Math.min(unit == ScheduleType.ITERATION ? iteration : epoch, length);
    return initial * (1 + Math.cos(Math.PI * i / length)) / 2;
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
