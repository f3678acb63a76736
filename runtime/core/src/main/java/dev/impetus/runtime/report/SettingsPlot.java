// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SweepSummary.RunRow;
import dev.impetus.runtime.report.SweepSummary.SettingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A figure of the test part for each setting, a row a setting: a small point for each seed, a large
 * one for their mean, and a bar of one sample standard deviation to each side.
 */
final class SettingsPlot {

  private static final int WIDTH = 840;
  private static final int ROW = 26;
  private static final int RIGHT = 16;

  /** Most settings that it has room for. */
  static final int MOST_ROWS = 60;

  private static final int LETTER = 7;

  /** Letters of a name that there is room for; the rest of it is told by its title. */
  private static final int MOST_LETTERS = 60;

  /** Ratio of largest to smallest figure from which the axis is logarithmic. */
  private static final double WIDE = 20;

  private final SweepSummary sweep;
  private final Optional<SettingRow> best;

  SettingsPlot(SweepSummary sweep, Optional<SettingRow> best) {
    this.sweep = sweep;
    this.best = best;
  }

  /** The figure, or nothing if there are no numbers to show or too many settings. */
  String render(String figure) {
    List<SettingRow> settings = sweep.settings();
    if (settings.size() > MOST_ROWS) {
      return "";
    }
    List<Double> values = new ArrayList<>();
    for (SettingRow setting : settings) {
      setting.runs().forEach(run -> values.add(run.test(figure)));
      Spread spread = setting.test(figure);
      values.add(spread.mean() - spread.deviation());
      values.add(spread.mean() + spread.deviation());
    }
    double[] finite = values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return "";
    }
    double least = DoubleStream.of(finite).min().orElse(0);
    double most = DoubleStream.of(finite).max().orElse(1);
    Axis x = Axis.around("test " + figure, least > 0 && most > WIDE * least, values);
    int longest = settings.stream().mapToInt(s -> shortName(s).length()).max().orElse(0);
    int left = 24 + longest * LETTER;
    int height = settings.size() * ROW;
    String title = "Test " + figure + " of every seed, mean ± deviation";
    Markup out = new Markup().open("figure", "class", "wide").text("figcaption", title);
    out.open(
        "svg",
        "viewBox",
        "0 0 " + (left + WIDTH + RIGHT) + " " + (height + 60),
        "role",
        "img",
        "aria-label",
        title,
        "class",
        "plot");
    writeAxis(out, x, left, height);
    for (int i = 0; i < settings.size(); i++) {
      writeRow(out, x, figure, settings.get(i), left, 8 + (i + 0.5) * ROW);
    }
    return out.close("svg").close("figure").toString();
  }

  private static String name(SettingRow setting) {
    return setting.label() + (setting.control() ? " (control)" : "");
  }

  /** Its end stays, since settings often differ there. */
  private static String shortName(SettingRow setting) {
    String name = name(setting);
    int tooMany = name.length() - MOST_LETTERS;
    if (tooMany <= 0) {
      return name;
    }
    int kept = MOST_LETTERS / 2;
    return name.substring(0, kept) + "…" + name.substring(kept + tooMany + 1);
  }

  private static void writeAxis(Markup out, Axis x, int left, int height) {
    for (double tick : x.ticks(7)) {
      String at = Markup.pixel(left + x.place(tick) * WIDTH);
      out.empty("line", "class", "grid", "x1", at, "x2", at, "y1", "8", "y2", "" + (8 + height));
      text(out, "tick", Numbers.format(tick, 6), at, 8 + height + 17.0, "middle");
    }
    out.empty(
        "rect",
        "class",
        "frame",
        "x",
        "" + left,
        "y",
        "8",
        "width",
        "" + WIDTH,
        "height",
        "" + height);
    text(out, "label", x.label(), "" + (left + WIDTH / 2), 8 + height + 38.0, "middle");
  }

  private static void text(
      Markup out, String style, String text, String x, double y, String anchor) {
    out.text("text", text, "class", style, "x", x, "y", Markup.pixel(y), "text-anchor", anchor);
  }

  private void writeRow(
      Markup out, Axis x, String figure, SettingRow setting, int left, double middle) {
    boolean chosen = best.isPresent() && best.get().label().equals(setting.label());
    text(
        out,
        chosen ? "tick strong" : "tick",
        shortName(setting),
        "" + (left - 8),
        middle + 4,
        "end");
    String color = chosen ? "1" : setting.control() ? "7" : "0";
    for (RunRow run : setting.runs()) {
      double place = x.place(run.test(figure));
      if (Double.isFinite(place)) {
        out.open(
                "circle",
                "class",
                "dot f" + color,
                "cx",
                px(left, place),
                "cy",
                Markup.pixel(middle),
                "r",
                "2.5")
            .text("title", "seed " + run.seed() + ": " + Numbers.format(run.test(figure)))
            .close("circle");
      }
    }
    Spread spread = setting.test(figure);
    if (spread.count() == 0) {
      text(out, "tick", "0 of " + setting.runs().size(), "" + (left + 8), middle + 4, "start");
      return;
    }
    if (spread.count() > 1) {
      double low = x.place(spread.mean() - spread.deviation());
      out.empty(
          "line",
          "class",
          "line s" + color,
          "x1",
          px(left, Double.isFinite(low) ? Math.max(0, low) : 0),
          "x2",
          px(left, x.place(spread.mean() + spread.deviation())),
          "y1",
          Markup.pixel(middle),
          "y2",
          Markup.pixel(middle));
    }
    out.open(
        "circle",
        "class",
        "point f" + color,
        "cx",
        px(left, x.place(spread.mean())),
        "cy",
        Markup.pixel(middle),
        "r",
        "5.5");
    out.text("title", name(setting) + ": " + spread.text()).close("circle");
  }

  private static String px(int left, double place) {
    return Markup.pixel(left + place * WIDTH);
  }
}
