// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of this thread: what a solve takes, however many others want the processor.
 * Where it ticks too slowly (Windows counts in sixtieths of a second) or is not counted, the time
 * that passes.
 */
public final class ProcessorClock {

  private static final double NANO = 1e-9;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean counted =
      threads.isCurrentThreadCpuTimeSupported()
          && threads.isThreadCpuTimeEnabled()
          && !System.getProperty("os.name").startsWith("Windows");

  /** Seconds since some time; only differences mean anything, on one thread. */
  public double seconds() {
    return NANO * (counted ? threads.getCurrentThreadCpuTime() : System.nanoTime());
  }
}
