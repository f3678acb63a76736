// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws {@link Pictures}. */
final class PicturePlots {

  private PicturePlots() {}

  static List<String> all(Pictures pictures) {
    List<String> figures = new ArrayList<>();
    pictures.sequences().forEach(sequence -> figures.add(sequence(sequence)));
    pictures.scatters().forEach(scatter -> figures.add(scatter(scatter)));
    pictures.plane().ifPresent(plane -> figures.add(plane(plane)));
    pictures.trajectories().ifPresent(trajectories -> figures.add(trajectories(trajectories)));
    pictures.confusion().ifPresent(confusion -> figures.add(confusion(confusion)));
    return figures;
  }

  private static String sequence(Pictures.Sequence sequence) {
    return new LinePlot(
            sequence.title(),
            sequence.xLabel(),
            sequence.yLabel(),
            false,
            List.of(
                Series.solid("truth", 0, sequence.xs(), sequence.truth()),
                Series.dashed("prediction", 1, sequence.xs(), sequence.predicted())))
        .render();
  }

  private static String scatter(Pictures.Scatter scatter) {
    List<PointPlot.Point> points =
        IntStream.range(0, scatter.truth().size())
            .mapToObj(
                i -> new PointPlot.Point(scatter.truth().get(i), scatter.predicted().get(i), 0))
            .toList();
    return new PointPlot(
            scatter.column() + ": prediction against truth",
            "true " + scatter.column(),
            "predicted " + scatter.column(),
            List.of(),
            points,
            List.of(),
            true,
            null)
        .render();
  }

  private static String plane(Pictures.Plane plane) {
    List<PointPlot.Point> points =
        IntStream.range(0, plane.xs().size())
            .mapToObj(
                i ->
                    new PointPlot.Point(
                        plane.xs().get(i), plane.ys().get(i), plane.groups().get(i)))
            .toList();
    return new PointPlot(
            "Samples by true class, background by predicted class",
            plane.xLabel(),
            plane.yLabel(),
            plane.classes(),
            points,
            List.of(),
            false,
            plane.map())
        .render();
  }

  private static String trajectories(Pictures.Trajectories trajectories) {
    List<PointPlot.Point> ends = new ArrayList<>();
    List<PointPlot.Path> paths = new ArrayList<>();
    for (Pictures.Trail trail : trajectories.trails()) {
      int last = trail.xs().size() - 1;
      paths.add(new PointPlot.Path(trail.xs(), trail.ys(), trail.group()));
      ends.add(new PointPlot.Point(trail.xs().get(last), trail.ys().get(last), trail.group()));
    }
    String which =
        trajectories.width() == 2 ? "" : " (first 2 of " + trajectories.width() + " components)";
    return new PointPlot(
            "State along the solution, dots at the end" + which,
            "state 1",
            "state 2",
            trajectories.groups(),
            ends,
            paths,
            false,
            null)
        .render();
  }

  private static String confusion(Pictures.Confusion confusion) {
    List<String> columns = new ArrayList<>(List.of("true \\ predicted"));
    columns.addAll(confusion.classes());
    Table table = new Table(columns);
    for (int i = 0; i < confusion.classes().size(); i++) {
      List<String> row = new ArrayList<>(List.of(confusion.classes().get(i)));
      confusion.counts().get(i).forEach(count -> row.add(Integer.toString(count)));
      table.row(row);
      table.emphasize(i, i + 1);
    }
    return new Markup()
        .open("figure")
        .text("figcaption", "How often each class was taken for which")
        .raw(table.render())
        .close("figure")
        .toString();
  }
}
