// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

/** Shapes of points, so that lines can be told apart without colours. */
enum Marker {
  CIRCLE,
  SQUARE,
  TRIANGLE,
  DIAMOND,
  DOWNWARDS,
  BAR,
  COLUMN,
  SMALL;

  private static final double R = 5;

  static Marker of(int color) {
    return values()[color % values().length];
  }

  /** The shape around a point, as the path of an SVG element. */
  String path(double x, double y) {
    return switch (this) {
      case CIRCLE -> circle(x, y, R);
      case SMALL -> circle(x, y, R - 2);
      case SQUARE ->
          polygon(x - 4.5, y - 4.5, x + 4.5, y - 4.5, x + 4.5, y + 4.5, x - 4.5, y + 4.5);
      case BAR -> polygon(x - 6.5, y - 3, x + 6.5, y - 3, x + 6.5, y + 3, x - 6.5, y + 3);
      case COLUMN -> polygon(x - 3, y - 6.5, x + 3, y - 6.5, x + 3, y + 6.5, x - 3, y + 6.5);
      case TRIANGLE -> polygon(x, y - 6, x + 5.5, y + 4, x - 5.5, y + 4);
      case DOWNWARDS -> polygon(x, y + 6, x + 5.5, y - 4, x - 5.5, y - 4);
      case DIAMOND -> polygon(x, y - 6.5, x + 6, y, x, y + 6.5, x - 6, y);
    };
  }

  /** What marks a failure. */
  static String cross(double x, double y) {
    return "M"
        + at(x - 5, y - 5)
        + "L"
        + at(x + 5, y + 5)
        + "M"
        + at(x - 5, y + 5)
        + "L"
        + at(x + 5, y - 5);
  }

  private static String circle(double x, double y, double r) {
    String arc = "a" + at(r, r) + " 0 1 0 ";
    return "M" + at(x - r, y) + arc + at(2 * r, 0) + arc + at(-2 * r, 0) + "z";
  }

  private static String polygon(double... corners) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L').append(at(corners[i], corners[i + 1]));
    }
    return path.append('z').toString();
  }

  private static String at(double x, double y) {
    return Markup.pixel(x) + " " + Markup.pixel(y);
  }
}
