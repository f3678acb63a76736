// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

/**
 * How a function is to be run.
 *
 * @param threads threads that one call may use, its caller's included; at least 1. An engine may
 *     use fewer. For the same number it gives the same bits
 */
public record CompileOptions(int threads) {

  /** Checks that there is a thread. */
  public CompileOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads are " + threads);
    }
  }

  /** One thread. */
  public static CompileOptions defaults() {
    return new CompileOptions(1);
  }
}
