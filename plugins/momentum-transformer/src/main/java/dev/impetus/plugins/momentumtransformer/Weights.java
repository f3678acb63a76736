// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.kernel.NativeArray;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The parameters of a transformer as its passes read them: where each lies, the flat vector in
 * native memory for matrix products, and on the heap for everything else.
 */
final class Weights<A> implements AutoCloseable {

  /**
   * One layer's.
   *
   * @param stream W_a of a weighted connection, else null
   * @param velocity W_b of a weighted connection, else null
   */
  record Layer(
      Linear query,
      Linear key,
      Linear value,
      Linear merge,
      Norm norm1,
      Linear expand,
      Linear contract,
      Norm norm2,
      Linear stream,
      Linear velocity) {}

  /** Of learnt positions at first, as commonly chosen. */
  private static final double POSITION_DEVIATION = 0.02;

  private final TokenArithmetic<A> on;
  private final TransformerPlan plan;
  private final SequenceTask task;
  private final ParameterLayout layout;
  private final int embedding;
  private final Linear features;
  private final int position;
  private final List<Layer> layers = new ArrayList<>();
  private final Norm finalNorm;
  private final Linear readout;
  private final A flat;
  private final NativeArray<A> matrices;
  private final A sinusoids;

  Weights(TokenArithmetic<A> on, TransformerPlan plan, SequenceTask task) {
    this.on = on;
    this.plan = plan;
    this.task = task;
    ParameterLayout.Builder builder = ParameterLayout.builder();
    int width = plan.width();
    int embeddingWidth = plan.positions().embeddingWidth(width);
    boolean tokens = task.tokens() > 0;
    embedding =
        tokens
            ? builder.add(
                new Port("embedding", List.of((long) task.tokens(), (long) embeddingWidth)))
            : -1;
    features = tokens ? null : Linear.add(builder, "inputs", embeddingWidth, task.features());
    position =
        plan.positions().kind() == Positions.Kind.LEARNED
            ? builder.add(
                new Port(
                    "position", List.of((long) task.steps(), (long) plan.positions().width(width))))
            : -1;
    for (int layer = 1; layer <= plan.layers(); layer++) {
      layers.add(layer(builder, "layer" + layer + ".", width, plan));
    }
    finalNorm = plan.finalNorm() ? Norm.add(builder, "norm", width) : null;
    readout =
        plan.tied()
            ? new Linear(embedding, -1, task.outputs(), width).withBias(builder, "readout")
            : Linear.add(builder, "readout", task.outputs(), width);
    layout = builder.build();
    flat = on.zeros(layout.size());
    matrices = on.matrix(layout.size());
    sinusoids = sinusoids();
  }

  /** Those of the steps of the task; null without them. */
  private A sinusoids() {
    if (plan.positions().kind() != Positions.Kind.SINUSOIDAL) {
      return null;
    }
    int width = plan.positions().width(plan.width());
    A table = on.zeros(Math.multiplyExact(task.steps(), width));
    for (int step = 0; step < task.steps(); step++) {
      for (int i = 0; i < width; i++) {
        on.set(table, step * width + i, Positions.sinusoid(step, i, width));
      }
    }
    return table;
  }

  /** Adds the sinusoidal encoding of any position to a stretch of an array. */
  void addSinusoids(TokenArithmetic<A> loops, long place, A target, int to, int width) {
    if (place < task.steps()) {
      loops.addStretch(target, to, 1, sinusoids, (int) place * width, width);
      return;
    }
    for (int i = 0; i < width; i++) {
      double sum = loops.get(target, to + i) + Positions.sinusoid(place, i, width);
      loops.set(target, to + i, sum);
    }
  }

  private static Layer layer(
      ParameterLayout.Builder builder, String name, int width, TransformerPlan plan) {
    boolean weighted = plan.connection().weighted();
    return new Layer(
        Linear.add(builder, name + "query", width, width),
        Linear.add(builder, name + "key", width, width),
        Linear.add(builder, name + "value", width, width),
        Linear.add(builder, name + "merge", width, width),
        Norm.add(builder, name + "norm1", width),
        Linear.add(builder, name + "expand", plan.feedForward(), width),
        Linear.add(builder, name + "contract", width, plan.feedForward()),
        Norm.add(builder, name + "norm2", width),
        weighted ? Linear.addWithoutBias(builder, name + "stream", width, width) : null,
        weighted ? Linear.addWithoutBias(builder, name + "velocity", width, width) : null);
  }

  /** Loops for one more thread. */
  TokenArithmetic<A> newArithmetic() {
    return on.another();
  }

  TransformerPlan plan() {
    return plan;
  }

  SequenceTask task() {
    return task;
  }

  ParameterLayout layout() {
    return layout;
  }

  List<Layer> layers() {
    return layers;
  }

  /** Offset of the embedding, tokens × its width; -1 for inputs of real numbers. */
  int embedding() {
    return embedding;
  }

  /** The map of real inputs; null for tokens. */
  Linear features() {
    return features;
  }

  /** Offset of learnt positions, steps × their width; -1 without. */
  int position() {
    return position;
  }

  /** The last normalisation; null without. */
  Norm finalNorm() {
    return finalNorm;
  }

  Linear readout() {
    return readout;
  }

  /**
   * What an embedding is multiplied by: √width where the readout shares it, so that both are of
   * order 1.
   */
  double embeddingFactor() {
    return plan.tied() ? Math.sqrt(plan.width()) : 1;
  }

  /** All parameters on the heap. */
  A flat() {
    return flat;
  }

  /** All parameters in native memory. */
  NativeArray<A> matrices() {
    return matrices;
  }

  /** The largest number of a token's numbers on either side of a linear map. */
  int largestWidth() {
    int largest = Math.max(Math.max(plan.width(), plan.feedForward()), task.outputs());
    return Math.max(largest, task.features());
  }

  /** As PyTorch begins linear maps, embeddings and normalisations. */
  void initialize(StateVector parameters, RandomGenerator random) {
    parameters.fill(0);
    if (embedding >= 0) {
      int count = task.tokens() * plan.positions().embeddingWidth(plan.width());
      double deviation = plan.tied() ? 1 / Math.sqrt(plan.width()) : 1;
      fillNormal(parameters, embedding, count, deviation, random);
    } else {
      fillUniform(parameters, features, random);
    }
    if (position >= 0) {
      int count = task.steps() * plan.positions().width(plan.width());
      fillNormal(parameters, position, count, POSITION_DEVIATION, random);
    }
    for (Layer layer : layers) {
      for (Linear map :
          List.of(
              layer.query(),
              layer.key(),
              layer.value(),
              layer.merge(),
              layer.expand(),
              layer.contract())) {
        fillUniform(parameters, map, random);
      }
      fillOnes(parameters, layer.norm1());
      fillOnes(parameters, layer.norm2());
      if (layer.stream() != null) {
        fillIdentity(parameters, layer.stream());
        fillIdentity(parameters, layer.velocity());
      }
    }
    if (finalNorm != null) {
      fillOnes(parameters, finalNorm);
    }
    if (!plan.tied()) {
      fillUniform(parameters, readout, random);
    }
  }

  private static void fillNormal(
      StateVector parameters, int offset, int count, double deviation, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      parameters.set(0, offset + i, deviation * random.nextGaussian());
    }
  }

  private static void fillUniform(StateVector parameters, Linear map, RandomGenerator random) {
    double bound = 1 / Math.sqrt(map.inputs());
    for (int i = 0; i < map.outputs() * map.inputs(); i++) {
      parameters.set(0, map.weight() + i, bound * (2 * random.nextDouble() - 1));
    }
    for (int i = 0; i < map.outputs(); i++) {
      parameters.set(0, map.bias() + i, bound * (2 * random.nextDouble() - 1));
    }
  }

  private static void fillOnes(StateVector parameters, Norm norm) {
    parameters.view(norm.scale(), 1, norm.width()).fill(1);
  }

  /** So that a weighted connection begins as one without weights. */
  private static void fillIdentity(StateVector parameters, Linear map) {
    for (int i = 0; i < map.outputs(); i++) {
      parameters.set(0, map.weight() + i * map.inputs() + i, 1);
    }
  }

  void setParameters(StateVector parameters) {
    on.copy(on.array(parameters), on.offset(parameters), flat, 0, layout.size());
    matrices.put(0, flat, 0, layout.size());
  }

  @Override
  public void close() {
    matrices.close();
  }
}
