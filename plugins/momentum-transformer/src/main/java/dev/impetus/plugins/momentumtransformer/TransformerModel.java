// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
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

/** A transformer. Its passes take turns with the model's threads and working arrays. */
final class TransformerModel<A> implements Model {

  /** Tokens of a block: their arrays stay in the caches, and products are large enough. */
  private static final int BLOCK = 128;

  private final Weights<A> weights;
  private final Precision precision;
  private final DataField prediction;
  private final RowWorkers workers;
  private final List<Workspace<A>> workspaces = new ArrayList<>();
  private final HeadKernels<A> kernels;
  private final List<TransformerSteps<A>> stepwise = new ArrayList<>();

  TransformerModel(Weights<A> weights, Precision precision, int threads) {
    this.weights = weights;
    this.precision = precision;
    workers = new RowWorkers(threads);
    SequenceTask task = weights.task();
    TransformerPlan plan = weights.plan();
    kernels =
        plan.attention().newKernels(weights.newArithmetic(), plan.attentionShape(1, task.steps()));
    prediction = new DataField("prediction", task.shape(), 0, task.columns());
  }

  @Override
  public ParameterLayout parameters() {
    return weights.layout();
  }

  @Override
  public DataField prediction() {
    return prediction;
  }

  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {
    weights.initialize(parameters, random);
  }

  @Override
  public void setParameters(StateVector parameters) {
    weights.setParameters(parameters);
  }

  @Override
  public synchronized ModelPass newPass(int rows) {
    // Another pass may be running.
    synchronized (workspaces) {
      while (workspaces.size() < workers.threads()) {
        workspaces.add(new Workspace<>(weights, BLOCK));
      }
      return new TransformerPass<>(weights, precision, rows, workers, workspaces, kernels);
    }
  }

  /**
   * The recurrent form; empty if tokens see later ones, or one prediction is read from all.
   *
   * @throws ImpetusException of kind CONFIGURATION for legacy momentum attention, which has none
   */
  @Override
  public synchronized Optional<StepwisePass> newStepwisePass(int rows) {
    AttentionKind kind = weights.plan().attention().kind();
    if (!kind.isCausal() || weights.plan().readout() != Readout.EACH_STEP) {
      return Optional.empty();
    }
    if (kind == AttentionKind.CAUSAL_MOMENTUM_LEGACY) {
      throw new ImpetusException(
          new Problem(
              ErrorKind.CONFIGURATION,
              "this model cannot go on step by step",
              "model.attention",
              "its weights (legacy) depend on the length of the whole sequence, padding included,"
                  + " so what it learnt is another function than any recurrence computes",
              "train with attention: momentum"));
    }
    TransformerSteps<A> steps = new TransformerSteps<>(weights, precision, rows);
    stepwise.add(steps);
    return Optional.of(steps);
  }

  @Override
  public synchronized void close() {
    workers.close();
    kernels.close();
    stepwise.forEach(TransformerSteps::close);
    workspaces.forEach(Workspace::close);
    stepwise.clear();
    workspaces.clear();
    weights.close();
  }
}
