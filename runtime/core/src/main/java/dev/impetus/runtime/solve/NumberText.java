// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them on a command line: {@code 1e-6}, {@code 0.05}, {@code 200}. */
public final class NumberText {

  private static final double SMALLEST_PLAIN = 0.01;
  private static final double LARGEST_PLAIN = 1e7;

  private NumberText() {}

  /** All digits that tell the number from its neighbours, and no zeros after them. */
  public static String of(double value) {
    return Double.isFinite(value)
        ? text(new BigDecimal(Double.toString(value)))
        : Double.toString(value);
  }

  /** So many digits at most, and no zeros after them. */
  public static String of(double value, int digits) {
    return Double.isFinite(value)
        ? text(new BigDecimal(value).round(new MathContext(digits)))
        : Double.toString(value);
  }

  /** A value of an option. */
  static String of(Object value) {
    return value instanceof Double number ? of(number.doubleValue()) : String.valueOf(value);
  }

  private static String text(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    if (size == 0) {
      return "0";
    }
    BigDecimal digits = value.stripTrailingZeros();
    if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
      return digits.toPlainString();
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
