// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A recurrent net. Its passes split the rows of a batch over the model's threads. */
final class RecurrentModel<A> implements Model {

  private final Network<A> network;
  private final Precision precision;
  private final DataField prediction;
  private final RowWorkers workers;
  private final List<RecurrentPass<A>> passes = new ArrayList<>();
  private final List<RecurrentStepwisePass<A>> stepwisePasses = new ArrayList<>();

  RecurrentModel(Network<A> network, Precision precision, int threads) {
    this.network = network;
    this.precision = precision;
    workers = new RowWorkers(threads);
    SequenceTask task = network.task();
    prediction = new DataField("prediction", task.shape(), 0, task.columns());
  }

  @Override
  public ParameterLayout parameters() {
    return network.layout();
  }

  @Override
  public DataField prediction() {
    return prediction;
  }

  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {
    network.initialize(parameters, random);
  }

  @Override
  public void setParameters(StateVector parameters) {
    network.setParameters(parameters);
  }

  @Override
  public void afterUpdate(StateVector parameters, long updates) {
    network.reparametrize(parameters, updates);
  }

  @Override
  public synchronized ModelPass newPass(int rows) {
    RecurrentPass<A> pass = new RecurrentPass<>(network, precision, rows, workers);
    passes.add(pass);
    return pass;
  }

  @Override
  public synchronized Optional<StepwisePass> newStepwisePass(int rows) {
    if (network.plan().bidirectional() || network.plan().readout() != Readout.EACH_STEP) {
      return Optional.empty();
    }
    RecurrentStepwisePass<A> pass = new RecurrentStepwisePass<>(network, precision, rows);
    stepwisePasses.add(pass);
    return Optional.of(pass);
  }

  @Override
  public synchronized void close() {
    workers.close();
    passes.forEach(RecurrentPass::close);
    passes.clear();
    stepwisePasses.forEach(RecurrentStepwisePass::close);
    stepwisePasses.clear();
    network.close();
  }
}
