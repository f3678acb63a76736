// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A layer in its one or two directions, with dropout behind it, for a block of rows. */
final class LayerPass<A> implements AutoCloseable {

  private final List<Layer<A>> layers;
  private final CellArithmetic<A> on;
  private final int rows;
  private final int steps;
  private final int width;
  private final List<Layer.Part<A>> parts = new ArrayList<>();
  private final List<LayerScan<A>> scans = new ArrayList<>();
  private final A[] joined;
  private final A[] kept;
  private final A[] cotangents;
  private final List<A[]> directionCotangents = new ArrayList<>();
  private boolean drops;

  LayerPass(
      Network<A> network,
      List<Layer<A>> layers,
      CellArithmetic<A> on,
      int rows,
      StepMasks<A> masks) {
    this.layers = layers;
    this.on = on;
    this.rows = rows;
    steps = network.task().steps();
    width = layers.stream().mapToInt(layer -> layer.shape().hidden()).sum();
    for (Layer<A> layer : layers) {
      Layer.Part<A> part = layer.newPart(on, rows);
      parts.add(part);
      scans.add(
          layer.newScan(on, rows, steps, masks, network.plan().scan(), !scans.isEmpty(), part));
    }
    boolean joins = layers.size() > 1 || network.plan().dropout() > 0;
    joined = joins ? on.places(steps) : null;
    kept = network.plan().dropout() > 0 ? on.places(steps) : null;
    for (int step = 0; joins && step < steps; step++) {
      joined[step] = LayerScan.withOnes(on, width, rows);
      if (kept != null) {
        kept[step] = on.zeros(width * rows);
      }
    }
    cotangents = on.zeros(steps, width * rows);
    for (Layer<A> layer : layers) {
      directionCotangents.add(
          layers.size() == 1 ? cotangents : on.zeros(steps, layer.shape().hidden() * rows));
    }
  }

  /** The features of every step, with a row of ones; valid until the next forward. */
  A[] forward(A[] inputs, double dropout, SplittableRandom random, int firstRow) {
    for (int i = 0; i < scans.size(); i++) {
      layers.get(i).spreadBias(on, parts.get(i), rows);
      scans.get(i).forward(inputs);
    }
    drops = dropout > 0;
    if (layers.size() == 1 && !drops) {
      return scans.get(0).outputs();
    }
    for (int step = 0; step < steps; step++) {
      int at = 0;
      for (int i = 0; i < scans.size(); i++) {
        int count = layers.get(i).shape().hidden() * rows;
        on.copy(scans.get(i).outputs()[step], 0, joined[step], at, count);
        at += count;
      }
    }
    if (drops) {
      drop(dropout, random, firstRow);
    }
    return joined;
  }

  /** Each row draws from a generator of its own, so that blocks of rows do not matter. */
  private void drop(double dropout, SplittableRandom random, int firstRow) {
    long seed = random.nextLong();
    for (int row = 0; row < rows; row++) {
      SplittableRandom own = new SplittableRandom(seed + 0x9e3779b97f4a7c15L * (firstRow + row));
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < width; i++) {
          double factor = own.nextDouble() < dropout ? 0 : 1 / (1 - dropout);
          on.set(kept[step], i * rows + row, factor);
        }
      }
    }
    for (int step = 0; step < steps; step++) {
      on.multiply(joined[step], joined[step], kept[step], width * rows);
    }
  }

  /** The states at which the scans end. */
  List<LayerScan<A>> scans() {
    return scans;
  }

  /** Where cotangents of the features are added, zeros at first. */
  A[] clearedCotangents() {
    for (A cotangent : cotangents) {
      on.fill(cotangent, 0, width * rows, 0);
    }
    return cotangents;
  }

  /** Pulls back what was added to {@link #clearedCotangents}. */
  void backward(A[] inputCotangents, StepGradients gradients) {
    for (int step = 0; step < steps; step++) {
      if (drops) {
        on.multiply(cotangents[step], cotangents[step], kept[step], width * rows);
      }
      int at = 0;
      for (int i = 0; layers.size() > 1 && i < layers.size(); i++) {
        int count = layers.get(i).shape().hidden() * rows;
        on.copy(cotangents[step], at, directionCotangents.get(i)[step], 0, count);
        at += count;
      }
    }
    for (int i = 0; i < scans.size(); i++) {
      parts.get(i).clear(on);
      scans.get(i).backward(directionCotangents.get(i), inputCotangents, gradients);
    }
  }

  void addCotangents(StateVector flatCotangent) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).addCotangents(on, parts.get(i), rows, scans.get(i).drive(), flatCotangent);
    }
  }

  @Override
  public void close() {
    parts.forEach(part -> part.products().close());
  }
}
