// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer in one direction over all steps, for a block of rows: the scan of a cell and its drive,
 * forward and backward.
 *
 * <p>The pass backward needs gates and states of every step. Asked to recompute, a scan keeps them
 * for a segment of steps only, and the states where segments begin; it runs each segment once more
 * before it is pulled back.
 */
final class LayerScan<A> {

  private final CellArithmetic<A> on;
  private final Cell<A> cell;
  private final Drive<A> drive;
  private final StepMasks<A> masks;
  private final boolean reversed;
  private final int truncation;
  private final int steps;
  private final int segment;
  private final int size;
  private final A start;
  private final A[] outputs;
  private final A[][] memories;
  private final A[][] gates;
  private final List<Snapshot<A>> snapshots = new ArrayList<>();
  private final A[] previous;
  private final A[] next;
  private final A[] gateCotangents;
  private A[] cotangents;
  private A[] previousCotangents;
  private final A[] held;
  private A[] inputs;

  /** Where a segment begins. */
  private record Snapshot<A>(A[] memories, A[] drive) {}

  /**
   * A scan.
   *
   * @param reversed whether it runs from the last step to the first
   * @param truncation steps after which no cotangent goes further back; 0 for never
   * @param segment steps for which everything is kept; the steps of a sequence to keep all
   */
  LayerScan(
      CellArithmetic<A> on,
      LayerShape shape,
      int rows,
      int steps,
      Cell<A> cell,
      Drive<A> drive,
      StepMasks<A> masks,
      boolean reversed,
      int truncation,
      int segment) {
    this.on = on;
    this.cell = cell;
    this.drive = drive;
    this.masks = masks;
    this.reversed = reversed;
    this.truncation = truncation;
    this.steps = steps;
    this.segment = segment;
    size = shape.hidden() * rows;
    start = withOnes(on, shape.hidden(), rows);
    outputs = on.places(steps);
    for (int step = 0; step < steps; step++) {
      outputs[step] = withOnes(on, shape.hidden(), rows);
    }
    memories = lists(segment + 1, cell.memories());
    gates = lists(segment, shape.blocks());
    int states = 1 + cell.memories();
    previous = on.places(states);
    next = on.places(states);
    gateCotangents = on.zeros(shape.blocks(), size);
    cotangents = on.zeros(states, size);
    previousCotangents = on.zeros(states, size);
    held = on.zeros(states, size);
  }

  /** Zeros with a row of ones behind them. */
  static <A> A withOnes(CellArithmetic<A> on, int features, int rows) {
    A array = on.zeros((features + 1) * rows);
    on.fill(array, features * rows, rows, 1);
    return array;
  }

  @SuppressWarnings("unchecked")
  private A[][] lists(int count, int length) {
    A[][] lists = (A[][]) new Object[count][];
    Arrays.setAll(lists, i -> on.zeros(length, size));
    return lists;
  }

  /** The step of the sequence at a place of the scan. */
  private int time(int place) {
    return reversed ? steps - 1 - place : place;
  }

  /** The hidden states, a step each, with a row of ones; valid until the next forward. */
  A[] outputs() {
    return outputs;
  }

  /** The hidden state at the end of the scan: the last step, or the first of a reversed scan. */
  A last() {
    return outputs[time(steps - 1)];
  }

  /** The step whose output {@link #last} is. */
  int lastTime() {
    return time(steps - 1);
  }

  /** The cotangent of the packed matrix and the drive's scalars since {@link #backward} began. */
  Drive<A> drive() {
    return drive;
  }

  /**
   * Runs over all steps.
   *
   * @param newInputs a step each, with a row of ones; kept until {@link #backward}
   */
  void forward(A[] newInputs) {
    inputs = newInputs;
    snapshots.clear();
    drive.begin(masks.isMasked());
    for (A memory : memories[0]) {
      on.fill(memory, 0, size, 0);
    }
    for (int from = 0; from < steps; from += segment) {
      if (segment < steps) {
        snapshots.add(snapshot());
      }
      int to = Math.min(from + segment, steps);
      run(from, to);
      if (to < steps) {
        continueFrom(to - from);
      }
    }
  }

  private Snapshot<A> snapshot() {
    A[] copy = on.zeros(cell.memories(), size);
    for (int i = 0; i < copy.length; i++) {
      on.copy(memories[0][i], 0, copy[i], 0, size);
    }
    return new Snapshot<>(copy, drive.snapshot());
  }

  private void continueFrom(int slot) {
    drive.continueFrom(slot);
    for (int i = 0; i < cell.memories(); i++) {
      on.copy(memories[slot][i], 0, memories[0][i], 0, size);
    }
  }

  private void restore(Snapshot<A> snapshot) {
    drive.restore(snapshot.drive());
    for (int i = 0; i < cell.memories(); i++) {
      on.copy(snapshot.memories()[i], 0, memories[0][i], 0, size);
    }
  }

  private void run(int from, int to) {
    for (int place = from; place < to; place++) {
      int slot = place - from;
      int time = time(place);
      A mask = masks.at(time);
      states(place, slot);
      drive.forward(slot, place, inputs[time], previous[0], mask, gates[slot]);
      cell.forward(gates[slot], previous, next);
      if (mask != null) {
        for (int i = 0; i < next.length; i++) {
          on.keep(next[i], previous[i], mask, size);
        }
      }
    }
  }

  /** Finds the states before and after a step. */
  private void states(int place, int slot) {
    previous[0] = place == 0 ? start : outputs[time(place - 1)];
    next[0] = outputs[time(place)];
    for (int i = 0; i < cell.memories(); i++) {
      previous[i + 1] = memories[slot][i];
      next[i + 1] = memories[slot + 1][i];
    }
  }

  /**
   * Pulls back cotangents of the outputs.
   *
   * @param outputCotangents a step each; null where there is none
   * @param inputCotangents a step each, added to; null if nobody wants them
   * @param gradients of the loss with respect to the hidden states, added to; null if nobody wants
   *     them
   */
  void backward(A[] outputCotangents, A[] inputCotangents, StepGradients gradients) {
    drive.beginBackward();
    for (A cotangent : cotangents) {
      on.fill(cotangent, 0, size, 0);
    }
    int last = (steps - 1) / segment * segment;
    for (int from = last; from >= 0; from -= segment) {
      int to = Math.min(from + segment, steps);
      if (segment < steps && from < last) {
        restore(snapshots.get(from / segment));
        run(from, to);
      }
      for (int place = to - 1; place >= from; place--) {
        pullBack(place, place - from, outputCotangents, inputCotangents, gradients);
      }
    }
  }

  private void pullBack(
      int place, int slot, A[] outputCotangents, A[] inputCotangents, StepGradients gradients) {
    int time = time(place);
    A mask = masks.at(time);
    states(place, slot);
    if (outputCotangents[time] != null) {
      on.add(cotangents[0], 1, outputCotangents[time], size);
    }
    if (gradients != null && gradients.wants(time)) {
      gradients.add(time, on.dot(cotangents[0], cotangents[0], size));
    }
    for (int i = 0; i < cotangents.length; i++) {
      on.flush(cotangents[i], size);
      if (mask != null) {
        on.multiplyComplement(held[i], cotangents[i], mask, size);
        on.multiply(cotangents[i], cotangents[i], mask, size);
      }
    }
    cell.backward(gates[slot], previous, next, cotangents, gateCotangents, previousCotangents);
    for (A gate : gateCotangents) {
      on.flush(gate, size);
    }
    drive.backward(
        slot,
        place,
        inputs[time],
        previous[0],
        mask,
        gateCotangents,
        previousCotangents[0],
        inputCotangents == null ? null : inputCotangents[time]);
    if (mask != null) {
      for (int i = 0; i < held.length; i++) {
        on.add(previousCotangents[i], 1, held[i], size);
      }
    }
    A[] swapped = cotangents;
    cotangents = previousCotangents;
    previousCotangents = swapped;
    if (truncation > 0 && place % truncation == 0) {
      drive.cutBackward();
      for (A cotangent : cotangents) {
        on.fill(cotangent, 0, size, 0);
      }
    }
  }
}
