// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.pipeline.ResolvedPipeline;
import dev.impetus.runtime.training.StopReason;
import dev.impetus.runtime.training.Trainer;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingResult;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A training that keeps everything in a {@link RunDirectory}. Killed at any moment, it goes on from
 * its last checkpoint and ends with the same parameters, bit for bit, as if it had not been
 * interrupted.
 *
 * <pre>{@code
 * try (Run run = Run.create(factory, factory.resolve(file), Path.of("runs/first"))) {
 *   TrainingResult result = run.train();
 * }
 * ...
 * try (Run run = Run.resume(factory, Path.of("runs/first"), ResumeOptions.UNCHANGED)) {
 *   run.train();
 * }
 * }</pre>
 */
public final class Run implements AutoCloseable {

  private final RunDirectory directory;
  private final Pipeline pipeline;
  private final Trainer trainer;
  private final RunRecorder recorder;
  private final Provenance provenance;

  private Run(
      RunDirectory directory,
      Pipeline pipeline,
      Trainer trainer,
      RunRecorder recorder,
      Provenance provenance) {
    this.directory = directory;
    this.pipeline = pipeline;
    this.trainer = trainer;
    this.recorder = recorder;
    this.provenance = provenance;
    trainer.listen(recorder);
    trainer.listen(
        new TrainingListener() {
          @Override
          public void parametersChosen(StateVector parameters) {
            saveModel(parameters);
          }
        });
  }

  /**
   * Begins a run in a new or empty folder.
   *
   * @throws ImpetusException if the pipeline cannot be created, or, of kind STORAGE, the folder
   *     cannot be used
   */
  public static Run create(PipelineFactory factory, ResolvedPipeline resolved, Path folder) {
    return create(factory, resolved, () -> RunDirectory.create(folder));
  }

  /**
   * As {@link #create(PipelineFactory, ResolvedPipeline, Path)}, in a new folder that no other
   * process gets, named after the date and the architecture as {@link
   * RunDirectory#createNextFolder} says.
   *
   * @param parent the folder of runs; made if it is not there
   */
  public static Run create(
      PipelineFactory factory, ResolvedPipeline resolved, Path parent, LocalDate date) {
    return create(
        factory,
        resolved,
        () ->
            RunDirectory.create(
                RunDirectory.createNextFolder(parent, date, resolved.spec().model().id())));
  }

  private static Run create(
      PipelineFactory factory, ResolvedPipeline resolved, Supplier<RunDirectory> place) {
    Pipeline pipeline = factory.create(resolved);
    RunDirectory directory = null;
    try {
      Trainer trainer = new Trainer(pipeline.setup(), pipeline.training());
      directory = place.get();
      Provenance provenance = Provenance.of(pipeline);
      try {
        provenance.write(directory.provenance());
        AtomicFiles.write(directory.spec(), pipeline.spec().toYaml());
      } catch (IOException e) {
        throw StorageFailure.of("the run cannot be begun", directory.folder(), e);
      }
      RunRecorder recorder =
          new RunRecorder(directory, pipeline.model().parameters(), pipeline.training(), 0, 0, 0);
      return new Run(directory, pipeline, trainer, recorder, provenance);
    } catch (RuntimeException e) {
      closeAfter(e, directory, pipeline);
      throw e;
    }
  }

  /**
   * Goes on with a run that was interrupted, from its last checkpoint, or from its beginning if it
   * has none.
   *
   * @throws ImpetusException of kind STORAGE if there is no run, it is finished, damaged or in use;
   *     of kind DATA if the data are not those that the run began with; of kind PLUGIN if a plugin
   *     is missing, or is another than before and that was not allowed
   */
  public static Run resume(PipelineFactory factory, Path folder, ResumeOptions options) {
    RunDirectory directory = RunDirectory.open(folder);
    Pipeline pipeline = null;
    try {
      Map<String, String> overrides =
          options.epochs().isPresent()
              ? Map.of("training.epochs", Integer.toString(options.epochs().getAsInt()))
              : Map.of();
      ResolvedPipeline resolved = factory.resolve(PipelineFile.read(directory.spec(), overrides));
      requireUnfinished(directory, resolved);
      Provenance before = Provenance.read(directory.provenance());
      if (!options.allowChangedPlugins()) {
        before.requireSame(resolved.plugins().stream().map(PluginVersion::of).toList());
      }
      pipeline = factory.create(resolved);
      before.requireSameData(pipeline, options.allowChangedPlugins());
      return resume(directory, pipeline, before);
    } catch (RuntimeException e) {
      closeAfter(e, directory, pipeline);
      throw e;
    }
  }

  private static Run resume(RunDirectory directory, Pipeline pipeline, Provenance before) {
    Trainer trainer = new Trainer(pipeline.setup(), pipeline.training());
    int epoch = 0;
    long metricsBytes = 0;
    long updates = 0;
    if (Files.exists(directory.checkpoint())) {
      Checkpoint checkpoint =
          Checkpoint.read(
              directory.checkpoint(),
              pipeline.model().parameters(),
              pipeline.spec().precision(),
              pipeline.optimizer().stateSize());
      trainer.resume(checkpoint.state());
      epoch = checkpoint.state().epoch();
      metricsBytes = checkpoint.metricsBytes();
      updates = checkpoint.state().iteration();
    }
    Provenance provenance = before.with(Session.now(epoch, pipeline.plugins()));
    RunRecorder recorder =
        new RunRecorder(
            directory,
            pipeline.model().parameters(),
            pipeline.training(),
            epoch,
            metricsBytes,
            updates);
    try {
      provenance.write(directory.provenance());
      AtomicFiles.write(directory.spec(), pipeline.spec().toYaml());
      // Last: until everything else is safe, a finished run stays one.
      Files.deleteIfExists(directory.result());
      return new Run(directory, pipeline, trainer, recorder, provenance);
    } catch (IOException e) {
      recorder.close();
      throw StorageFailure.of("the run cannot be resumed", directory.folder(), e);
    }
  }

  private static void requireUnfinished(RunDirectory directory, ResolvedPipeline resolved) {
    if (!directory.isFinished()) {
      return;
    }
    RunResult result = RunResult.read(directory.result());
    if (result.reason() == StopReason.NO_IMPROVEMENT
        || resolved.training().epochs() <= result.epochs()) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "the run is finished",
              directory.folder().toString(),
              result.reason() == StopReason.NO_IMPROVEMENT
                  ? "after "
                      + result.epochs()
                      + " epochs, as the validation part saw no improvement"
                  : "all " + result.epochs() + " epochs are done",
              "ask for more epochs than that, or begin a new run"));
    }
  }

  private static void closeAfter(
      RuntimeException failure, RunDirectory directory, Pipeline pipeline) {
    try (directory;
        pipeline) {
      // closes both, in reverse order, whichever are there
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** What is trained. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** Where it is kept. */
  public RunDirectory directory() {
    return directory;
  }

  /** Adds a listener; it is told of an epoch after the epoch is on disk. */
  public void listen(TrainingListener listener) {
    trainer.listen(listener);
  }

  /**
   * Trains to the end, and saves model, report and result, in this order. Figures and pictures that
   * cannot be had because a solve fails are noted in report and result.
   *
   * @throws ImpetusException of kind NUMERICAL if training fails, of kind STORAGE if something
   *     cannot be written; the last checkpoint, of {@link #savedEpoch}, is there then
   */
  public TrainingResult train() {
    TrainingResult result = trainer.train();
    try {
      List<String> notes = RunReports.write(directory, pipeline, result, provenance);
      RunResult.of(result, notes, pipeline.metrics()).write(directory.result());
    } catch (IOException e) {
      throw StorageFailure.of("the report cannot be saved", directory.folder(), e);
    }
    return result;
  }

  private void saveModel(StateVector parameters) {
    try {
      new ModelFolder(directory.model())
          .write(parameters, pipeline.model().parameters(), pipeline.spec().toYaml(), provenance);
    } catch (IOException e) {
      throw StorageFailure.of("the model cannot be saved", directory.folder(), e);
    }
  }

  /**
   * The epoch after which {@link #resume} would go on: that of the last checkpoint, 0 if there is
   * none. For any thread.
   */
  public int savedEpoch() {
    return recorder.savedEpoch();
  }

  /** Closes the pipeline and unlocks the folder; idempotent. */
  @Override
  public void close() {
    try (directory;
        pipeline;
        recorder) {
      // in reverse order: recorder, pipeline, directory
    }
  }
}
