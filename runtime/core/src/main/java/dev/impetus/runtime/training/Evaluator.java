// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.Split;
import dev.impetus.solver.state.StateVector;
import java.util.Locale;
import java.util.Optional;

/** Looks at a part of the data without learning from it. */
public final class Evaluator {

  private final TrainingSetup setup;
  private final int batchSize;
  private final Workspaces workspaces;
  private final FigureSums sums;

  /**
   * An evaluator of the model with the parameters that it has at each call.
   *
   * @param batchSize samples that are looked at together
   */
  public Evaluator(TrainingSetup setup, int batchSize) {
    this(
        setup,
        batchSize,
        new Workspaces(setup.model(), setup.data().signature(), setup.precision()));
  }

  Evaluator(TrainingSetup setup, int batchSize, Workspaces workspaces) {
    this.setup = setup;
    this.batchSize = batchSize;
    this.workspaces = workspaces;
    this.sums = new FigureSums(setup.metrics());
  }

  /**
   * Loss, metrics and the model's figures on a part; empty if the part is.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind NUMERICAL if a solve fails
   */
  public Optional<Figures> evaluate(Split split) {
    if (setup.data().size(split) == 0) {
      return Optional.empty();
    }
    sums.reset();
    int size = setup.data().size(split);
    for (int first = 0; first < size; first += batchSize) {
      Workspaces.Workspace workspace = workspaces.ofRows(Math.min(batchSize, size - first));
      Batch batch = workspace.batch();
      StateVector prediction = forward(split, first, workspace);
      double loss = setup.loss().evaluate(prediction, batch, null);
      sums.add(loss, setup.loss().weight(batch), prediction, batch, workspace.pass());
    }
    return Optional.of(sums.figures());
  }

  /**
   * Predicts the first samples of a part.
   *
   * @param count how many; at most the size of the part
   * @return count × width of the prediction
   */
  public StateVector predict(Split split, int count) {
    if (count < 1 || count > setup.data().size(split)) {
      throw new IllegalArgumentException(
          "cannot predict " + count + " samples of a part with " + setup.data().size(split));
    }
    StateVector all =
        StateVector.zeros(setup.precision(), count, setup.model().prediction().width());
    for (int first = 0; first < count; first += batchSize) {
      int rows = Math.min(batchSize, count - first);
      Workspaces.Workspace workspace = workspaces.ofRows(rows);
      all.view(first * all.width(), rows, all.width()).copyFrom(forward(split, first, workspace));
    }
    return all;
  }

  private StateVector forward(Split split, int first, Workspaces.Workspace workspace) {
    Batch batch = workspace.batch();
    for (int row = 0; row < batch.rows(); row++) {
      setup.data().read(split, first + row, batch, row);
    }
    try {
      return workspace.pass().forward(batch, false, 0);
    } catch (ImpetusException e) {
      String place =
          split.name().toLowerCase(Locale.ROOT) + " part, batch " + (first / batchSize + 1);
      throw TrainingFailure.at(place, e);
    }
  }
}
