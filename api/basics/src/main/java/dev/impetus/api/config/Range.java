// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.api.config;

/**
 * An interval of numbers.
 *
 * @param low lower end
 * @param lowIncluded whether the lower end belongs to it
 * @param high upper end
 * @param highIncluded whether the upper end belongs to it
 */
public record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {

  /** All finite numbers. */
  public static final Range ALL =
      new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

  /** Checks that it is not empty. */
  public Range {
    if (!(low < high || (low == high && lowIncluded && highIncluded))) {
      throw new IllegalArgumentException("the range from " + low + " to " + high + " is empty");
    }
  }

  /** Whether it contains {@code value}; never true for NaN. */
  public boolean contains(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  /** For people: {@code > 0 and <= 1}, {@code finite} for {@link #ALL}. */
  @Override
  public String toString() {
    String above =
        low == Double.NEGATIVE_INFINITY ? "" : (lowIncluded ? ">= " : "> ") + number(low);
    String below =
        high == Double.POSITIVE_INFINITY ? "" : (highIncluded ? "<= " : "< ") + number(high);
    if (above.isEmpty() && below.isEmpty()) {
      return "finite";
    }
    return above.isEmpty() || below.isEmpty() ? above + below : above + " and " + below;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
