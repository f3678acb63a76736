// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.kernel.NativeArray;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One layer in one direction: its parameters, and the packed matrix that all blocks of rows read.
 */
final class Layer<A> implements AutoCloseable {

  private final CellArithmetic<A> on;
  private final CellParameters parameters;
  private final DriveChoice choice;
  private final DriveScalars scalars;
  private final double[] values;
  private final double[] packed;
  private final A work;
  private final NativeArray<A> matrix;
  private final A bias;
  private final int offset;
  private final int scalarOffset;

  /**
   * A layer.
   *
   * @param offset where its parameters begin in the flat vector, the learnt scalars last
   */
  Layer(CellArithmetic<A> on, CellParameters parameters, DriveChoice choice, int offset) {
    this.on = on;
    this.parameters = parameters;
    this.choice = choice;
    this.offset = offset;
    scalars = choice.newScalars();
    scalarOffset = parameters.ports().stream().mapToInt(port -> port.size()).sum();
    values = new double[scalarOffset + choice.ports().size()];
    packed = new double[parameters.shape().packedSize()];
    work = on.zeros(packed.length);
    matrix = on.matrix(packed.length);
    bias = on.zeros(parameters.shape().hidden());
  }

  LayerShape shape() {
    return parameters.shape();
  }

  void initialize(StateVector flat, RandomGenerator random) {
    double[] initial = new double[scalarOffset];
    parameters.initialize(initial, random);
    StateVector own = flat.view(offset, 1, values.length);
    own.view(0, 1, scalarOffset).copyFrom(initial, 0);
    choice.initialize(own, scalarOffset);
  }

  /** Takes over new values. */
  void setParameters(StateVector flat) {
    flat.view(offset, 1, values.length).copyTo(values, 0);
    choice.set(scalars, values, scalarOffset);
    Arrays.fill(packed, 0);
    parameters.pack(values, packed);
    for (int i = 0; i < packed.length; i++) {
      on.set(work, i, packed[i]);
    }
    matrix.put(0, work, 0, packed.length);
    double[] newBias = parameters.cellBias(values);
    for (int i = 0; i < newBias.length; i++) {
      on.set(bias, i, newBias[i]);
    }
  }

  /** Gives the parameters another form of the same function, where there is a better one. */
  void reparametrize(StateVector flat, long updates) {
    StateVector own = flat.view(offset, 1, values.length);
    own.copyTo(values, 0);
    if (parameters.reparametrize(values, updates)) {
      own.copyFrom(values, 0);
    }
  }

  /** A scan for a block of rows. */
  LayerScan<A> newScan(
      CellArithmetic<A> on,
      int rows,
      int steps,
      StepMasks<A> masks,
      ScanOptions options,
      boolean reversed,
      Part<A> part) {
    int size = shape().hidden() * rows;
    return new LayerScan<>(
        on,
        shape(),
        rows,
        steps,
        parameters.newCell(on, size, part.bias(), part.biasCotangent()),
        choice.newDrive(on, shape(), rows, options.segment(steps), scalars, part.products()),
        masks,
        reversed,
        options.truncation(),
        options.segment(steps));
  }

  /** The recurrence a step at a time, for so many rows. */
  LayerStep<A> newStep(CellArithmetic<A> on, int rows) {
    Part<A> part = newPart(on, rows);
    int size = shape().hidden() * rows;
    return new LayerStep<>(
        on,
        this,
        rows,
        part,
        parameters.newCell(on, size, part.bias(), part.biasCotangent()),
        choice.newDrive(on, shape(), rows, 1, scalars, part.products()));
  }

  /** What a block of rows has of its own. */
  Part<A> newPart(CellArithmetic<A> on, int rows) {
    int size = shape().hidden() * rows;
    return new Part<>(
        new StepProducts<>(on, shape().packedRows(), shape().packedColumns(), rows, matrix),
        on.zeros(size),
        on.zeros(size),
        size);
  }

  /** Brings the biases to a block of rows. */
  void spreadBias(CellArithmetic<A> on, Part<A> part, int rows) {
    on.spreadFeatures(bias, part.bias(), shape().hidden(), rows);
  }

  /** Adds what a block of rows gathered to the flat cotangent. */
  void addCotangents(
      CellArithmetic<A> on, Part<A> part, int rows, Drive<A> drive, StateVector flatCotangent) {
    part.products().getGradient(work);
    for (int i = 0; i < packed.length; i++) {
      packed[i] = on.get(work, i);
    }
    double[] biasCotangent = new double[shape().hidden()];
    on.addRowSums(part.biasCotangent(), biasCotangent, biasCotangent.length, rows);
    double[] cotangent = new double[values.length];
    parameters.unpack(values, packed, biasCotangent, cotangent);
    choice.addCotangents(drive.scalarCotangents(), values, cotangent, scalarOffset);
    StateVector target = flatCotangent.view(offset, 1, values.length);
    StateVector added = target.newLike();
    added.copyFrom(cotangent, 0);
    target.add(1, added);
  }

  @Override
  public void close() {
    parameters.close();
    matrix.close();
  }

  /**
   * A block of rows' own: products with their gradient, biases and their cotangent.
   *
   * @param bias hidden × rows
   * @param biasCotangent of that shape
   * @param size hidden × rows
   */
  record Part<A>(StepProducts<A> products, A bias, A biasCotangent, int size) {

    void clear(CellArithmetic<A> on) {
      products.clearGradient();
      on.fill(biasCotangent, 0, size, 0);
    }
  }
}
