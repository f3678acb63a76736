// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.data;

import java.util.List;

/**
 * How the numbers of a field's last dimension were scaled: {@code original = offset + factor ·
 * scaled}, one pair a column, so that reports and predictions speak the data's own units.
 *
 * @param offsets one a column
 * @param factors one a column, not zero
 */
public record Scaling(List<Double> offsets, List<Double> factors) {

  /** Checks lengths and factors. */
  public Scaling {
    offsets = List.copyOf(offsets);
    factors = List.copyOf(factors);
    if (offsets.size() != factors.size() || factors.contains(0.0)) {
      throw new IllegalArgumentException("offsets " + offsets + " do not fit factors " + factors);
    }
  }

  /** A scaled number of a column, in the original unit. */
  public double toOriginal(int column, double scaled) {
    return offsets.get(column) + factors.get(column) * scaled;
  }

  /** An original number of a column, scaled. */
  public double toScaled(int column, double original) {
    return (original - offsets.get(column)) / factors.get(column);
  }
}
