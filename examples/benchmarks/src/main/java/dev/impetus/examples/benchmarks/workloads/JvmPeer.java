// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.Library;

/** Solves an autonomous system with a library of the JVM; fixed outputs by its step interpolant. */
interface JvmPeer {

  /** The right-hand side. */
  @FunctionalInterface
  interface Slope {
    /** Computes {@code dy ← f(y)}. */
    void evaluate(double[] y, double[] dy);
  }

  /** Solves from {@code times[0]} to the last time and visits each in between; gives the end. */
  double[] solve(double[] start, double[] times);

  /** Evaluations of the latest solve. */
  int evaluations();

  /**
   * A solver of Hipparchus or Commons Math.
   *
   * @param method dopri5 or dop853
   */
  static JvmPeer of(
      Library library, int dimension, Slope slope, double rtol, double atol, String method) {
    return library == Library.HIPPARCHUS
        ? new HipparchusPeer(dimension, slope, rtol, atol, method)
        : new CommonsMathPeer(dimension, slope, rtol, atol, method);
  }
}
