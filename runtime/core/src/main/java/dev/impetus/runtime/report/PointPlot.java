// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points in the plane in groups, over a map of predicted groups where there is one, or with the
 * diagonal on which both axes agree.
 *
 * @param title heading of the picture
 * @param xLabel label of the horizontal axis, with unit
 * @param yLabel label of the vertical axis, with unit
 * @param groups names of the groups
 * @param points the points
 * @param paths lines, each through its points, in the colour of their group
 * @param diagonal whether to draw the diagonal, on common axes
 * @param map predicted groups on a grid, or null
 */
record PointPlot(
    String title,
    String xLabel,
    String yLabel,
    List<String> groups,
    List<Point> points,
    List<Path> paths,
    boolean diagonal,
    GroupMap map) {

  private static final int SIZE = 340;

  /** A point of a group. */
  record Point(double x, double y, int group) {}

  /** A line of a group: horizontal and vertical values. */
  record Path(List<Double> xs, List<Double> ys, int group) {}

  /** The figure, or nothing if there are no numbers to show. */
  String render() {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    points.forEach(point -> xs.add(point.x()));
    points.forEach(point -> ys.add(point.y()));
    paths.forEach(path -> xs.addAll(path.xs()));
    paths.forEach(path -> ys.addAll(path.ys()));
    if (xs.stream().noneMatch(Double::isFinite) || ys.stream().noneMatch(Double::isFinite)) {
      return "";
    }
    if (diagonal) {
      xs.addAll(ys);
    }
    Axis x = Axis.around(xLabel, false, xs);
    Axis y = Axis.around(yLabel, false, diagonal ? xs : ys);
    if (map != null) {
      x = x.between(map.xLow(), map.xHigh());
      y = y.between(map.yLow(), map.yHigh());
    }
    PlotFrame frame = new PlotFrame(x, y, SIZE, SIZE);
    Markup out = new Markup().open("figure", "class", "square").text("figcaption", title);
    if (groups.size() > 1) {
      Legend.writeGroups(out, groups);
    }
    frame.open(out, title);
    if (map != null) {
      map.write(out, frame);
    }
    if (diagonal) {
      writeDiagonal(out, frame);
    }
    paths.forEach(path -> write(out, frame, path));
    points.forEach(point -> write(out, frame, point));
    return out.close("svg").close("figure").toString();
  }

  private static void writeDiagonal(Markup out, PlotFrame frame) {
    out.empty(
        "line",
        "class",
        "mark",
        "x1",
        Markup.pixel(frame.px(frame.x().low())),
        "y1",
        Markup.pixel(frame.py(frame.x().low())),
        "x2",
        Markup.pixel(frame.px(frame.x().high())),
        "y2",
        Markup.pixel(frame.py(frame.x().high())));
  }

  private static void write(Markup out, PlotFrame frame, Path path) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < path.xs().size(); i++) {
      points
          .append(Markup.pixel(frame.px(path.xs().get(i))))
          .append(',')
          .append(Markup.pixel(frame.py(path.ys().get(i))))
          .append(' ');
    }
    out.empty(
        "polyline",
        "class",
        "line thin s" + path.group() % Palette.SIZE,
        "points",
        points.toString().strip());
  }

  private void write(Markup out, PlotFrame frame, Point point) {
    if (!Double.isFinite(point.x()) || !Double.isFinite(point.y())) {
      return;
    }
    out.open(
        "circle",
        "class",
        "dot f" + point.group() % Palette.SIZE,
        "cx",
        Markup.pixel(frame.px(point.x())),
        "cy",
        Markup.pixel(frame.py(point.y())),
        "r",
        "3");
    out.text(
        "title",
        xLabel + " " + Numbers.format(point.x()) + ", " + yLabel + " " + Numbers.format(point.y()));
    out.close("circle");
  }
}
