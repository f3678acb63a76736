// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.NativeArray;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.SequenceTask;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The parameters of a recurrent net as its passes read them: an embedding of tokens, layers in one
 * or two directions, and a linear readout.
 */
final class Network<A> implements AutoCloseable {

  /**
   * How a net is built.
   *
   * @param cells makes the parameters of a layer with so many inputs
   * @param drive of every layer
   * @param layers how many
   * @param bidirectional whether each layer runs in both directions
   * @param readout where predictions are read from
   * @param dropout share of the numbers between layers that is dropped in training
   * @param embedding width of the embedding of tokens; 0 for one-hot inputs
   * @param scan how scans run
   */
  record Plan(
      CellFactory cells,
      DriveChoice drive,
      int layers,
      boolean bidirectional,
      Readout readout,
      double dropout,
      int embedding,
      ScanOptions scan) {}

  /** Makes the parameters of a layer. */
  @FunctionalInterface
  interface CellFactory {

    /** Parameters for so many inputs. */
    CellParameters create(int inputs);
  }

  private final CellArithmetic<A> on;
  private final Plan plan;
  private final SequenceTask task;
  private final ParameterLayout layout;
  private final int embeddingOffset;
  private final int readoutOffset;
  private final int inputWidth;
  private final int stateWidth;
  private final List<List<Layer<A>>> layers = new ArrayList<>();
  private final A table;
  private final A readoutWork;
  private final NativeArray<A> readoutMatrix;

  Network(CellArithmetic<A> on, Plan plan, SequenceTask task) {
    this.on = on;
    this.plan = plan;
    this.task = task;
    ParameterLayout.Builder builder = ParameterLayout.builder();
    boolean embeds = task.tokens() > 0 && plan.embedding() > 0;
    inputWidth = task.tokens() == 0 ? task.features() : embeds ? plan.embedding() : task.tokens();
    embeddingOffset =
        embeds
            ? builder.add(
                new Port("embedding", List.of((long) task.tokens(), (long) plan.embedding())))
            : -1;
    int width = inputWidth;
    for (int depth = 0; depth < plan.layers(); depth++) {
      List<Layer<A>> directions = new ArrayList<>();
      for (String direction :
          plan.bidirectional() ? List.of("forward", "backward") : List.of("forward")) {
        CellParameters cell = plan.cells().create(width);
        List<Port> ports = new ArrayList<>(cell.ports());
        ports.addAll(plan.drive().ports());
        String name = "layer" + (depth + 1) + (plan.bidirectional() ? "." + direction : "");
        directions.add(new Layer<>(on, cell, plan.drive(), builder.add(name, ports)));
      }
      layers.add(List.copyOf(directions));
      width = directions.stream().mapToInt(layer -> layer.shape().hidden()).sum();
    }
    stateWidth = width;
    readoutOffset =
        builder.add(
            "readout",
            List.of(
                new Port("weight", List.of((long) task.outputs(), (long) stateWidth)),
                new Port("bias", List.of((long) task.outputs()))));
    layout = builder.build();
    table = embeds ? on.zeros(task.tokens() * plan.embedding()) : null;
    readoutWork = on.zeros(task.outputs() * (stateWidth + 1));
    readoutMatrix = on.matrix(task.outputs() * (stateWidth + 1));
  }

  /** Loops for one more thread. */
  CellArithmetic<A> newArithmetic() {
    return on.another();
  }

  Plan plan() {
    return plan;
  }

  SequenceTask task() {
    return task;
  }

  ParameterLayout layout() {
    return layout;
  }

  List<List<Layer<A>>> layers() {
    return layers;
  }

  /** Features of an input. */
  int inputWidth() {
    return inputWidth;
  }

  /** Numbers that the readout reads. */
  int stateWidth() {
    return stateWidth;
  }

  /** The embedding, tokens × width; null without one. */
  A table() {
    return table;
  }

  /** The readout's weight and bias, outputs × (state + 1). */
  NativeArray<A> readoutMatrix() {
    return readoutMatrix;
  }

  void initialize(StateVector flat, RandomGenerator random) {
    if (embeddingOffset >= 0) {
      normal(flat, embeddingOffset, task.tokens() * plan.embedding(), 1, random);
    }
    layers.forEach(directions -> directions.forEach(layer -> layer.initialize(flat, random)));
    // As PyTorch begins a linear layer.
    double bound = 1 / Math.sqrt(stateWidth);
    double[] weights = new double[task.outputs() * (stateWidth + 1)];
    InitialWeights.uniform(weights, 0, weights.length, bound, random);
    flat.view(readoutOffset, 1, weights.length).copyFrom(weights, 0);
  }

  private static void normal(
      StateVector flat, int offset, int count, double deviation, RandomGenerator random) {
    double[] numbers = new double[count];
    InitialWeights.normal(numbers, 0, count, deviation, random);
    flat.view(offset, 1, count).copyFrom(numbers, 0);
  }

  void setParameters(StateVector flat) {
    layers.forEach(directions -> directions.forEach(layer -> layer.setParameters(flat)));
    if (table != null) {
      int size = task.tokens() * plan.embedding();
      on.gather(flat, 0, 1, embeddingOffset, size, table);
    }
    int weights = task.outputs() * stateWidth;
    for (int output = 0; output < task.outputs(); output++) {
      int at = output * (stateWidth + 1);
      for (int i = 0; i < stateWidth; i++) {
        on.set(readoutWork, at + i, flat.get(0, readoutOffset + output * stateWidth + i));
      }
      on.set(readoutWork, at + stateWidth, flat.get(0, readoutOffset + weights + output));
    }
    readoutMatrix.put(0, readoutWork, 0, task.outputs() * (stateWidth + 1));
  }

  /** Gives the parameters another form of the same function. */
  void reparametrize(StateVector flat, long updates) {
    layers.forEach(directions -> directions.forEach(layer -> layer.reparametrize(flat, updates)));
  }

  /** Adds the cotangent of the readout, outputs × (state + 1). */
  void addReadoutCotangent(A cotangent, StateVector flatCotangent) {
    int weights = task.outputs() * stateWidth;
    for (int output = 0; output < task.outputs(); output++) {
      for (int i = 0; i <= stateWidth; i++) {
        int at = readoutOffset + (i < stateWidth ? output * stateWidth + i : weights + output);
        flatCotangent.set(
            0, at, flatCotangent.get(0, at) + on.get(cotangent, output * (stateWidth + 1) + i));
      }
    }
  }

  /** Adds the cotangent of the embedding. */
  void addTableCotangent(A cotangent, StateVector flatCotangent) {
    for (int i = 0; i < task.tokens() * plan.embedding(); i++) {
      int at = embeddingOffset + i;
      flatCotangent.set(0, at, flatCotangent.get(0, at) + on.get(cotangent, i));
    }
  }

  @Override
  public void close() {
    layers.forEach(directions -> directions.forEach(Layer::close));
    readoutMatrix.close();
  }
}
