// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.measure;

import java.util.Arrays;

/**
 * One comparison with a reference value. A row whose checks do not all pass is not timed.
 *
 * @param what the value's name
 * @param value what was found
 * @param reference what is right
 * @param tolerance of the distance, or for {@link Kind#AT_MOST} a factor on the reference
 * @param kind how they are compared
 */
public record Check(String what, double[] value, double[] reference, double tolerance, Kind kind) {

  /** How a value is compared with its reference. */
  public enum Kind {
    /** Euclidean distance, as a part of the reference's norm. */
    RELATIVE,
    /** Euclidean distance. */
    ABSOLUTE,
    /** No number exceeds the reference times the tolerance. */
    AT_MOST
  }

  /** The distance is at most this part of the reference's norm. */
  public static Check relative(String what, double value, double reference, double tolerance) {
    return relative(what, new double[] {value}, new double[] {reference}, tolerance);
  }

  /** The distance is at most this part of the reference's norm. */
  public static Check relative(String what, double[] value, double[] reference, double tolerance) {
    return new Check(what, value, reference, tolerance, Kind.RELATIVE);
  }

  /** The distance is at most this. */
  public static Check absolute(String what, double value, double reference, double tolerance) {
    return new Check(
        what, new double[] {value}, new double[] {reference}, tolerance, Kind.ABSOLUTE);
  }

  /** The value is at most {@code factor} times the reference. */
  public static Check atMost(String what, double value, double reference, double factor) {
    return new Check(what, new double[] {value}, new double[] {reference}, factor, Kind.AT_MOST);
  }

  /** Whether the value passes; NaN never does. */
  public boolean passed() {
    if (kind == Kind.AT_MOST) {
      for (int i = 0; i < value.length; i++) {
        if (!(value[i] <= tolerance * reference[i])) {
          return false;
        }
      }
      return true;
    }
    double scale = kind == Kind.RELATIVE ? norm(reference) : 1;
    return distance(value, reference) <= tolerance * scale;
  }

  /** Euclidean norm. */
  public static double norm(double... x) {
    return Math.sqrt(Arrays.stream(x).map(number -> number * number).sum());
  }

  /** Euclidean distance. */
  public static double distance(double[] x, double[] y) {
    double[] difference = new double[x.length];
    Arrays.setAll(difference, i -> x[i] - y[i]);
    return norm(difference);
  }

  /** Euclidean distance from a reference, as a part of its norm. */
  public static double relativeDistance(double[] x, double[] reference) {
    return distance(x, reference) / norm(reference);
  }
}
