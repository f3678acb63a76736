// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.model.data.Dataset;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.Optimizer;
import dev.impetus.runtime.toy.ToyData;
import dev.impetus.runtime.toy.ToyLoss;
import dev.impetus.runtime.toy.ToyMetric;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.runtime.toy.ToyOptimizer;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trainings of a toy net on 37 samples, for tests. */
final class ToyTrainings {

  /** Hidden units of the net. */
  static final int HIDDEN = 6;

  private ToyTrainings() {}

  static TrainingSetup setup(Precision precision, long seed) {
    return setup(
        precision,
        seed,
        ToyData.samples(3, 37, 11, 13),
        new ToyLoss(),
        ToyOptimizer.momentum(0.1, precision, 4 * HIDDEN));
  }

  static TrainingSetup setup(
      Precision precision, long seed, Dataset data, Loss loss, Optimizer optimizer) {
    return new TrainingSetup(
        ToyNet.net(precision, HIDDEN, 0.1),
        data,
        loss,
        List.of(ToyMetric.hits()),
        optimizer,
        precision,
        seed);
  }

  static TrainingOptions options(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>(Map.of("batch-size", 8, "epochs", 10));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return TrainingOptions.of(values);
  }

  static TrainingResult train(TrainingSetup setup, TrainingOptions options) {
    return new Trainer(setup, options).train();
  }

  /** The state in which a training that goes on was after an epoch. */
  static TrainingState stateAfter(int epoch, TrainingSetup setup, TrainingOptions options) {
    TrainingState[] kept = new TrainingState[1];
    Trainer trainer = new Trainer(setup, options);
    trainer.listen(
        new TrainingListener() {
          @Override
          public void epochEnded(EpochRecord record, TrainingState state) {
            if (record.epoch() == epoch) {
              kept[0] = copy(state);
            }
          }
        });
    trainer.train();
    return kept[0];
  }

  private static TrainingState copy(TrainingState state) {
    StateVector parameters = state.parameters().newLike();
    parameters.copyFrom(state.parameters());
    StateVector best = state.bestParameters().newLike();
    best.copyFrom(state.bestParameters());
    return new TrainingState(
        state.epoch(),
        state.iteration(),
        state.seconds(),
        state.improvement(),
        parameters,
        best,
        state.optimizer().clone());
  }

  static TrainingListener collecting(List<EpochRecord> epochs) {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochRecord epoch, TrainingState state) {
        epochs.add(epoch);
      }
    };
  }
}
