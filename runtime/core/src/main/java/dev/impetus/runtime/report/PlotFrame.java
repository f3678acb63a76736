// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of every plot that is not data: axes with labels, ticks and grid lines, and a clipping
 * box.
 */
final class PlotFrame {

  static final int LEFT = 80;
  static final int TOP = 22;
  static final int RIGHT = 14;
  static final int BOTTOM = 46;

  private final Axis x;
  private final Axis y;
  private final int width;
  private final int height;

  /** A frame whose box, without margins, has this size in pixels. */
  PlotFrame(Axis x, Axis y, int width, int height) {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
  }

  double px(double value) {
    return LEFT + x.place(value) * width;
  }

  double py(double value) {
    return TOP + (1 - y.place(value)) * height;
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** As {@link #open}, for a picture inside another one: it has a size of its own. */
  void openNested(Markup out, String title) {
    open(
        out,
        title,
        "width",
        "" + (LEFT + width + RIGHT),
        "height",
        "" + (TOP + height + BOTTOM),
        "overflow",
        "visible");
  }

  /** Opens the picture and draws the axes; further attributes are those of the svg element. */
  void open(Markup out, String title, String... attributes) {
    int fullWidth = LEFT + width + RIGHT;
    int fullHeight = TOP + height + BOTTOM;
    List<String> all =
        new ArrayList<>(
            List.of(
                "viewBox",
                "0 0 " + fullWidth + " " + fullHeight,
                "role",
                "img",
                "aria-label",
                title,
                "class",
                "plot"));
    all.addAll(List.of(attributes));
    out.open("svg", all.toArray(String[]::new));
    for (double tick : x.ticks(Math.max(3, width / 80))) {
      String at = Markup.pixel(px(tick));
      out.empty(
          "line", "class", "grid", "x1", at, "x2", at, "y1", "" + TOP, "y2", "" + (TOP + height));
      out.text(
          "text",
          Numbers.format(tick, 6),
          "class",
          "tick",
          "x",
          at,
          "y",
          "" + (TOP + height + 17),
          "text-anchor",
          "middle");
    }
    for (double tick : y.ticks(Math.max(3, height / 45))) {
      String at = Markup.pixel(py(tick));
      out.empty(
          "line", "class", "grid", "x1", "" + LEFT, "x2", "" + (LEFT + width), "y1", at, "y2", at);
      out.text(
          "text",
          Numbers.format(tick, 6),
          "class",
          "tick",
          "x",
          "" + (LEFT - 8),
          "y",
          Markup.pixel(py(tick) + 4),
          "text-anchor",
          "end");
    }
    out.empty(
        "rect",
        "class",
        "frame",
        "x",
        "" + LEFT,
        "y",
        "" + TOP,
        "width",
        "" + width,
        "height",
        "" + height);
    out.text(
        "text",
        x.label(),
        "class",
        "label",
        "x",
        "" + (LEFT + width / 2),
        "y",
        "" + (TOP + height + 38),
        "text-anchor",
        "middle");
    int middle = TOP + height / 2;
    out.text(
        "text",
        y.label(),
        "class",
        "label",
        "x",
        "14",
        "y",
        "" + middle,
        "text-anchor",
        "middle",
        "transform",
        "rotate(-90 14 " + middle + ")");
  }
}
