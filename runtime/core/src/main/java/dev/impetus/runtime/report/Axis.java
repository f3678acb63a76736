// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis: what it shows, from where to where, and where its ticks are.
 *
 * @param label what it shows, with the unit
 * @param low value at its beginning
 * @param high value at its end
 * @param logarithmic whether equal distances are equal ratios
 * @param whole whether it counts something, such as epochs: between whole numbers is nothing, and
 *     there are no ticks; only where it is not logarithmic
 */
record Axis(String label, double low, double high, boolean logarithmic, boolean whole) {

  Axis(String label, double low, double high, boolean logarithmic) {
    this(label, low, high, logarithmic, false);
  }

  /** An axis on which all these values have room; only positive ones if logarithmic. */
  static Axis around(String label, boolean logarithmic, Iterable<Double> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value) && (!logarithmic || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Axis(label, logarithmic ? 0.1 : 0, 1, logarithmic);
    }
    if (logarithmic) {
      double room = Math.max(Math.pow(high / low, 0.05), 1.1);
      return new Axis(label, low / room, high * room, true);
    }
    double room = high > low ? 0.05 * (high - low) : high == 0 ? 1 : Math.abs(high) * 0.05;
    return new Axis(label, low - room, high + room, false);
  }

  /** The same axis from exactly here to there. */
  Axis between(double newLow, double newHigh) {
    return new Axis(label, newLow, newHigh, logarithmic, whole);
  }

  /** The same axis as one that counts something, or as one that does not. */
  Axis counting(boolean wanted) {
    return new Axis(label, low, high, logarithmic, wanted);
  }

  /** Place of a value: 0 at the beginning, 1 at the end; NaN for what has no place. */
  double place(double value) {
    if (logarithmic) {
      return value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NaN;
    }
    return (value - low) / (high - low);
  }

  /** About so many round values: 1, 2 or 5 times a power of ten. */
  List<Double> ticks(int about) {
    return logarithmic ? logarithmicTicks(about) : linearTicks(about);
  }

  private List<Double> linearTicks(int about) {
    double raw = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step =
        power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
    step = whole ? Math.max(1, step) : step;
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> logarithmicTicks(int about) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int decades = last - first;
    double[] steps = high / low < 300 ? new double[] {1, 2, 5} : new double[] {1};
    int stride = Math.max(1, (int) Math.ceil(decades / (about + 1.0)));
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += stride) {
      for (double step : steps) {
        double tick = step * Math.pow(10, exponent);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    // Less than a factor of two in all: the round values in between are few, the linear ones serve.
    return ticks.size() >= 2 ? ticks : linearTicks(about).stream().filter(t -> t > 0).toList();
  }
}
