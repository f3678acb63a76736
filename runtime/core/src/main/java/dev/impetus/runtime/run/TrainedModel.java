// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Scaling;
import dev.impetus.model.data.Split;
import dev.impetus.runtime.generation.TextGenerator;
import dev.impetus.runtime.pipeline.Pipeline;
import dev.impetus.runtime.pipeline.PipelineFactory;
import dev.impetus.runtime.pipeline.PipelineFile;
import dev.impetus.runtime.pipeline.ResolvedPipeline;
import dev.impetus.runtime.training.Evaluator;
import dev.impetus.runtime.training.Figures;
import dev.impetus.solver.state.StateVector;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model that a run has trained.
 *
 * <pre>{@code
 * try (TrainedModel model = TrainedModel.load(factory, Path.of("runs/first"))) {
 *   INDArray prediction = model.predict(Map.of("inputs", inputs));
 * }
 * }</pre>
 *
 * <p>For one thread.
 */
public final class TrainedModel implements AutoCloseable {

  private static final int BATCH = 256;
  private static final int MOST_PASSES = 16;

  private final ResolvedPipeline resolved;
  private final Pipeline pipeline;
  private final Provenance provenance;
  private final OptionalInt checkpointEpoch;
  private final FieldArrays arrays;
  private final RecentPasses passes;

  private TrainedModel(
      ResolvedPipeline resolved,
      Pipeline pipeline,
      Provenance provenance,
      OptionalInt checkpointEpoch) {
    this.resolved = resolved;
    this.pipeline = pipeline;
    this.provenance = provenance;
    this.checkpointEpoch = checkpointEpoch;
    this.passes = new RecentPasses(pipeline.model()::newPass, MOST_PASSES);
    this.arrays =
        new FieldArrays(
            provenance.signature(), pipeline.model().prediction(), pipeline.spec().precision());
  }

  /**
   * Loads a model without any data.
   *
   * @param folder the folder of a finished run, or a copy of its folder {@code model}
   * @throws ImpetusException of kind STORAGE if there is no model or it is damaged; of kind PLUGIN
   *     if a plugin is missing or is another than in the run
   */
  public static TrainedModel load(PipelineFactory factory, Path folder) {
    return load(factory, folder, false);
  }

  /**
   * As {@link #load(PipelineFactory, Path)}.
   *
   * @param allowChangedPlugins whether plugins of another version or hash may be used
   */
  public static TrainedModel load(
      PipelineFactory factory, Path folder, boolean allowChangedPlugins) {
    return withoutData(factory, SavedModel.ofFinishedRun(absolute(folder)), allowChangedPlugins);
  }

  /**
   * As {@link #load(PipelineFactory, Path, boolean)}; of a run that is not finished, which another
   * process may be training, with the best parameters of its last checkpoint. {@link
   * #checkpointEpoch} tells which.
   *
   * @throws ImpetusException of kind STORAGE if there is no checkpoint yet either
   */
  public static TrainedModel loadSoFar(
      PipelineFactory factory, Path folder, boolean allowChangedPlugins) {
    return withoutData(factory, SavedModel.ofRunSoFar(absolute(folder)), allowChangedPlugins);
  }

  private static TrainedModel withoutData(
      PipelineFactory factory, SavedModel saved, boolean allowChangedPlugins) {
    return load(
        factory,
        saved,
        allowChangedPlugins,
        Map.of(),
        (resolved, provenance) ->
            factory.create(
                resolved, provenance.signature().withoutSamples(provenance.dataDescription())));
  }

  private static Path absolute(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  /**
   * Loads a model together with data to predict, which are read with what was fitted in training
   * and are the {@link Split#TEST} part as a whole.
   *
   * @param overrides values of the specification to replace, by path: {@code data.file}
   * @throws ImpetusException as {@link #load(PipelineFactory, Path)}; of kind DATA if the data
   *     source has only the data of training
   */
  public static TrainedModel loadWithData(
      PipelineFactory factory,
      Path folder,
      boolean allowChangedPlugins,
      Map<String, String> overrides) {
    TrainedModel model =
        load(
            factory,
            SavedModel.ofFinishedRun(absolute(folder)),
            allowChangedPlugins,
            overrides,
            (resolved, provenance) -> factory.create(resolved, provenance.fitted()));
    int others = model.data().size(Split.TRAINING) + model.data().size(Split.VALIDATION);
    if (others > 0) {
      String source = model.pipeline.spec().data().id();
      model.close();
      throw new ImpetusException(
          new Problem(
              ErrorKind.DATA,
              "the data source " + source + " cannot read data for prediction",
              "data",
              "it has only the data of training, "
                  + others
                  + " samples of which are for training and validation",
              "see the run's report for its test part, or give numbers to TrainedModel.predict"));
    }
    return model;
  }

  private static TrainedModel load(
      PipelineFactory factory,
      SavedModel saved,
      boolean allowChangedPlugins,
      Map<String, String> overrides,
      PipelineCreation creation) {
    Provenance provenance = Provenance.read(saved.provenance());
    ResolvedPipeline resolved = factory.resolve(PipelineFile.read(saved.spec(), overrides));
    if (!allowChangedPlugins) {
      provenance.requireSame(resolved.plugins().stream().map(PluginVersion::of).toList());
    }
    Pipeline pipeline = creation.create(resolved, provenance);
    try {
      SavedModel.Values values = saved.read(pipeline);
      pipeline.model().setParameters(values.parameters());
      return new TrainedModel(resolved, pipeline, provenance, values.checkpointEpoch());
    } catch (RuntimeException e) {
      try {
        pipeline.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** The fields of a sample; {@link #predict} wants them without the targets. */
  public DataSignature signature() {
    return pipeline.data().signature();
  }

  /** The data that it was loaded with; without samples if it was loaded without data. */
  public Dataset data() {
    return pipeline.data();
  }

  /** What it predicts for one sample. */
  public DataField prediction() {
    return pipeline.model().prediction();
  }

  /**
   * How predictions become numbers in the data's own units; empty if they are such numbers.
   *
   * @throws ImpetusException of kind DATA if the scaling of the targets does not fit the prediction
   */
  public Optional<Scaling> predictionScaling() {
    return arrays.predictionScaling();
  }

  /** Where it comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** The epoch whose parameters it has, if its run was not finished. */
  public OptionalInt checkpointEpoch() {
    return checkpointEpoch;
  }

  /**
   * Generates text, for models that predict the next token of a text.
   *
   * @throws ImpetusException as {@link TextGenerator#of} says, if it is no such model
   */
  public TextGenerator generator() {
    return TextGenerator.of(
        pipeline.model(),
        signature(),
        resolved.vocabulary(provenance.fitted(), DataField.INPUTS),
        pipeline.spec().precision());
  }

  /**
   * Predicts in the data's own units: inputs are scaled as in training, and predictions are scaled
   * back where the targets were scaled.
   *
   * @param fields an array for each field but the targets, rows × the field's shape; a mask may be
   *     left out
   * @return rows × the prediction's shape
   * @throws ImpetusException of kind DATA with everything that does not fit
   */
  public INDArray predict(Map<String, INDArray> fields) {
    return predict(fields, true);
  }

  /** As {@link #predict}, but inputs and predictions are numbers as the model sees them. */
  public INDArray predictScaled(Map<String, INDArray> fields) {
    return predict(fields, false);
  }

  private INDArray predict(Map<String, INDArray> fields, boolean originalUnits) {
    Map<String, double[]> numbers = arrays.read(fields, originalUnits);
    int rows = arrays.rows(fields);
    int width = prediction().width();
    double[] all = new double[rows * width];
    for (int first = 0; first < rows; first += BATCH) {
      Batch batch =
          new Batch(signature(), pipeline.spec().precision(), Math.min(BATCH, rows - first));
      for (Map.Entry<String, double[]> field : numbers.entrySet()) {
        StateVector target = batch.vector(field.getKey());
        target.copyFrom(field.getValue(), first * target.width());
      }
      passes.ofRows(batch.rows()).forward(batch, false, 0).copyTo(all, first * width);
    }
    return arrays.write(all, rows, originalUnits);
  }

  /**
   * Loss and metrics on the data that it was loaded with.
   *
   * @throws IllegalStateException if it was loaded without data
   */
  public Figures evaluate() {
    return onData(evaluator -> evaluator.evaluate(Split.TEST).orElseThrow());
  }

  /**
   * Predictions for the data that it was loaded with, as the model gives them, samples × width.
   *
   * @throws IllegalStateException if it was loaded without data
   */
  public StateVector predictData() {
    return onData(evaluator -> evaluator.predict(Split.TEST, pipeline.data().size(Split.TEST)));
  }

  private <T> T onData(Function<Evaluator, T> question) {
    if (pipeline.data().size(Split.TEST) == 0) {
      throw new IllegalStateException("the model was loaded without data, or they have no rows");
    }
    return question.apply(new Evaluator(pipeline.setup(), BATCH));
  }

  /** Closes the model; idempotent. */
  @Override
  public void close() {
    pipeline.close();
  }

  /** Makes a pipeline around the model. */
  @FunctionalInterface
  private interface PipelineCreation {
    Pipeline create(ResolvedPipeline resolved, Provenance provenance);
  }
}
