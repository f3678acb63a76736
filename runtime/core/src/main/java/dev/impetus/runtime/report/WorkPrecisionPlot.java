// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Error over work on logarithmic axes: a line for each solver, a point for each of its tolerances.
 * The nearer to the lower left, the better. A solve that failed is a cross at the upper edge, where
 * its work is.
 *
 * @param title heading of the picture
 * @param xLabel label of the horizontal axis, with unit
 * @param lines a line for each solver
 */
record WorkPrecisionPlot(String title, String xLabel, List<Line> lines) {

  static final int WIDTH = 440;
  static final int HEIGHT = 300;

  /** Errors below this, zero among them, are drawn here: it is what float64 resolves. */
  private static final double LEAST_ERROR = 1e-16;

  private static final String Y_LABEL = "error at the end";

  /**
   * The solves of one solver.
   *
   * @param color number of its colour and its marker
   * @param stroke how its line is drawn
   */
  record Line(String name, int color, Stroke stroke, List<Point> points) {}

  /** One solve; its error is NaN if it failed. */
  record Point(double work, double error, String note) {}

  /** How a line is drawn. */
  enum Stroke {
    SOLID(""),
    DASHED(" dashed"),
    DOTTED(" dotted");

    private final String style;

    Stroke(String style) {
      this.style = style;
    }

    /** The class of the style sheet, after a space. */
    String style() {
      return style;
    }
  }

  /** The figure, or nothing if there is no error to show. */
  String render() {
    if (lines.stream().flatMap(line -> line.points().stream()).noneMatch(WorkPrecisionPlot::ok)) {
      return "";
    }
    Markup out = new Markup().open("figure").text("figcaption", title);
    out.open("div", "class", "legend");
    for (Line line : lines) {
      out.open("span")
          .open("i", "class", "key b" + line.color() + line.stroke().style())
          .close("i")
          .text(line.name())
          .close("span");
    }
    out.close("div");
    PlotFrame frame = frame();
    frame.open(out, title);
    draw(out, frame);
    return out.close("svg").close("figure").toString();
  }

  /** The axes on which everything has room. */
  PlotFrame frame() {
    List<Double> works = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (Line line : lines) {
      for (Point point : line.points()) {
        works.add(point.work());
        if (ok(point)) {
          errors.add(shown(point));
        }
      }
    }
    return new PlotFrame(
        Axis.around(xLabel, true, works), Axis.around(Y_LABEL, true, errors), WIDTH, HEIGHT);
  }

  void draw(Markup out, PlotFrame frame) {
    lines.forEach(line -> drawLine(out, frame, line));
    lines.forEach(line -> line.points().forEach(point -> drawPoint(out, frame, line, point)));
  }

  /** Drawn through what succeeded; a failure between two successes leaves a gap. */
  private static void drawLine(Markup out, PlotFrame frame, Line line) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Point point : line.points()) {
      if (ok(point)) {
        path.append(pen ? 'L' : 'M')
            .append(Markup.pixel(frame.px(point.work())))
            .append(' ')
            .append(Markup.pixel(frame.py(shown(point))));
      }
      pen = ok(point);
    }
    if (path.indexOf("L") >= 0) {
      out.empty(
          "path", "class", "line s" + line.color() + line.stroke().style(), "d", path.toString());
    }
  }

  private static void drawPoint(Markup out, PlotFrame frame, Line line, Point point) {
    if (!(point.work() > 0)) {
      return;
    }
    double x = frame.px(point.work());
    boolean ok = ok(point);
    double y = ok ? frame.py(shown(point)) : PlotFrame.TOP + 10.0;
    out.open(
            "path",
            "class",
            ok
                ? "point f"
                    + line.color()
                    + (line.stroke() == Stroke.SOLID ? "" : " hollow s" + line.color())
                : "failed s" + line.color(),
            "d",
            ok ? Marker.of(line.color()).path(x, y) : Marker.cross(x, y))
        .text("title", line.name() + point.note())
        .close("path");
  }

  private static boolean ok(Point point) {
    return Double.isFinite(point.error()) && point.work() > 0;
  }

  private static double shown(Point point) {
    return Math.max(point.error(), LEAST_ERROR);
  }
}
