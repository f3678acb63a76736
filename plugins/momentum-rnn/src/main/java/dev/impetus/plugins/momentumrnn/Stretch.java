// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/** Moves numbers between parameters and the packed matrix. */
final class Stretch {

  private Stretch() {}

  /** Copies parameters to the packed matrix, or adds what is packed to the parameters. */
  static void move(
      double[] parameters, int from, double[] packed, int at, int count, boolean back) {
    if (back) {
      for (int i = 0; i < count; i++) {
        parameters[from + i] += packed[at + i];
      }
    } else {
      System.arraycopy(parameters, from, packed, at, count);
    }
  }
}
