// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A matrix of numbers as colours, with a bar that says what they mean. Up to {@value #MOST_DRAWN}
 * cells are drawn one by one, with their texts where there is room and their numbers under the
 * pointer; more become one embedded picture of a byte a cell, so hundreds of rows of hundreds of
 * columns stay small.
 *
 * <p>A cell whose value is infinite or NaN is blank.
 *
 * @param title heading of the picture
 * @param x the columns
 * @param y the rows, the first at the bottom
 * @param scale what the colours mean
 * @param values the numbers, row by row from the bottom
 * @param texts what stands in the cells in the same order, lines separated by line breaks; empty
 *     for nothing
 * @param best the cell that gets a frame of its own, and why
 */
public record HeatMap(
    String title,
    HeatAxis x,
    HeatAxis y,
    HeatScale scale,
    double[] values,
    List<String> texts,
    Optional<Best> best) {

  /** Cells up to which each is drawn by itself. */
  public static final int MOST_DRAWN = 400;

  private static final int LEFT = PlotFrame.LEFT;
  private static final int TOP = PlotFrame.TOP;
  private static final int WIDTH = 400;
  private static final int BAR_GAP = 16;
  private static final int BAR = 14;
  private static final int BAR_TEXT = 64;
  private static final int LINE = 14;

  /** A cell, counted as the values are, and what its frame means. */
  public record Best(int cell, String meaning) {}

  /** Copies and checks. */
  public HeatMap {
    values = values.clone();
    texts = List.copyOf(texts);
    if (values.length != x.cells() * y.cells()) {
      throw new IllegalArgumentException(
          values.length + " values for " + y.cells() + " rows of " + x.cells() + " columns");
    }
    if (!texts.isEmpty() && texts.size() != values.length) {
      throw new IllegalArgumentException(texts.size() + " texts for " + values.length + " cells");
    }
  }

  /** A map without texts and frames. */
  public HeatMap(String title, HeatAxis x, HeatAxis y, HeatScale scale, double[] values) {
    this(title, x, y, scale, values, List.of(), Optional.empty());
  }

  /** The numbers, row by row from the bottom. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** The figure as HTML, for pages that have the style sheet of the reports. */
  public String render() {
    int height = height();
    Markup out = new Markup().open("figure").text("figcaption", title);
    writeLegend(out);
    out.open(
        "svg",
        "viewBox",
        "0 0 "
            + (LEFT + WIDTH + BAR_GAP + BAR + BAR_TEXT)
            + " "
            + (TOP + height + PlotFrame.BOTTOM),
        "role",
        "img",
        "aria-label",
        title,
        "class",
        "plot");
    Axis colors = scale.axis(values);
    if (values.length <= MOST_DRAWN) {
      writeCells(out, colors, height);
    } else {
      writePicture(out, colors, height);
    }
    rectangle(out, "frame", LEFT, TOP, WIDTH, height);
    writeMarks(out, height);
    writeAxes(out, height);
    writeBar(out, colors, height);
    return out.close("svg").close("figure").toString();
  }

  private void writeLegend(Markup out) {
    List<String> marks =
        Stream.of(y, x).filter(axis -> !axis.marked().isEmpty()).map(HeatAxis::mark).toList();
    if (marks.isEmpty() && best.isEmpty()) {
      return;
    }
    out.open("div", "class", "legend");
    marks.forEach(mark -> writeKey(out, "key heat-key dashed", mark));
    best.ifPresent(cell -> writeKey(out, "key heat-key best", cell.meaning()));
    out.close("div");
  }

  private static void writeKey(Markup out, String style, String meaning) {
    out.open("span").open("i", "class", style).close("i").text(meaning).close("span");
  }

  /** Rows with names get room for their texts, and others the shape of a plot. */
  private int height() {
    if (y.names().isEmpty()) {
      return 230;
    }
    return Math.max(60, Math.min(480, y.cells() * (texts.isEmpty() ? 26 : 44)));
  }

  private int color(Axis colors, double value) {
    double place = colors.place(scale.logarithmic() && value <= 0 ? colors.low() : value);
    return Double.isFinite(value) ? ColorRamp.index(place) : IndexedPng.BLANK;
  }

  private void writePicture(Markup out, Axis colors, int height) {
    int columns = x.cells();
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int fromTop = y.cells() - 1 - i / columns;
      pixels[fromTop * columns + i % columns] = (byte) color(colors, values[i]);
    }
    image(out, columns, pixels, LEFT, WIDTH, height, columns <= WIDTH && y.cells() <= height);
  }

  private static void image(
      Markup out, int columns, byte[] pixels, int left, int width, int height, boolean isEnlarged) {
    out.empty(
        "image",
        "href",
        IndexedPng.dataUri(columns, pixels),
        "x",
        "" + left,
        "y",
        "" + TOP,
        "width",
        "" + width,
        "height",
        "" + height,
        "preserveAspectRatio",
        "none",
        "class",
        isEnlarged ? "heat sharp" : "heat");
  }

  private void writeCells(Markup out, Axis colors, int height) {
    double cellWidth = (double) WIDTH / x.cells();
    double cellHeight = (double) height / y.cells();
    for (int i = 0; i < values.length; i++) {
      double left = LEFT + i % x.cells() * cellWidth;
      double top = TOP + height - (i / x.cells() + 1) * cellHeight;
      int color = color(colors, values[i]);
      boolean blank = color == IndexedPng.BLANK;
      out.open(
          "rect",
          "class",
          blank ? "heat blank" : "heat",
          "x",
          Markup.pixel(left),
          "y",
          Markup.pixel(top),
          "width",
          Markup.pixel(cellWidth),
          "height",
          Markup.pixel(cellHeight),
          "fill",
          blank ? "none" : ColorRamp.css(color));
      out.text("title", hover(i)).close("rect");
      if (!texts.isEmpty()) {
        String style = blank ? "cell-text" : ColorRamp.isDark(color) ? "on-dark" : "on-light";
        writeText(out, texts.get(i), style, left + cellWidth / 2, top + cellHeight / 2, cellWidth);
      }
    }
  }

  private String hover(int i) {
    String number = Numbers.format(values[i]);
    String text =
        texts.isEmpty() || texts.get(i).isEmpty() ? number : texts.get(i).replace('\n', ' ');
    return y.label()
        + " "
        + name(y, i / x.cells())
        + ", "
        + x.label()
        + " "
        + name(x, i % x.cells())
        + ": "
        + text;
  }

  private static String name(HeatAxis axis, int cell) {
    return axis.names().isEmpty()
        ? Numbers.format(axis.low() + (cell + 0.5) * (axis.high() - axis.low()) / axis.cells(), 6)
        : axis.names().get(cell);
  }

  private static void writeText(
      Markup out, String text, String style, double middle, double center, double room) {
    List<String> lines = text.lines().toList();
    // About six and a half pixels a letter of this size.
    if (lines.stream().anyMatch(line -> line.length() * 6.5 > room)) {
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      out.text(
          "text",
          lines.get(i),
          "class",
          "in-cell " + style,
          "x",
          Markup.pixel(middle),
          "y",
          Markup.pixel(center + 4 + (i - (lines.size() - 1) / 2.0) * LINE),
          "text-anchor",
          "middle");
    }
  }

  private void writeMarks(Markup out, int height) {
    double cellWidth = (double) WIDTH / x.cells();
    double cellHeight = (double) height / y.cells();
    for (int column : x.marked()) {
      rectangle(out, "heat-mark", LEFT + column * cellWidth, TOP, cellWidth, height);
    }
    for (int row : y.marked()) {
      double top = TOP + height - (row + 1) * cellHeight;
      rectangle(out, "heat-mark", LEFT, top, WIDTH, cellHeight);
    }
    best.map(Best::cell)
        .ifPresent(
            cell ->
                rectangle(
                    out,
                    "heat-best",
                    LEFT + cell % x.cells() * cellWidth + 1,
                    TOP + height - (cell / x.cells() + 1) * cellHeight + 1,
                    cellWidth - 2,
                    cellHeight - 2));
  }

  private static void rectangle(
      Markup out, String style, double left, double top, double width, double height) {
    out.empty(
        "rect",
        "class",
        style,
        "x",
        Markup.pixel(left),
        "y",
        Markup.pixel(top),
        "width",
        Markup.pixel(width),
        "height",
        Markup.pixel(height));
  }

  private void writeAxes(Markup out, int height) {
    for (HeatAxis.Tick tick : x.ticks(WIDTH / 80)) {
      String at = Markup.pixel(LEFT + tick.place() * WIDTH);
      label(
          out,
          tick.marked() ? "tick strong" : "tick",
          tick.text(),
          at,
          TOP + height + 17.0,
          "middle");
    }
    for (HeatAxis.Tick tick : y.ticks(Math.max(3, height / 45))) {
      double at = TOP + (1 - tick.place()) * height + 4;
      label(out, tick.marked() ? "tick strong" : "tick", tick.text(), "" + (LEFT - 8), at, "end");
    }
    label(out, "label", x.label(), "" + (LEFT + WIDTH / 2), TOP + height + 38.0, "middle");
    turned(out, y.label(), 14, TOP + height / 2);
  }

  private static void label(
      Markup out, String style, String text, String x, double y, String anchor) {
    out.text("text", text, "class", style, "x", x, "y", Markup.pixel(y), "text-anchor", anchor);
  }

  private static void turned(Markup out, String text, int x, int y) {
    out.text(
        "text",
        text,
        "class",
        "label",
        "x",
        "" + x,
        "y",
        "" + y,
        "text-anchor",
        "middle",
        "transform",
        "rotate(-90 " + x + " " + y + ")");
  }

  private void writeBar(Markup out, Axis colors, int height) {
    int left = LEFT + WIDTH + BAR_GAP;
    byte[] pixels = new byte[ColorRamp.SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (ColorRamp.SIZE - 1 - i);
    }
    image(out, 1, pixels, left, BAR, height, false);
    rectangle(out, "frame", left, TOP, BAR, height);
    for (double tick : colors.ticks(Math.max(3, height / 45))) {
      double at = TOP + (1 - colors.place(tick)) * height + 4;
      label(out, "tick", Numbers.format(tick, 4), "" + (left + BAR + 5), at, "start");
    }
    if (DoubleStream.of(values).anyMatch(value -> value < colors.low())) {
      String end = "≤ " + Numbers.format(colors.low(), 1);
      label(out, "tick", end, "" + (left + BAR + 5), TOP + height + 4.0, "start");
    }
    label(out, "tick", scale.label(), "" + (left + BAR + BAR_TEXT), TOP - 8.0, "end");
  }
}
