// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import dev.impetus.examples.benchmarks.measure.Library;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The main rows as one SVG: how many times as long as Impetus each library takes, on a logarithmic
 * axis. Legible on light and dark pages.
 */
final class SummaryPicture {

  private static final int WIDTH = 860;
  private static final int LEFT = 262;
  private static final int RIGHT = 40;
  private static final int TOP = 80;
  private static final int ROW = 38;

  private static final Map<String, String> ROWS = new LinkedHashMap<>();
  private static final Map<Library, String> COLORS = new EnumMap<>(Library.class);

  static {
    ROWS.put("W1-mu2-b256-float32", "Van der Pol × 256, a step");
    ROWS.put("W2-forward-float64", "neural ODE × 64, a solve");
    ROWS.put("W2-gradient-float64", "the same with its gradient");
    ROWS.put("W3-discrete", "spiral fit, a training step");
    ROWS.put("W4-dopri5-100", "neural ODE × 32, a training step");
    ROWS.put("W5-dopri5-1e-07", "Lotka-Volterra, a solve");
    ROWS.put("W7-hbnode", "heavy-ball ODE, a training step");
    ROWS.put("W10-threads2", "momentum LSTM, a training step");
    COLORS.put(Library.LIMIT, "#8a8f98");
    COLORS.put(Library.DIFFRAX, "#d9822b");
    COLORS.put(Library.TORCH, "#8c6d46");
    COLORS.put(Library.TORCHDIFFEQ, "#d13c4b");
    COLORS.put(Library.TORCHODE, "#b565c7");
    COLORS.put(Library.SCIPY, "#3f8fd2");
    COLORS.put(Library.HIPPARCHUS, "#2f9e6e");
    COLORS.put(Library.COMMONS_MATH, "#8fae3f");
  }

  private final Results results;
  private final StringBuilder svg = new StringBuilder();
  private double lowest = 0.5;
  private double highest = 100;

  private SummaryPicture(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    return new SummaryPicture(results).draw();
  }

  private String draw() {
    Map<String, RowResult> rows = new LinkedHashMap<>();
    ROWS.forEach(
        (id, label) ->
            results
                .find(id)
                .filter(row -> !row.entries().isEmpty() && row.first().isTimed())
                .ifPresent(row -> rows.put(label, row)));
    rows.values().forEach(this::extend);
    int height = TOP + rows.size() * ROW + 46;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                + " role=\"img\" aria-label=\"Times of the libraries as multiples of Impetus's time\">%n",
            WIDTH,
            height,
            WIDTH,
            height));
    svg.append(
        """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #24292f; }
          .small { font-size: 11px; }
          .grid { stroke: #888; stroke-opacity: .28; }
          .one { stroke: #2f6fde; stroke-width: 2; }
          .ours { fill: #2f6fde; font-weight: 600; }
          @media (prefers-color-scheme: dark) { text { fill: #d6dbe1; } .ours { fill: #79a7ff; } .one { stroke: #79a7ff; } }
        </style>
        """);
    legend();
    axis(height);
    int y = TOP + ROW / 2;
    for (Map.Entry<String, RowResult> row : rows.entrySet()) {
      row(row.getKey(), row.getValue(), y);
      y += ROW;
    }
    svg.append("</svg>\n");
    return svg.toString();
  }

  private void extend(RowResult row) {
    for (EntryResult entry : row.entries()) {
      OptionalDouble ratio = row.ratio(entry);
      if (entry.isTimed() && ratio.isPresent() && COLORS.containsKey(entry.entry().library())) {
        lowest = Math.min(lowest, ratio.getAsDouble() / 1.4);
        highest = Math.max(highest, ratio.getAsDouble() * 1.6);
      }
    }
  }

  private double x(double ratio) {
    double part = Math.log(ratio / lowest) / Math.log(highest / lowest);
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }

  private void legend() {
    text(
        12,
        20,
        "",
        "Times as long as Impetus takes (logarithmic; right is slower; medians of interleaved runs)");
    double at = 12;
    text(at + 12, 42, "ours", "Impetus = 1");
    svg.append(line(at, 38, at + 9, 38, "one"));
    at += 104;
    List<Library> seen = new ArrayList<>();
    for (Library library : COLORS.keySet()) {
      boolean timed =
          results.rows().stream()
              .flatMap(row -> row.entries().stream())
              .anyMatch(entry -> entry.isTimed() && entry.entry().library() == library);
      if (timed) {
        seen.add(library);
      }
    }
    int y = 38;
    for (Library library : seen) {
      String name = library == Library.LIMIT ? "machine's limit" : library.id();
      double width = 34 + 7.8 * name.length();
      if (at + width > WIDTH) {
        at = 12;
        y += 18;
      }
      svg.append(dot(at + 5, y, library));
      text(at + 14, y + 4, "", name);
      at += width;
    }
  }

  private void axis(int height) {
    for (double tick = 1e-3; tick < highest; tick *= 10) {
      if (tick > lowest) {
        String style = Math.abs(tick - 1) < 1e-9 ? "one" : "grid";
        svg.append(line(x(tick), TOP, x(tick), height - 34, style));
        String label =
            tick >= 0.999
                ? String.format(Locale.ROOT, "%.0f ×", tick)
                : String.format(Locale.ROOT, "%s ×", Text.ratio(tick));
        text(x(tick) - 10, height - 18, "small", label);
      }
    }
  }

  private void row(String label, RowResult row, int y) {
    text(12, y + 1, "", label);
    text(12, y + 14, "small", "Impetus " + Text.seconds(row.medianUnit(row.first())));
    svg.append(line(LEFT, y, WIDTH - RIGHT, y, "grid"));
    List<Double> above = new ArrayList<>();
    for (EntryResult entry : row.entries()) {
      OptionalDouble ratio = row.ratio(entry);
      Library library = entry.entry().library();
      if (entry.isTimed() && ratio.isPresent() && COLORS.containsKey(library)) {
        double at = x(ratio.getAsDouble());
        svg.append(dot(at, y, library));
        // Where the number above would meet another one, it goes below.
        boolean crowded = above.stream().anyMatch(other -> Math.abs(other - at) < 26);
        text(at - 8, crowded ? y + 17 : y - 8, "small", Text.ratio(ratio.getAsDouble()));
        if (!crowded) {
          above.add(at);
        }
      }
    }
  }

  private static String dot(double x, double y, Library library) {
    return String.format(
        Locale.ROOT,
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\" fill=\"%s\"/>%n",
        x,
        y,
        COLORS.get(library));
  }

  private static String line(double x1, double y1, double x2, double y2, String style) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        style);
  }

  private void text(double x, double y, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>%n",
            x,
            y,
            style,
            text));
  }
}
