// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.Locale;

/**
 * Colours from dark blue over green to light yellow. Lightness and hue are linear in OKLab
 * (Ottosson, 2020), so equal steps look equally large, and the order can be seen without telling
 * red from green, or in grey.
 */
final class ColorRamp {

  /** Colours in all. */
  static final int SIZE = 255;

  private static final double DARKEST = 0.27;
  private static final double LIGHTEST = 0.93;
  private static final double CHROMA = 0.1;
  private static final double FIRST_HUE = 285;
  private static final double LAST_HUE = 105;

  private ColorRamp() {}

  /** Number of the colour of a place between 0 and 1; places beyond take the colour of the end. */
  static int index(double place) {
    return (int) Math.round(Math.min(1, Math.max(0, place)) * (SIZE - 1));
  }

  /** Red, green and blue of a colour by its number, each from 0 to 255. */
  static int[] rgb(int index) {
    double place = index / (SIZE - 1.0);
    double lightness = lightness(place);
    double hue = Math.toRadians(FIRST_HUE + place * (LAST_HUE - FIRST_HUE));
    double a = CHROMA * Math.cos(hue);
    double b = CHROMA * Math.sin(hue);
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return new int[] {
      level(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      level(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      level(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    };
  }

  /** A colour as CSS writes it. */
  static String css(int index) {
    int[] rgb = rgb(index);
    return String.format(Locale.ROOT, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
  }

  /** Whether text on this colour has to be light. */
  static boolean isDark(int index) {
    return lightness(index / (SIZE - 1.0)) < 0.58;
  }

  private static double lightness(double place) {
    return DARKEST + place * (LIGHTEST - DARKEST);
  }

  private static double cube(double value) {
    return value * value * value;
  }

  /** The sRGB level of a linear intensity. */
  private static int level(double linear) {
    double inside = Math.min(1, Math.max(0, linear));
    double curved =
        inside <= 0.0031308 ? 12.92 * inside : 1.055 * Math.pow(inside, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * curved);
  }
}
