// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.ParameterLayout;
import dev.impetus.runtime.training.EpochRecord;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingState;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keeps a training's records and checkpoints. */
final class RunRecorder implements TrainingListener, AutoCloseable {

  private final RunDirectory directory;
  private final ParameterLayout layout;
  private final TrainingOptions options;
  private final MetricsLog metrics;
  private final Optional<StepGradientLog> stepGradients;
  private TrainingState latest;
  private volatile int savedEpoch;

  /**
   * A recorder.
   *
   * @param savedEpoch epoch of the checkpoint that is there; 0 if there is none
   * @param metricsBytes length that the metrics had then
   * @param updates updates made until then
   */
  RunRecorder(
      RunDirectory directory,
      ParameterLayout layout,
      TrainingOptions options,
      int savedEpoch,
      long metricsBytes,
      long updates) {
    this.directory = directory;
    this.layout = layout;
    this.options = options;
    this.savedEpoch = savedEpoch;
    this.metrics = MetricsLog.open(directory.metrics(), metricsBytes);
    this.stepGradients =
        options.stepGradientsEvery().stream()
            .mapToObj(every -> StepGradientLog.open(directory.stepGradients(), updates, every))
            .findFirst();
  }

  @Override
  public void stepGradients(long update, double[] norms) {
    stepGradients.ifPresent(log -> log.append(update, norms));
  }

  @Override
  public void epochEnded(EpochRecord epoch, TrainingState state) {
    metrics.append(epoch);
    latest = state;
    if (state.epoch() % options.checkpointEvery() == 0) {
      save();
    }
  }

  @Override
  public void parametersChosen(StateVector parameters) {
    if (latest != null && latest.epoch() != savedEpoch) {
      save();
    }
  }

  private void save() {
    stepGradients.ifPresent(StepGradientLog::force);
    try {
      new Checkpoint(latest, metrics.bytes()).write(directory.checkpoint(), layout);
    } catch (IOException e) {
      throw StorageFailure.of("the checkpoint cannot be written", directory.checkpoint(), e);
    }
    savedEpoch = latest.epoch();
  }

  /** Epoch of the checkpoint that is there; 0 if there is none. For any thread. */
  int savedEpoch() {
    return savedEpoch;
  }

  List<EpochRecord> epochs() {
    return MetricsLog.read(directory.metrics());
  }

  @Override
  public void close() {
    metrics.close();
    stepGradients.ifPresent(StepGradientLog::close);
  }
}
