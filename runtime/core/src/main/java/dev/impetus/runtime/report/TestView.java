// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.training.Evaluator;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Optional;

/**
 * The first samples of the test part (or of the validation part, if there is no other), with
 * predictions.
 */
final class TestView {

  private static final int MOST_SAMPLES = 2000;
  private static final int BATCH = 128;

  private final TrainingSetup setup;
  private final Split split;
  private final Batch batch;
  private final StateVector predicted;
  private final DataField targets;

  private TestView(TrainingSetup setup, Split split, DataField targets) {
    this.setup = setup;
    this.split = split;
    this.targets = targets;
    int count = Math.min(MOST_SAMPLES, setup.data().size(split));
    this.batch = new Batch(setup.data().signature(), setup.precision(), count);
    for (int row = 0; row < count; row++) {
      setup.data().read(split, row, batch, row);
    }
    this.predicted = new Evaluator(setup, BATCH).predict(split, count);
  }

  /** The view; empty if there are no such samples, or nothing to compare with. */
  static Optional<TestView> of(TrainingSetup setup) {
    Optional<DataField> targets = setup.data().signature().find(DataField.TARGETS);
    for (Split split : new Split[] {Split.TEST, Split.VALIDATION}) {
      if (setup.data().size(split) > 0 && targets.isPresent()) {
        return Optional.of(new TestView(setup, split, targets.get()));
      }
    }
    return Optional.empty();
  }

  TrainingSetup setup() {
    return setup;
  }

  Split split() {
    return split;
  }

  Batch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  DataField targets() {
    return targets;
  }

  DataField prediction() {
    return setup.model().prediction();
  }

  StateVector predicted() {
    return predicted;
  }

  /** Entries of the last dimension of the targets. */
  int columns() {
    List<Integer> shape = targets.shape();
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  String column(int column) {
    return column(targets, column, "target");
  }

  static String column(DataField field, int column, String otherwise) {
    if (!field.columns().isEmpty()) {
      return field.columns().get(column);
    }
    return field.width() == 1 ? otherwise : otherwise + " " + (column + 1);
  }

  double truth(int row, int entry) {
    return original(targets, entry % columns(), batch.vector(targets.name()).get(row, entry));
  }

  double prediction(int row, int entry) {
    return original(targets, entry % columns(), predicted.get(row, entry));
  }

  /** A number of a field in the data's own unit. */
  double original(DataField field, int column, double value) {
    Optional<Scaling> scaling = setup.data().scaling(field.name());
    return scaling.isPresent() && column < scaling.get().offsets().size()
        ? scaling.get().toOriginal(column, value)
        : value;
  }

  /** Whether predictions and targets are real numbers of the same shape. */
  boolean isRegression() {
    return targets.classes() == 0 && targets.width() == prediction().width() && !isSigns();
  }

  /** Whether the targets are -1 and 1 and nothing else. */
  boolean isSigns() {
    if (targets.classes() != 0 || targets.width() != 1 || prediction().width() != 1) {
      return false;
    }
    for (int row = 0; row < rows(); row++) {
      if (Math.abs(batch.vector(targets.name()).get(row, 0)) != 1) {
        return false;
      }
    }
    return true;
  }

  /** Number of classes that one target of a sample can have; 0 if it is no such task. */
  int classes() {
    if (isSigns()) {
      return 2;
    }
    int width = prediction().width();
    boolean scores = width == targets.classes();
    boolean logit = width == 1 && targets.classes() == 2;
    return targets.width() == 1 && (scores || logit) ? targets.classes() : 0;
  }

  String className(int index) {
    if (isSigns()) {
      return index == 0 ? "−1" : "+1";
    }
    List<String> names = setup.data().classNames();
    return index < names.size() ? names.get(index) : "class " + index;
  }

  int trueClass(int row) {
    double value = batch.vector(targets.name()).get(row, 0);
    return isSigns() ? (value > 0 ? 1 : 0) : (int) value;
  }

  static int predictedClass(StateVector predicted, int row) {
    if (predicted.width() == 1) {
      return predicted.get(row, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < predicted.width(); i++) {
      best = predicted.get(row, i) > predicted.get(row, best) ? i : best;
    }
    return best;
  }

  /** Which time steps or entries count, if the data say so and the targets have those. */
  boolean counts(int row, int entry) {
    DataSignature signature = batch.signature();
    Optional<DataField> mask =
        signature.find(DataField.TARGET_MASK).or(() -> signature.find(DataField.MASK));
    if (mask.isEmpty() || targets.shape().isEmpty()) {
      return true;
    }
    List<Integer> shape = mask.get().shape();
    boolean isOfEntries = shape.equals(targets.shape());
    if (!isOfEntries && !shape.equals(targets.shape().subList(0, 1))) {
      return true;
    }
    int place = isOfEntries ? entry : entry / (targets.width() / targets.shape().get(0));
    return batch.vector(mask.get().name()).get(row, place) != 0;
  }
}
