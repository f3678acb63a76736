// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import java.math.BigDecimal;

/** Numbers as people write them on a command line: {@code 1e-6}, {@code 0.05}, {@code 200}. */
final class NumberText {

  private static final double SMALLEST_PLAIN = 0.01;
  private static final double LARGEST_PLAIN = 1e7;

  private NumberText() {}

  /** All digits that tell the number from its neighbours, and no zeros after them. */
  static String of(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (Math.abs(value) >= SMALLEST_PLAIN && Math.abs(value) < LARGEST_PLAIN) {
      return digits.toPlainString();
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** A value of an option. */
  static String of(Object value) {
    return value instanceof Double number ? of(number.doubleValue()) : String.valueOf(value);
  }
}
