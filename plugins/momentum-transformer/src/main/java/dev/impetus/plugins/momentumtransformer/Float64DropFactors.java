// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** Makes factors of decisions. */
final class Float64DropFactors {

  /** out ← the factor where all bits of {@code kept} are set, 0 where none is. */
  void fill(double[] out, int[] kept, double factor, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = -kept[i] * factor;
    }
  }
}
