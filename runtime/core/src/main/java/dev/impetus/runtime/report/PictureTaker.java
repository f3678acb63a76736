// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks at a trained model's predictions and takes the pictures that suit the task. */
public final class PictureTaker {

  private static final int MOST_COLUMNS = 4;
  private static final int MOST_SEQUENCES = 2;
  private static final int MOST_TRAILS = 120;
  private static final int MOST_SCATTER = 600;
  private static final int MOST_CLASSES = 20;
  private static final int GRID = 60;
  private static final int PLACES = 41;

  /**
   * A plane and its momentum, or a plane with two more dimensions; of wider states two say little.
   */
  private static final int MOST_COMPONENTS = 4;

  private final TestView view;

  private PictureTaker(TestView view) {
    this.view = view;
  }

  /** The pictures, with the parameters that the model has now. */
  public static Pictures take(TrainingSetup setup) {
    return TestView.of(setup).map(view -> new PictureTaker(view).take()).orElse(Pictures.NONE);
  }

  /** Errors of each column on the test part in the data's units; empty if it is no regression. */
  public static List<RunSummary.ColumnError> errors(TrainingSetup setup) {
    return TestView.of(setup)
        .filter(TestView::isRegression)
        .map(PictureTaker::errors)
        .orElse(List.of());
  }

  private static List<RunSummary.ColumnError> errors(TestView view) {
    List<RunSummary.ColumnError> errors = new ArrayList<>();
    for (int column = 0; column < view.columns(); column++) {
      double squares = 0;
      double sizes = 0;
      long count = 0;
      for (int row = 0; row < view.rows(); row++) {
        for (int entry = column; entry < view.targets().width(); entry += view.columns()) {
          if (view.counts(row, entry)) {
            double error = view.prediction(row, entry) - view.truth(row, entry);
            squares += error * error;
            sizes += Math.abs(error);
            count++;
          }
        }
      }
      errors.add(
          new RunSummary.ColumnError(
              view.column(column), Math.sqrt(squares / count), sizes / count));
    }
    return errors;
  }

  private Pictures take() {
    List<Pictures.Sequence> sequences = view.isRegression() ? sequences() : List.of();
    boolean manySteps = view.targets().shape().size() > 1;
    return new Pictures(
        view.split().name().toLowerCase(Locale.ROOT),
        sequences,
        view.isRegression() && !manySteps ? scatters() : List.of(),
        confusion(),
        plane(),
        trajectories());
  }

  private List<Pictures.Sequence> sequences() {
    List<Integer> shape = view.targets().shape();
    if (shape.size() == 2) {
      return sequencesOfSamples(shape.get(0));
    }
    boolean fromSequences =
        view.batch()
            .signature()
            .find(DataField.INPUTS)
            .filter(inputs -> inputs.shape().size() > 1)
            .isPresent();
    return fromSequences ? sequencesAcrossSamples() : List.of();
  }

  private List<Pictures.Sequence> sequencesOfSamples(int steps) {
    List<Double> times = view.batch().signature().times();
    boolean timed = times.size() == steps || times.size() == steps + 1;
    List<Double> xs =
        timed
            ? times.subList(times.size() - steps, times.size())
            : IntStream.rangeClosed(1, steps).mapToObj(i -> (double) i).toList();
    String xLabel = timed ? "time" : "time step";
    List<Pictures.Sequence> sequences = new ArrayList<>();
    for (int row = 0; row < Math.min(MOST_SEQUENCES, view.rows()); row++) {
      for (int column = 0; column < Math.min(MOST_COLUMNS, view.columns()); column++) {
        List<Double> truth = new ArrayList<>();
        List<Double> predicted = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
          int entry = step * view.columns() + column;
          boolean counts = view.counts(row, entry);
          truth.add(counts ? view.truth(row, entry) : Double.NaN);
          predicted.add(counts ? view.prediction(row, entry) : Double.NaN);
        }
        sequences.add(
            new Pictures.Sequence(
                view.column(column) + ", sample " + (row + 1),
                xLabel,
                view.column(column),
                xs,
                truth,
                predicted));
      }
    }
    return sequences;
  }

  /** Windows over a series: each sample predicts one moment, and the samples follow each other. */
  private List<Pictures.Sequence> sequencesAcrossSamples() {
    List<Pictures.Sequence> sequences = new ArrayList<>();
    for (int column = 0; column < Math.min(MOST_COLUMNS, view.columns()); column++) {
      int entry = column;
      sequences.add(
          new Pictures.Sequence(
              view.column(column)
                  + " over the "
                  + view.split().name().toLowerCase(Locale.ROOT)
                  + " part",
              "sample",
              view.column(column),
              rows().mapToObj(row -> (double) row).toList(),
              rows().mapToObj(row -> view.truth(row, entry)).toList(),
              rows().mapToObj(row -> view.prediction(row, entry)).toList()));
    }
    return sequences;
  }

  private List<Pictures.Scatter> scatters() {
    int count = Math.min(MOST_SCATTER, view.rows());
    List<Pictures.Scatter> scatters = new ArrayList<>();
    for (int column = 0; column < Math.min(MOST_COLUMNS, view.columns()); column++) {
      int entry = column;
      scatters.add(
          new Pictures.Scatter(
              view.column(column),
              rows().limit(count).mapToObj(row -> view.truth(row, entry)).toList(),
              rows().limit(count).mapToObj(row -> view.prediction(row, entry)).toList()));
    }
    return scatters;
  }

  private IntStream rows() {
    return IntStream.range(0, view.rows());
  }

  private List<String> classNames() {
    return IntStream.range(0, view.classes()).mapToObj(view::className).toList();
  }

  private Optional<Pictures.Confusion> confusion() {
    int classes = view.classes();
    if (classes == 0 || classes > MOST_CLASSES) {
      return Optional.empty();
    }
    int[][] counts = new int[classes][classes];
    rows()
        .forEach(
            row -> counts[view.trueClass(row)][TestView.predictedClass(view.predicted(), row)]++);
    List<List<Integer>> lists = new ArrayList<>();
    for (int[] row : counts) {
      lists.add(IntStream.of(row).boxed().toList());
    }
    return Optional.of(new Pictures.Confusion(classNames(), lists));
  }

  private Optional<Pictures.Plane> plane() {
    Optional<DataField> found = view.batch().signature().find(DataField.INPUTS);
    if (view.classes() == 0 || found.isEmpty() || found.get().width() != 2) {
      return Optional.empty();
    }
    DataField inputs = found.get();
    StateVector values = view.batch().vector(DataField.INPUTS);
    double[] x = range(values, 0);
    double[] y = range(values, 1);
    return Optional.of(
        new Pictures.Plane(
            TestView.column(inputs, 0, "input"),
            TestView.column(inputs, 1, "input"),
            classNames(),
            rows().mapToObj(row -> view.original(inputs, 0, values.get(row, 0))).toList(),
            rows().mapToObj(row -> view.original(inputs, 1, values.get(row, 1))).toList(),
            rows().mapToObj(view::trueClass).toList(),
            map(inputs, x, y)));
  }

  private static double[] range(StateVector values, int column) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < values.rows(); row++) {
      low = Math.min(low, values.get(row, column));
      high = Math.max(high, values.get(row, column));
    }
    double room = Math.max(0.08 * (high - low), 1e-9);
    return new double[] {low - room, high + room};
  }

  /** A line of cells at a time; the other fields of the data are those of the first sample. */
  private GroupMap map(DataField inputs, double[] x, double[] y) {
    ModelPass pass = view.setup().model().newPass(GRID);
    Batch batch = new Batch(view.batch().signature(), view.setup().precision(), GRID);
    for (int i = 0; i < GRID; i++) {
      view.setup().data().read(view.split(), 0, batch, i);
    }
    List<Integer> groups = new ArrayList<>();
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        StateVector cell = batch.vector(DataField.INPUTS);
        cell.set(column, 0, x[0] + (x[1] - x[0]) * (column + 0.5) / GRID);
        cell.set(column, 1, y[0] + (y[1] - y[0]) * (row + 0.5) / GRID);
      }
      StateVector predicted = pass.forward(batch, false, 0);
      for (int column = 0; column < GRID; column++) {
        groups.add(TestView.predictedClass(predicted, column));
      }
    }
    return new GroupMap(
        view.original(inputs, 0, x[0]),
        view.original(inputs, 0, x[1]),
        view.original(inputs, 1, y[0]),
        view.original(inputs, 1, y[1]),
        GRID,
        groups);
  }

  private Optional<Pictures.Trajectories> trajectories() {
    int count = Math.min(MOST_TRAILS, view.rows());
    ModelPass pass = view.setup().model().newPass(count);
    Batch batch = new Batch(view.batch().signature(), view.setup().precision(), count);
    for (int row = 0; row < count; row++) {
      view.setup().data().read(view.split(), row, batch, row);
    }
    pass.forward(batch, false, 0);
    List<StateVector> states = pass.trajectory(PLACES);
    if (states.isEmpty() || states.get(0).width() < 2 || states.get(0).width() > MOST_COMPONENTS) {
      return Optional.empty();
    }
    boolean classified = view.classes() > 0;
    List<Pictures.Trail> trails = new ArrayList<>();
    for (int row = 0; row < Math.min(count, states.get(0).rows()); row++) {
      int sample = row;
      trails.add(
          new Pictures.Trail(
              states.stream().map(state -> state.get(sample, 0)).toList(),
              states.stream().map(state -> state.get(sample, 1)).toList(),
              classified ? view.trueClass(row) : 0));
    }
    return Optional.of(
        new Pictures.Trajectories(
            states.get(0).width(), classified ? classNames() : List.of(), trails));
  }
}
