// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/** One layer that reads a step at a time: the recurrence of {@link LayerScan}, without a past. */
final class LayerStep<A> implements AutoCloseable {

  private final CellArithmetic<A> on;
  private final Layer<A> layer;
  private final Layer.Part<A> part;
  private final Cell<A> cell;
  private final Drive<A> drive;
  private final int rows;
  private final int size;
  private final A[] gates;
  private A[] states;
  private A[] next;
  private int place;

  /**
   * A layer at its first step.
   *
   * @param drive with room for one step
   */
  LayerStep(
      CellArithmetic<A> on,
      Layer<A> layer,
      int rows,
      Layer.Part<A> part,
      Cell<A> cell,
      Drive<A> drive) {
    this.on = on;
    this.layer = layer;
    this.part = part;
    this.cell = cell;
    this.drive = drive;
    this.rows = rows;
    int hidden = layer.shape().hidden();
    size = hidden * rows;
    gates = on.zeros(layer.shape().blocks(), size);
    states = on.zeros(1 + cell.memories(), size);
    next = on.zeros(1 + cell.memories(), size);
    states[0] = LayerScan.withOnes(on, hidden, rows);
    next[0] = LayerScan.withOnes(on, hidden, rows);
  }

  /** Goes back to the first step. */
  void reset() {
    place = 0;
  }

  /**
   * Reads a step.
   *
   * @param x inputs, with a row of ones
   * @return the hidden state, with a row of ones; valid until the next step
   */
  A step(A x) {
    if (place == 0) {
      begin();
    }
    drive.forward(0, place++, x, states[0], null, gates);
    cell.forward(gates, states, next);
    drive.continueFrom(1);
    A[] former = states;
    states = next;
    next = former;
    return states[0];
  }

  /** Parameters may be others than when this was made. */
  private void begin() {
    layer.spreadBias(on, part, rows);
    drive.begin(false);
    for (A state : states) {
      on.fill(state, 0, size, 0);
    }
  }

  /** Numbers that it remembers of the steps so far. */
  int stateSize() {
    return states.length * size + drive.stateSize();
  }

  @Override
  public void close() {
    part.products().close();
  }
}
