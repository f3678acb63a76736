// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import java.util.Locale;

/** Numbers for people. */
final class Text {

  private Text() {}

  /** Three digits and a unit. */
  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "";
    }
    if (seconds < 1e-6) {
      return digits(seconds * 1e9) + " ns";
    }
    if (seconds < 1e-3) {
      return digits(seconds * 1e6) + " µs";
    }
    return seconds < 1 ? digits(seconds * 1e3) + " ms" : digits(seconds) + " s";
  }

  /** Two digits, without exponent. */
  static String ratio(double ratio) {
    if (ratio >= 9.95) {
      return String.format(Locale.ROOT, "%.0f", ratio);
    }
    return String.format(Locale.ROOT, ratio >= 0.995 ? "%.1f" : "%.2f", ratio);
  }

  /** Three digits. */
  static String digits(double number) {
    String format = number >= 99.95 ? "%.0f" : number >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  /** Two digits with an exponent. */
  static String error(double error) {
    return String.format(Locale.ROOT, "%.1e", error);
  }
}
