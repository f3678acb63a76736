// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.examples.benchmarks.measure.TrainingStep;
import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.DataField;
import dev.impetus.runtime.training.StepRecord;
import dev.impetus.runtime.training.Trainer;
import dev.impetus.runtime.training.TrainingListener;
import dev.impetus.runtime.training.TrainingOptions;
import dev.impetus.runtime.training.TrainingSetup;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Trains with the runtime's trainer, from given initial values, and tells of every step. */
final class TrainerRun {

  private TrainerRun() {}

  /**
   * Trains.
   *
   * @param initial writes the initial values, given the model
   */
  static void train(
      TrainingSetup setup,
      TrainingOptions options,
      BiConsumer<Model, StateVector> initial,
      Consumer<TrainingStep> listener) {
    Watched model = new Watched(setup.model(), initial);
    Trainer trainer =
        new Trainer(
            new TrainingSetup(
                model,
                setup.data(),
                setup.loss(),
                setup.metrics(),
                setup.optimizer(),
                setup.precision(),
                setup.seed()),
            options);
    trainer.listen(
        new TrainingListener() {
          @Override
          public void stepEnded(StepRecord step) {
            listener.accept(
                new TrainingStep(
                    step.loss(),
                    step.gradientNorm(),
                    model.figure("evaluations-forward"),
                    model.figure("evaluations-backward")));
          }
        });
    trainer.train();
  }

  /** Another's model, with initial values of its own and an eye on its passes. */
  private static final class Watched implements Model {

    private final Model model;
    private final BiConsumer<Model, StateVector> initial;
    private final Map<String, Double> figures = new HashMap<>();
    private ModelPass pass;

    Watched(Model model, BiConsumer<Model, StateVector> initial) {
      this.model = model;
      this.initial = initial;
    }

    /** A figure of the latest pass; NaN if it has none. */
    double figure(String name) {
      pass.measure(figures::put);
      return figures.getOrDefault(name, Double.NaN);
    }

    @Override
    public ParameterLayout parameters() {
      return model.parameters();
    }

    @Override
    public DataField prediction() {
      return model.prediction();
    }

    @Override
    public void initialize(StateVector parameters, RandomGenerator random) {
      initial.accept(model, parameters);
    }

    @Override
    public void setParameters(StateVector parameters) {
      model.setParameters(parameters);
    }

    @Override
    public ModelPass newPass(int rows) {
      pass = model.newPass(rows);
      return pass;
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
