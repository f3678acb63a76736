// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

/**
 * The difference of two means, and how sure it is: Welch's interval for samples of unequal spread
 * (Welch, Biometrika 34, 1947), with the degrees of freedom of Satterthwaite (1946).
 *
 * @param value first mean minus second
 * @param error its standard error
 * @param freedom degrees of freedom
 */
record MeanDifference(double value, double error, double freedom) {

  /**
   * Student's t at 97.5 % for 1 to 30 degrees of freedom; those for 40, 60 and 120 follow below.
   */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** Of two samples of at least two numbers each. */
  static MeanDifference of(Spread first, Spread second) {
    if (first.count() < 2 || second.count() < 2) {
      throw new IllegalArgumentException(
          "samples of " + first.count() + " and " + second.count() + " numbers");
    }
    double a = first.squaredError();
    double b = second.squaredError();
    double freedom =
        a + b == 0
            ? first.count() + second.count() - 2
            : (a + b) * (a + b) / (a * a / (first.count() - 1) + b * b / (second.count() - 1));
    return new MeanDifference(first.mean() - second.mean(), Math.sqrt(a + b), freedom);
  }

  /** Of the differences of pairs, at least two: their mean, and whether it is 0 (Student's). */
  static MeanDifference ofPairs(Spread differences) {
    if (differences.count() < 2) {
      throw new IllegalArgumentException(differences.count() + " pairs");
    }
    return new MeanDifference(
        differences.mean(), Math.sqrt(differences.squaredError()), differences.count() - 1);
  }

  /** Half the length of its 95 % interval; the table's next lower degree of freedom is taken. */
  double halfInterval() {
    return student() * error;
  }

  private double student() {
    int whole = (int) Math.floor(freedom + 1e-9);
    if (whole <= STUDENT.length) {
      return STUDENT[Math.max(1, whole) - 1];
    }
    return whole < 40 ? 2.042 : whole < 60 ? 2.021 : whole < 120 ? 2.000 : 1.980;
  }

  /** Whether the interval contains 0. */
  boolean isWithinSpread() {
    return Math.abs(value) <= halfInterval();
  }
}
