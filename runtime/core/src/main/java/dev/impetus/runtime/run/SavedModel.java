// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.training.TrainingState;
import dev.impetus.solver.state.StateVector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a model lies on disk.
 *
 * @param spec its specification
 * @param provenance where it comes from
 * @param parameters a checkpoint, or the parameters in a {@link ModelFolder}
 * @param isCheckpoint which of them
 */
record SavedModel(Path spec, Path provenance, Path parameters, boolean isCheckpoint) {

  /**
   * Parameters.
   *
   * @param checkpointEpoch the epoch that they are of, if they come from a checkpoint
   */
  record Values(StateVector parameters, OptionalInt checkpointEpoch) {}

  /**
   * The model of a finished run.
   *
   * @param folder of the run, or a copy of its folder {@code model}
   * @throws ImpetusException of kind STORAGE if there is none
   */
  static SavedModel ofFinishedRun(Path folder) {
    ModelFolder ofRun = new ModelFolder(folder.resolve("model"));
    ModelFolder itself = new ModelFolder(folder);
    List<ModelFolder> candidates =
        folder.getFileName() == null
            ? List.of(ofRun, itself, ofRun.former())
            : List.of(ofRun, itself, ofRun.former(), itself.former());
    for (ModelFolder candidate : candidates) {
      if (Files.isRegularFile(candidate.parameters())) {
        return new SavedModel(
            candidate.spec(), candidate.provenance(), candidate.parameters(), false);
      }
    }
    throw StorageFailure.of(
        "there is no trained model",
        folder,
        Files.isRegularFile(folder.resolve("spec.yaml"))
            ? "the run is not finished"
            : "the folder has no parameters.safetensors, nor a folder model with it",
        "give the folder of a finished run; a run that was interrupted can be resumed");
  }

  /**
   * The model of a run, finished or not.
   *
   * @throws ImpetusException of kind STORAGE if there is none, nor a checkpoint
   */
  static SavedModel ofRunSoFar(Path folder) {
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Path spec = folder.resolve("spec.yaml");
    boolean isFinished = Files.exists(folder.resolve("result.json"));
    if (isFinished || !Files.isRegularFile(spec)) {
      return ofFinishedRun(folder);
    }
    if (Files.isRegularFile(checkpoint)) {
      return new SavedModel(spec, folder.resolve("provenance.json"), checkpoint, true);
    }
    if (Files.isRegularFile(new ModelFolder(folder).parameters())) {
      return ofFinishedRun(folder);
    }
    throw StorageFailure.of(
        "there is no trained model",
        folder,
        "the run has no checkpoint yet: not one epoch is done",
        "wait until the first epoch is over, or resume the run");
  }

  /** Reads the parameters, for the model of a pipeline. */
  Values read(Pipeline pipeline) {
    if (!isCheckpoint) {
      ModelFolder model = new ModelFolder(parameters.getParent());
      return new Values(
          model.read(pipeline.model().parameters(), pipeline.spec().precision()),
          OptionalInt.empty());
    }
    TrainingState state =
        Checkpoint.read(
                parameters,
                pipeline.model().parameters(),
                pipeline.spec().precision(),
                pipeline.optimizer().stateSize())
            .state();
    int best = state.improvement().bestEpoch();
    return best > 0
        ? new Values(state.bestParameters(), OptionalInt.of(best))
        : new Values(state.parameters(), OptionalInt.of(state.epoch()));
  }
}
