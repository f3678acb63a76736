// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.OptionalDouble;

/**
 * What the colours of a {@link HeatMap} mean.
 *
 * @param label what they show, with the unit
 * @param logarithmic whether equal steps of colour are equal ratios
 * @param low the number of the first colour, which all smaller ones have too; if empty, the
 *     smallest number of the map, or, on a logarithmic scale, {@value #MOST_DECADES} decades below
 *     the largest if that is more
 * @param high the number of the last colour, which all larger ones have too; if empty, the largest
 *     number of the map
 */
public record HeatScale(
    String label, boolean logarithmic, OptionalDouble low, OptionalDouble high) {

  /** Decades of a logarithmic scale that is given no end. */
  public static final int MOST_DECADES = 12;

  /** Equal steps of colour are equal differences. */
  public static HeatScale linear(String label) {
    return new HeatScale(label, false, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Equal steps of colour are equal ratios; 0 and less have the first colour. */
  public static HeatScale logarithmic(String label) {
    return new HeatScale(label, true, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** The same scale between these numbers, so that several maps can be compared. */
  public HeatScale between(double newLow, double newHigh) {
    if (!(newLow < newHigh) || (logarithmic && newLow <= 0)) {
      throw new IllegalArgumentException("a scale from " + newLow + " to " + newHigh);
    }
    return new HeatScale(label, logarithmic, OptionalDouble.of(newLow), OptionalDouble.of(newHigh));
  }

  /** The axis of the colours for these values. */
  Axis axis(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value) && (!logarithmic || value > 0)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    if (least > most) {
      least = logarithmic ? 0.1 : 0;
      most = 1;
    }
    double end = high.orElse(most);
    double begin =
        low.orElse(logarithmic ? Math.max(least, end * Math.pow(10, -MOST_DECADES)) : least);
    if (!(begin < end)) {
      // All numbers are one: it gets the colour in the middle.
      double room = logarithmic ? 0 : begin == 0 ? 1 : 0.05 * Math.abs(begin);
      return logarithmic
          ? new Axis(label, begin / 1.1, begin * 1.1, true)
          : new Axis(label, begin - room, begin + room, false);
    }
    return new Axis(label, begin, end, logarithmic);
  }
}
