// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.workprecision;

/** Names of tolerances. */
final class Tolerances {

  private Tolerances() {}

  /** As our own ladders write it: {@code rtol 1e-6}. */
  static String text(double rtol) {
    return "rtol 1e" + Math.round(Math.log10(rtol));
  }
}
