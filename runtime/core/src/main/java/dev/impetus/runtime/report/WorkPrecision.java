// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SolveSummary.Attempt;
import dev.impetus.runtime.report.SolveSummary.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Work–precision diagrams of a problem: in reports, and as pictures of their own. */
public final class WorkPrecision {

  private static final int GAP = 16;
  private static final int HEAD = 34;
  private static final int LEGEND_ROW = 22;
  private static final int LEGEND_LEFT = 40;
  private static final int LEGEND_KEY = 44;
  private static final int LEGEND_LETTER = 8;

  private WorkPrecision() {}

  /** Error over evaluations, and error over time. */
  static List<WorkPrecisionPlot> plots(SolveSummary summary) {
    return List.of(
        plot(
            summary,
            "Error over evaluations",
            "evaluations of the field",
            a -> a.work().evaluations()),
        plot(summary, "Error over time", "processor time (ms)", a -> a.seconds() * 1e3));
  }

  private static WorkPrecisionPlot plot(
      SolveSummary summary, String title, String xLabel, ToDoubleFunction<Attempt> work) {
    List<WorkPrecisionPlot.Line> lines = new ArrayList<>();
    for (String solver : summary.solvers()) {
      List<Attempt> attempts = summary.of(solver);
      lines.add(
          new WorkPrecisionPlot.Line(
              solver,
              lines.size() % Palette.SIZE,
              stroke(attempts.get(0).origin()),
              attempts.stream().map(a -> point(a, work.applyAsDouble(a))).toList()));
    }
    return new WorkPrecisionPlot(title, xLabel, lines);
  }

  private static WorkPrecisionPlot.Point point(Attempt attempt, double work) {
    String note =
        (attempt.setting().isEmpty() ? "" : ", " + attempt.setting())
            + (attempt.succeeded()
                ? ": error " + Numbers.format(attempt.error(), 2)
                : ": " + attempt.status() + " at t = " + Numbers.format(attempt.time()))
            + ", "
            + attempt.work().evaluations()
            + " evaluations, "
            + Numbers.time(attempt.seconds());
    return new WorkPrecisionPlot.Point(
        work, attempt.succeeded() ? attempt.error() : Double.NaN, note);
  }

  private static WorkPrecisionPlot.Stroke stroke(Origin origin) {
    return switch (origin) {
      case IMPETUS -> WorkPrecisionPlot.Stroke.SOLID;
      case JVM -> WorkPrecisionPlot.Stroke.DASHED;
      case OTHER -> WorkPrecisionPlot.Stroke.DOTTED;
    };
  }

  /**
   * Both diagrams side by side as one SVG file that stands alone, with its legend and with colours
   * for light and for dark screens.
   *
   * @param title the heading of the picture
   */
  public static String picture(String title, SolveSummary summary) {
    List<WorkPrecisionPlot> plots = plots(summary);
    int panel = PlotFrame.LEFT + WorkPrecisionPlot.WIDTH + PlotFrame.RIGHT;
    int width = 2 * panel + GAP;
    int letters = summary.solvers().stream().mapToInt(String::length).max().orElse(0);
    int column = LEGEND_KEY + (letters + 3) * LEGEND_LETTER;
    int columns = Math.max(1, (width - LEGEND_LEFT) / column);
    int rows = (summary.solvers().size() + columns - 1) / columns;
    int below = HEAD + PlotFrame.TOP + WorkPrecisionPlot.HEIGHT + PlotFrame.BOTTOM;
    int height = below + rows * LEGEND_ROW + 14;
    Markup out =
        new Markup()
            .open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                "" + width,
                "height",
                "" + height,
                "role",
                "img",
                "aria-label",
                title,
                "class",
                "plot")
            .open("style")
            .raw("\n" + Page.resource("plot.css"))
            .close("style")
            .empty("rect", "class", "sheet", "width", "" + width, "height", "" + height)
            .text("text", title, "class", "title", "x", "" + PlotFrame.LEFT, "y", "26");
    for (int i = 0; i < plots.size(); i++) {
      WorkPrecisionPlot plot = plots.get(i);
      PlotFrame frame = plot.frame();
      out.open("g", "transform", "translate(" + i * (panel + GAP) + " " + HEAD + ")");
      frame.openNested(out, plot.title());
      plot.draw(out, frame);
      out.close("svg").close("g");
    }
    writeLegend(out, plots.get(0).lines(), columns, column, below);
    return out.close("svg").toString() + "\n";
  }

  private static void writeLegend(
      Markup out, List<WorkPrecisionPlot.Line> lines, int columns, int column, int top) {
    for (int i = 0; i < lines.size(); i++) {
      WorkPrecisionPlot.Line line = lines.get(i);
      int x = LEGEND_LEFT + i % columns * column;
      int y = top + 10 + i / columns * LEGEND_ROW;
      out.empty(
          "path",
          "class",
          "line s" + line.color() + line.stroke().style(),
          "d",
          "M" + x + " " + y + "h36");
      out.empty(
          "path",
          "class",
          line.stroke() == WorkPrecisionPlot.Stroke.SOLID
              ? "point f" + line.color()
              : "point hollow s" + line.color(),
          "d",
          Marker.of(line.color()).path(x + 18, y));
      out.text(
          "text", line.name(), "class", "label", "x", "" + (x + LEGEND_KEY), "y", "" + (y + 4));
    }
  }
}
