// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains on one batch with the mean squared error. */
final class Training {

  private final Model model;
  private final StateVector parameters;
  private final Batch batch;
  private final ModelPass pass;
  private final Adam adam;
  private final StateVector gradient;
  private final StateVector cotangent;

  /** What one step saw before it changed the parameters. */
  record Step(double loss, double accuracy, Map<String, Double> figures) {

    double figure(String name) {
      return figures.get(name);
    }
  }

  Training(Model model, StateVector parameters, Batch batch, double learningRate) {
    this.model = model;
    this.parameters = parameters;
    this.batch = batch;
    pass = model.newPass(batch.rows());
    adam = new Adam(learningRate, parameters.size());
    gradient = parameters.newLike();
    cotangent = batch.vector(DataField.TARGETS).newLike();
  }

  /** Makes so many steps. */
  List<Step> run(int steps) {
    return Stream.generate(this::step).limit(steps).toList();
  }

  private Step step() {
    model.setParameters(parameters);
    StateVector prediction = pass.forward(batch, true, 0);
    StateVector targets = batch.vector(DataField.TARGETS);
    cotangent.copyFrom(prediction);
    cotangent.add(-1, targets);
    double loss = cotangent.dot(cotangent) / cotangent.size();
    int right = 0;
    for (int row = 0; row < targets.rows(); row++) {
      right += prediction.get(row, 0) * targets.get(row, 0) > 0 ? 1 : 0;
    }
    cotangent.scale(2.0 / cotangent.size());
    gradient.fill(0);
    pass.backward(cotangent, gradient);
    Map<String, Double> figures = new HashMap<>();
    pass.measure(figures::put);
    figures.put("gradient-norm", Math.sqrt(gradient.dot(gradient)));
    adam.update(parameters, gradient);
    return new Step(loss, (double) right / targets.rows(), figures);
  }
}
