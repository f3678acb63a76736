// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.runtime.report.SolveSummary.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of a solution: components over time, the phase plane, profiles, step sizes. */
final class SolutionPlots {

  /** More components than these are a discretised function: shown as profiles. */
  private static final int MOST_COMPONENTS = 28;

  private static final int PROFILES = 6;

  /** Components whose magnitudes differ by more are not drawn on one axis. */
  private static final double COMPARABLE = 30;

  private final SolveSummary summary;
  private final List<String> names;

  SolutionPlots(SolveSummary summary) {
    this.summary = summary;
    this.names = summary.problem().components();
  }

  List<String> all() {
    List<String> figures = new ArrayList<>();
    if (summary.curves().isEmpty()) {
      return figures;
    }
    Curve curve = summary.curves().get(0);
    boolean logarithmic = spansDecades(curve);
    if (names.size() > MOST_COMPONENTS) {
      figures.add(profiles(curve, logarithmic));
    } else {
      for (List<Integer> group : groups(curve)) {
        figures.add(components(curve, group, logarithmic));
      }
    }
    if (names.size() == 2) {
      figures.add(phasePlane(curve));
    }
    figures.add(stepSizes(logarithmic));
    return figures;
  }

  /**
   * Whether a linear time axis would hide the solution: more than half of the steps lie in the
   * first hundredth of the interval.
   */
  static boolean spansDecades(Curve curve) {
    List<Double> ends = curve.stepEnds();
    if (ends.size() < 8 || ends.get(0) != 0 || ends.get(ends.size() - 1) <= 0) {
      return false;
    }
    return ends.get(ends.size() / 2) < 0.01 * ends.get(ends.size() - 1);
  }

  /** Components of comparable magnitude together, the largest first, at most eight in a group. */
  private static List<List<Integer>> groups(Curve curve) {
    List<Double> magnitudes =
        curve.values().stream()
            .map(
                values ->
                    values.stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0))
            .toList();
    List<Integer> order =
        IntStream.range(0, magnitudes.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -magnitudes.get(i)).thenComparing(i -> i))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    double largest = 0;
    for (int component : order) {
      double magnitude = magnitudes.get(component);
      boolean begins =
          groups.isEmpty()
              || groups.get(groups.size() - 1).size() == Palette.SIZE
              || magnitude * COMPARABLE < largest;
      if (begins) {
        groups.add(new ArrayList<>());
        largest = magnitude;
      }
      groups.get(groups.size() - 1).add(component);
    }
    groups.forEach(group -> group.sort(Comparator.naturalOrder()));
    groups.sort(Comparator.comparing(group -> group.get(0)));
    return groups;
  }

  private String components(Curve curve, List<Integer> group, boolean logarithmic) {
    List<Series> series = new ArrayList<>();
    for (int component : group) {
      series.add(
          series(
              names.get(component),
              series.size(),
              curve.times(),
              curve.values().get(component),
              logarithmic));
    }
    String title =
        group.size() == 1
            ? names.get(group.get(0))
            : group.size() == names.size() ? "Components" : "Components " + list(group);
    return new LinePlot(title, "t", group.size() == 1 ? title : "y", false, series)
        .overLogarithmic(logarithmic)
        .render();
  }

  private String list(List<Integer> group) {
    return group.size() <= 4
        ? String.join(", ", group.stream().map(names::get).toList())
        : names.get(group.get(0)) + " … " + names.get(group.get(group.size() - 1));
  }

  /** A logarithmic axis has no place for the initial time. */
  private static Series series(
      String name, int color, List<Double> xs, List<Double> ys, boolean logarithmic) {
    List<Double> shownXs = new ArrayList<>();
    List<Double> shownYs = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      if (!logarithmic || xs.get(i) > 0) {
        shownXs.add(xs.get(i));
        shownYs.add(ys.get(i));
      }
    }
    return Series.solid(name, color, shownXs, shownYs);
  }

  private String phasePlane(Curve curve) {
    return new PointPlot(
            "Phase plane",
            names.get(0),
            names.get(1),
            List.of(curve.solver()),
            List.of(
                new PointPlot.Point(curve.values().get(0).get(0), curve.values().get(1).get(0), 0)),
            List.of(new PointPlot.Path(curve.values().get(0), curve.values().get(1), 0)),
            false,
            null)
        .render();
  }

  private String profiles(Curve curve, boolean logarithmic) {
    List<Double> places = IntStream.rangeClosed(1, names.size()).mapToObj(i -> (double) i).toList();
    List<Series> series = new ArrayList<>();
    int last = curve.times().size() - 1;
    double start = curve.times().get(0);
    double end = curve.times().get(last);
    double first = Math.abs(curve.times().get(Math.min(1, last)));
    for (int k = 0; k < PROFILES; k++) {
      double share = (double) k / (PROFILES - 1);
      double wanted =
          logarithmic && k > 0
              ? first * Math.pow(end / first, share)
              : start + share * (end - start);
      int at = nearest(curve.times(), wanted);
      series.add(
          Series.solid(
              "t = " + Numbers.format(curve.times().get(at), 3),
              k,
              places,
              curve.values().stream().map(values -> values.get(at)).toList()));
    }
    return new LinePlot("Profiles", "component", "y", false, series).render();
  }

  private static int nearest(List<Double> times, double wanted) {
    int best = 0;
    for (int i = 1; i < times.size(); i++) {
      if (Math.abs(times.get(i) - wanted) < Math.abs(times.get(best) - wanted)) {
        best = i;
      }
    }
    return best;
  }

  private String stepSizes(boolean logarithmic) {
    List<Series> series = new ArrayList<>();
    for (Curve curve : summary.curves()) {
      List<Double> ends = curve.stepEnds();
      List<Double> times = new ArrayList<>();
      List<Double> sizes = new ArrayList<>();
      for (int i = 1; i < ends.size(); i++) {
        times.add(ends.get(i));
        sizes.add(Math.abs(ends.get(i) - ends.get(i - 1)));
      }
      series.add(series(curve.solver(), series.size() % Palette.SIZE, times, sizes, logarithmic));
    }
    return new LinePlot("Accepted steps", "t", "step", true, series)
        .overLogarithmic(logarithmic)
        .render();
  }
}
