// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.api.error.Suggestions;
import dev.impetus.model.Model;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.Optimizer;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains a model: epochs of mini-batches, each followed by a look at the validation part, on which
 * alone it is decided when to stop and which parameters to keep. The same seed gives the same bits.
 * For one thread, once.
 */
public final class Trainer {

  private final TrainingSetup setup;
  private final TrainingOptions options;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Model model;
  private final Dataset data;
  private final Optimizer optimizer;
  private final GradientClipping clipping;
  private final Workspaces workspaces;
  private final Evaluator evaluator;
  private final FigureSums sums;
  private final SampleOrder order;
  private final int batches;
  private final StepGradientWatch stepGradients;
  private final boolean validates;
  private final boolean higherIsBetter;
  private final StateVector parameters;
  private final StateVector bestParameters;
  private final StateVector gradient;
  private final StateVector batchGradient;
  private final double[] optimizerState;

  private int epoch;
  private long iteration;
  private double seconds;
  private double normSum;
  private Improvement improvement = Improvement.NONE;

  /**
   * Prepares a training.
   *
   * @throws ImpetusException if the training part is empty, or something is to be watched that is
   *     not there
   */
  public Trainer(TrainingSetup setup, TrainingOptions options) {
    this.setup = setup;
    this.options = options;
    this.model = setup.model();
    this.data = setup.data();
    this.optimizer = setup.optimizer();
    this.validates = data.size(Split.VALIDATION) > 0;
    this.higherIsBetter = checkMonitor();
    int samples = data.size(Split.TRAINING);
    checkData(samples);
    this.clipping = new GradientClipping(options.clipValue(), options.clipNorm());
    this.workspaces = new Workspaces(model, data.signature(), setup.precision());
    this.evaluator = new Evaluator(setup, options.batchSize(), workspaces);
    this.sums = new FigureSums(setup.metrics());
    this.order = new SampleOrder(samples);
    this.batches = (samples - 1) / options.batchSize() + 1;
    this.parameters = StateVector.zeros(setup.precision(), 1, model.parameters().size());
    this.bestParameters = validates ? parameters.newLike() : parameters;
    this.gradient = parameters.newLike();
    this.batchGradient = options.accumulate() > 1 ? parameters.newLike() : gradient;
    int rows = Math.min(options.batchSize(), samples);
    this.stepGradients = new StepGradientWatch(options, () -> workspaces.ofRows(rows).pass());
    this.optimizerState = new double[optimizer.stateSize()];
    model.initialize(parameters, Seeds.initialization(setup.seed()));
  }

  /** Adds a listener. */
  public void listen(TrainingListener listener) {
    listeners.add(listener);
  }

  /**
   * Goes on from where another training with the same setup and options stood.
   *
   * @throws IllegalArgumentException if it has other numbers of parameters
   */
  public void resume(TrainingState state) {
    epoch = state.epoch();
    iteration = state.iteration();
    seconds = state.seconds();
    improvement = state.improvement();
    parameters.copyFrom(state.parameters());
    if (validates) {
      bestParameters.copyFrom(state.bestParameters());
    }
    optimizer.restoreState(state.optimizer());
  }

  /**
   * Trains to the end, and evaluates the chosen parameters on the test part. The model has them
   * afterwards.
   *
   * @throws ImpetusException of kind NUMERICAL if loss, gradient or parameters become infinite or
   *     not a number, or a solve of the training fails, with epoch, batch and the first parameter
   *     concerned
   */
  public TrainingResult train() {
    model.setParameters(parameters);
    while (stopReason().isEmpty()) {
      EpochRecord record = nextEpoch();
      optimizer.saveState(optimizerState);
      TrainingState state =
          new TrainingState(
              epoch, iteration, seconds, improvement, parameters, bestParameters, optimizerState);
      listeners.forEach(listener -> listener.epochEnded(record, state));
    }
    TrainingResult result = choose(stopReason().orElseThrow());
    listeners.forEach(listener -> listener.trainingEnded(result));
    return result;
  }

  private Optional<StopReason> stopReason() {
    if (epoch >= options.epochs()) {
      return Optional.of(StopReason.EPOCHS_DONE);
    }
    if (options.patience().isPresent()
        && improvement.epochsSince() >= options.patience().getAsInt()) {
      return Optional.of(StopReason.NO_IMPROVEMENT);
    }
    return Optional.empty();
  }

  private EpochRecord nextEpoch() {
    long start = System.nanoTime();
    if (options.shuffle()) {
      order.shuffle(Seeds.order(setup.seed(), epoch));
    }
    sums.reset();
    normSum = 0;
    int updates = 0;
    for (int first = 0; first < batches; first += options.accumulate()) {
      // Not a sum of ints: a whole epoch may be asked for by a number as large as they have.
      update(first, (int) Math.min((long) first + options.accumulate(), batches));
      updates++;
    }
    double learningRate = optimizer.learningRate(iteration - 1, epoch);
    // The figures of the training part have to be taken before validation resets the metrics.
    Figures training = sums.figures();
    epoch++;
    Optional<Figures> validation = validate();
    double taken = (System.nanoTime() - start) / 1e9;
    seconds += taken;
    return new EpochRecord(
        epoch,
        iteration,
        training,
        validation,
        learningRate,
        normSum / updates,
        taken,
        validates && improvement.bestEpoch() == epoch);
  }

  /** One update of the batches {@code first <= batch < end}, as if they were one. */
  private void update(int first, int end) {
    gradient.fill(0);
    boolean single = end - first == 1;
    double loss = 0;
    double weights = 0;
    for (int batch = first; batch < end; batch++) {
      Workspaces.Workspace workspace = read(batch);
      double weight = setup.loss().weight(workspace.batch());
      long pass = iteration * options.accumulate() + batch - first;
      if (single) {
        loss = addGradient(workspace, batch, pass, weight, gradient);
        continue;
      }
      // The weight is for the sum, not for the cotangent: what passes measure is of their own loss.
      batchGradient.fill(0);
      loss += weight * addGradient(workspace, batch, pass, weight, batchGradient);
      gradient.add(weight, batchGradient);
      weights += weight;
    }
    if (!single && weights > 0) {
      gradient.scale(1 / weights);
      loss /= weights;
    }
    double norm = clipping.apply(gradient);
    if (!Double.isFinite(norm) && gradient.firstNonFiniteRow() >= 0) {
      throw TrainingFailure.gradient(place(first, end), gradient, model.parameters());
    }
    optimizer.update(parameters, gradient, iteration, epoch);
    iteration++;
    stepGradients.after(iteration, listeners);
    if (parameters.firstNonFiniteRow() >= 0) {
      throw TrainingFailure.update(place(first, end), parameters, model.parameters());
    }
    model.afterUpdate(parameters, iteration);
    model.setParameters(parameters);
    normSum += norm;
    if (!listeners.isEmpty()) {
      StepRecord record = new StepRecord(epoch + 1, end, batches, loss, norm);
      listeners.forEach(listener -> listener.stepEnded(record));
    }
  }

  private Workspaces.Workspace read(int number) {
    int first = number * options.batchSize();
    int rows = Math.min(options.batchSize(), data.size(Split.TRAINING) - first);
    Workspaces.Workspace workspace = workspaces.ofRows(rows);
    for (int row = 0; row < rows; row++) {
      data.read(Split.TRAINING, order.get(first + row), workspace.batch(), row);
    }
    return workspace;
  }

  /** Adds the gradient of a batch's loss to the sum, and returns the loss. */
  private double addGradient(
      Workspaces.Workspace workspace, int number, long passNumber, double weight, StateVector sum) {
    try {
      StateVector prediction =
          workspace
              .pass()
              .forward(workspace.batch(), true, Seeds.regularization(setup.seed(), passNumber));
      double loss = setup.loss().evaluate(prediction, workspace.batch(), workspace.cotangent());
      if (!Double.isFinite(loss)) {
        throw TrainingFailure.loss("", loss, prediction, parameters, model.parameters());
      }
      stepGradients.before(workspace.pass(), iteration);
      workspace.pass().backward(workspace.cotangent(), sum);
      sums.add(loss, weight, prediction, workspace.batch(), workspace.pass());
      return loss;
    } catch (ImpetusException e) {
      throw TrainingFailure.at(place(number, number + 1), e);
    }
  }

  private String place(int first, int end) {
    return "epoch "
        + (epoch + 1)
        + (end - first == 1 ? ", batch " + end : ", batches " + (first + 1) + " to " + end)
        + " of "
        + batches;
  }

  private Optional<Figures> validate() {
    Optional<Figures> figures;
    try {
      figures = evaluator.evaluate(Split.VALIDATION);
    } catch (ImpetusException e) {
      throw TrainingFailure.at("after epoch " + epoch, e);
    }
    figures.ifPresent(
        seen -> {
          improvement =
              improvement.after(
                  epoch, seen.get(options.monitor()), higherIsBetter, options.minDelta());
          if (improvement.bestEpoch() == epoch) {
            bestParameters.copyFrom(parameters);
          }
        });
    return figures;
  }

  private TrainingResult choose(StopReason reason) {
    boolean hasBest = improvement.bestEpoch() > 0;
    StateVector chosen = parameters.newLike();
    chosen.copyFrom(hasBest ? bestParameters : parameters);
    model.setParameters(chosen);
    listeners.forEach(listener -> listener.parametersChosen(chosen));
    List<String> notes = new ArrayList<>();
    return new TrainingResult(
        chosen,
        hasBest ? improvement.bestEpoch() : epoch,
        epoch,
        reason,
        figures(Split.VALIDATION, notes),
        figures(Split.TEST, notes),
        seconds,
        notes);
  }

  /** A trained model on which one more solve fails is still a trained model. */
  private Optional<Figures> figures(Split split, List<String> notes) {
    try {
      return evaluator.evaluate(split);
    } catch (ImpetusException e) {
      String part = split.name().toLowerCase(Locale.ROOT);
      notes.add(TrainingFailure.note("no figures of the " + part + " part", e));
      return Optional.empty();
    }
  }

  private void checkData(int samples) {
    List<Problem> problems = new ArrayList<>();
    if (samples == 0) {
      problems.add(
          new Problem(
              ErrorKind.DATA,
              "there is nothing to train on",
              "data",
              "the training part is empty",
              "give it a share of the data"));
    }
    if (!validates && (options.patience().isPresent() || !isLoss())) {
      problems.add(
          new Problem(
              ErrorKind.CONFIGURATION,
              "there is nothing to watch",
              options.patience().isPresent() ? "training.patience" : "training.monitor",
              "the validation part is empty",
              "give it a share of the data, or remove the option"));
    }
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }

  private boolean isLoss() {
    return options.monitor().equals(TrainingOptions.LOSS);
  }

  private boolean checkMonitor() {
    if (isLoss()) {
      return false;
    }
    return setup.metrics().stream()
        .filter(metric -> metric.name().equals(options.monitor()))
        .map(Metric::higherIsBetter)
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = new ArrayList<>(List.of(TrainingOptions.LOSS));
              setup.metrics().forEach(metric -> names.add(metric.name()));
              return new ImpetusException(
                  new Problem(
                      ErrorKind.CONFIGURATION,
                      "option \"monitor\" has a wrong value",
                      "training.monitor",
                      "the pipeline has no metric \"" + options.monitor() + "\"",
                      Suggestions.didYouMean(options.monitor(), names, "figures")));
            });
  }
}
