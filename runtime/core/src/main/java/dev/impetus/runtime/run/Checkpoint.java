// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.model.Parameter;
import dev.impetus.model.ParameterLayout;
import dev.impetus.runtime.training.Improvement;
import dev.impetus.runtime.training.TrainingState;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A training between two epochs, in one safetensors file: the vectors as arrays, the rest as
 * metadata.
 *
 * @param state where the training stands
 * @param metricsBytes length of the metrics file at that moment
 */
record Checkpoint(TrainingState state, long metricsBytes) {

  private static final String FORMAT = "impetus-checkpoint-1";

  void write(Path file, ParameterLayout layout) throws IOException {
    StateVector parameters = state.parameters();
    List<Long> flat = List.of((long) parameters.size());
    TensorWriter writer =
        new TensorWriter()
            .metadata("format", FORMAT)
            .metadata("layout", fingerprint(layout))
            .metadata("epoch", Integer.toString(state.epoch()))
            .metadata("iteration", Long.toString(state.iteration()))
            .metadata("seconds", Double.toString(state.seconds()))
            .metadata("best", Double.toString(state.improvement().best()))
            .metadata("best-epoch", Integer.toString(state.improvement().bestEpoch()))
            .metadata("epochs-since", Integer.toString(state.improvement().epochsSince()))
            .metadata("reference", Double.toString(state.improvement().reference()))
            .metadata("metrics-bytes", Long.toString(metricsBytes));
    if (state.optimizer().length == 0) {
      writer.addEmpty("optimizer", Precision.FLOAT64);
    } else {
      writer.add(
          "optimizer",
          List.of((long) state.optimizer().length),
          Float64State.wrap(state.optimizer(), 0, 1, state.optimizer().length));
    }
    writer.add("parameters", flat, parameters).add("best-parameters", flat, state.bestParameters());
    AtomicFiles.write(file, writer::writeTo);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws dev.impetus.api.error.ImpetusException of kind STORAGE if it is damaged or of another
   *     model
   */
  static Checkpoint read(
      Path path, ParameterLayout layout, Precision precision, int optimizerSize) {
    try (TensorFile file = TensorFile.open(path)) {
      Map<String, String> values = file.metadata();
      if (!FORMAT.equals(values.get("format"))) {
        throw StorageFailure.of(
            "the file is no checkpoint",
            path,
            "its format is " + values.get("format"),
            "use the Impetus that wrote it");
      }
      if (!fingerprint(layout).equals(values.get("layout"))) {
        throw StorageFailure.of(
            "the checkpoint is of another model",
            path,
            "it has the parameters "
                + values.get("layout")
                + ", but the model has "
                + fingerprint(layout),
            "use the same plugins and configuration");
      }
      StateVector parameters = StateVector.zeros(precision, 1, layout.size());
      StateVector best = parameters.newLike();
      file.read("parameters", parameters);
      file.read("best-parameters", best);
      double[] optimizer = new double[optimizerSize];
      if (optimizerSize > 0) {
        file.read("optimizer", Float64State.wrap(optimizer, 0, 1, optimizerSize));
      }
      return new Checkpoint(
          new TrainingState(
              Integer.parseInt(values.getOrDefault("epoch", "")),
              Long.parseLong(values.getOrDefault("iteration", "")),
              Double.parseDouble(values.getOrDefault("seconds", "")),
              new Improvement(
                  Double.parseDouble(values.getOrDefault("best", "")),
                  Integer.parseInt(values.getOrDefault("best-epoch", "")),
                  Integer.parseInt(values.getOrDefault("epochs-since", "")),
                  Double.parseDouble(values.getOrDefault("reference", ""))),
              parameters,
              best,
              optimizer),
          Long.parseLong(values.getOrDefault("metrics-bytes", "")));
    } catch (NumberFormatException e) {
      throw StorageFailure.of(
          "the checkpoint is damaged", path, "a value is missing or no number", "train again");
    }
  }

  private static String fingerprint(ParameterLayout layout) {
    return layout.parameters().stream()
        .map((Parameter parameter) -> parameter.name() + parameter.shape())
        .collect(Collectors.joining(" "));
  }
}
