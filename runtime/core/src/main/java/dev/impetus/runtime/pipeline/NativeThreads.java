// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Threads of ND4J's native operations. By default it takes all cores, and its operations on the
 * small arrays of a step were measured eight times slower with two threads than with one.
 */
final class NativeThreads {

  private NativeThreads() {}

  /** Sets them for the whole process, unless {@code OMP_NUM_THREADS} says what the user wants. */
  static void limitTo(int threads) {
    if (System.getenv("OMP_NUM_THREADS") == null) {
      Nd4j.getBackend(); // The holder can be asked only when Nd4j has been started.
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
  }
}
