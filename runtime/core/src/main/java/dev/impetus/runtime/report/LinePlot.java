// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines over a common horizontal axis, with a legend and values under the pointer.
 *
 * @param title heading of the picture
 * @param xLabel label of the horizontal axis, with unit
 * @param yLabel label of the vertical axis, with unit
 * @param xLogarithmic whether the horizontal axis is logarithmic; then all its values are positive
 * @param logarithmic whether the vertical axis is logarithmic
 * @param series the lines
 * @param mark horizontal value to be marked
 * @param markName what is marked there
 */
record LinePlot(
    String title,
    String xLabel,
    String yLabel,
    boolean xLogarithmic,
    boolean logarithmic,
    List<Series> series,
    OptionalDouble mark,
    String markName) {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 230;

  LinePlot(String title, String xLabel, String yLabel, boolean logarithmic, List<Series> series) {
    this(title, xLabel, yLabel, logarithmic, series, OptionalDouble.empty(), "");
  }

  LinePlot(
      String title,
      String xLabel,
      String yLabel,
      boolean logarithmic,
      List<Series> series,
      OptionalDouble mark,
      String markName) {
    this(title, xLabel, yLabel, false, logarithmic, series, mark, markName);
  }

  /** The same over a horizontal axis that is logarithmic or not. */
  LinePlot overLogarithmic(boolean wanted) {
    return new LinePlot(title, xLabel, yLabel, wanted, logarithmic, series, mark, markName);
  }

  /** The figure, or nothing if there are no numbers to show. */
  String render() {
    List<Series> shown = series.stream().filter(Series::hasNumbers).toList();
    if (shown.isEmpty()) {
      return "";
    }
    boolean log =
        logarithmic
            && shown.stream().flatMap(s -> s.ys().stream()).anyMatch(y -> y > 0)
            && shown.stream().flatMap(s -> s.ys().stream()).noneMatch(y -> y < 0);
    Axis x = Axis.around(xLabel, xLogarithmic, () -> stream(shown, true).iterator());
    double first = stream(shown, true).mapToDouble(v -> v).min().orElse(0);
    double last = stream(shown, true).mapToDouble(v -> v).max().orElse(1);
    x = last > first ? x.between(first, last) : x;
    x = x.counting(stream(shown, true).allMatch(value -> value == Math.rint(value)));
    Axis y = Axis.around(yLabel, log, () -> stream(shown, false).iterator());
    PlotFrame frame = new PlotFrame(x, y, WIDTH, HEIGHT);
    Markup out = new Markup().open("figure").text("figcaption", title);
    Legend.write(out, shown);
    frame.open(out, title, "data-hover", hover(frame, shown));
    mark.ifPresent(value -> writeMark(out, frame, value));
    shown.stream()
        .filter(line -> !line.deviations().isEmpty())
        .forEach(line -> writeBand(out, frame, line));
    for (Series line : shown) {
      writeLine(out, frame, line);
    }
    out.empty(
        "line", "class", "guide", "y1", "" + PlotFrame.TOP, "y2", "" + (PlotFrame.TOP + HEIGHT));
    return out.close("svg").close("figure").toString();
  }

  private static Stream<Double> stream(List<Series> series, boolean ofX) {
    return series.stream()
        .flatMap(
            s ->
                ofX
                    ? s.xs().stream()
                    : Stream.of(s.edges(false), s.edges(true)).flatMap(List::stream));
  }

  private void writeMark(Markup out, PlotFrame frame, double value) {
    String at = Markup.pixel(frame.px(value));
    out.empty(
        "line",
        "class",
        "mark",
        "x1",
        at,
        "x2",
        at,
        "y1",
        "" + PlotFrame.TOP,
        "y2",
        "" + (PlotFrame.TOP + HEIGHT));
    // Above the box, where no line can be.
    double place = frame.x().place(value);
    out.text(
        "text",
        markName,
        "class",
        "tick",
        "x",
        at,
        "y",
        "" + (PlotFrame.TOP - 6),
        "text-anchor",
        place > 0.9 ? "end" : place < 0.1 ? "start" : "middle");
  }

  /** What has no place on a logarithmic axis is at its lower end. */
  private static void writeBand(Markup out, PlotFrame frame, Series line) {
    StringBuilder path = new StringBuilder();
    double floor = frame.py(frame.y().low());
    int last = line.xs().size() - 1;
    for (int i = 0; i <= 2 * last + 1; i++) {
      int point = i <= last ? i : 2 * last + 1 - i;
      double py = frame.py(line.edges(i <= last).get(point));
      path.append(i == 0 ? 'M' : 'L')
          .append(Markup.pixel(frame.px(line.xs().get(point))))
          .append(' ')
          .append(Markup.pixel(Double.isFinite(py) ? py : floor));
    }
    out.empty("path", "class", "band f" + line.color(), "d", path.append('Z').toString());
  }

  private static void writeLine(Markup out, PlotFrame frame, Series line) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    int drawn = 0;
    for (int i = 0; i < line.xs().size(); i++) {
      double py = frame.py(line.ys().get(i));
      if (!Double.isFinite(py)) {
        pen = false;
        continue;
      }
      path.append(pen ? 'L' : 'M')
          .append(Markup.pixel(frame.px(line.xs().get(i))))
          .append(' ')
          .append(Markup.pixel(py));
      pen = true;
      drawn++;
      if (line.xs().size() == 1) {
        // A path of one point draws nothing.
        out.empty(
            "circle",
            "class",
            "dot s" + line.color(),
            "cx",
            Markup.pixel(frame.px(line.xs().get(i))),
            "cy",
            Markup.pixel(py),
            "r",
            "4");
      }
    }
    if (drawn > 1) {
      out.empty(
          "path",
          "class",
          "line s" + line.color() + (line.dashed() ? " dashed" : ""),
          "d",
          path.toString());
    }
  }

  private String hover(PlotFrame frame, List<Series> shown) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("x", xLabel);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Series line : shown) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("n", line.name());
      item.put("c", line.color());
      item.put("p", line.xs().stream().map(v -> Math.round(frame.px(v) * 10) / 10.0).toList());
      item.put("x", line.xs().stream().map(v -> Numbers.format(v, 6)).toList());
      item.put("y", line.ys().stream().map(Numbers::format).toList());
      lines.add(item);
    }
    json.put("s", lines);
    return JsonMapper.builder().build().writeValueAsString(json);
  }
}
