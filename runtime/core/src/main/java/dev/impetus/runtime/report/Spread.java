// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.List;

/**
 * What several runs of one setting gave.
 *
 * @param count how many numbers there are
 * @param mean their mean; NaN of none
 * @param deviation their sample standard deviation, with n - 1 in the denominator; NaN of less than
 *     two
 * @param least the least
 * @param most the most
 */
public record Spread(int count, double mean, double deviation, double least, double most) {

  /** Of these numbers; those that are infinite or NaN are left out, and not counted. */
  public static Spread of(List<Double> numbers) {
    double[] finite =
        numbers.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double least = finite[0];
    double most = finite[0];
    double sum = 0;
    for (double number : finite) {
      least = Math.min(least, number);
      most = Math.max(most, number);
      sum += number;
    }
    double mean = sum / finite.length;
    double squares = 0;
    for (double number : finite) {
      squares += (number - mean) * (number - mean);
    }
    double deviation = finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1));
    return new Spread(finite.length, mean, deviation, least, most);
  }

  /** The square of the standard error of the mean. */
  double squaredError() {
    return deviation * deviation / count;
  }

  /** Mean and deviation for people: {@code 0.0071 ± 0.0023}; the mean alone of one number. */
  String text() {
    return count == 0
        ? "–"
        : Numbers.format(mean) + (count < 2 ? "" : " ± " + Numbers.format(deviation, 2));
  }
}
