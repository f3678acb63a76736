// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * Inputs with momentum, {@code v_t = μ_t v_{t-1} + s (W x_t + b)} (Nguyen, Baraniuk, Bertozzi,
 * Osher and Wang, NeurIPS 2020, equation 9), computed as
 *
 * <pre>{@code
 * p_t = μ_t p_{t-1} + s [x_t; 1]     v_t = [W b] p_t
 * }</pre>
 *
 * which is the same, as the velocity is linear in the inputs: the scan runs over the inputs instead
 * of the four times as many pre-activations of an LSTM, and a cell with momentum costs what a plain
 * one does. With μ = 0 and s = 1, p is the input itself.
 */
final class FilteredDrive<A> implements Drive<A> {

  private final CellArithmetic<A> on;
  private final LayerShape shape;
  private final int rows;
  private final int size;
  private final DriveScalars scalars;
  private final boolean learnsScalars;
  private final StepProducts<A> products;
  private final A[] filtered;
  private final A hCotangent;
  private final A total;
  private final A held;
  private final A carried;
  private final RowCounts<A> counts;
  private final double[] scalarCotangents = new double[DriveScalars.COUNT];

  FilteredDrive(
      CellArithmetic<A> on,
      LayerShape shape,
      int rows,
      int slots,
      DriveScalars scalars,
      boolean learnsScalars,
      StepProducts<A> products) {
    this.on = on;
    this.shape = shape;
    this.rows = rows;
    this.scalars = scalars;
    this.learnsScalars = learnsScalars;
    this.products = products;
    size = (shape.inputs() + 1) * rows;
    filtered = on.zeros(slots + 1, size);
    hCotangent = on.zeros(shape.hidden() * rows);
    total = on.zeros(size);
    held = on.zeros(size);
    carried = on.zeros(size);
    counts = scalars.isScheduled() ? new RowCounts<>(on, scalars, rows, slots, size) : null;
  }

  @Override
  public void begin(boolean masked) {
    on.fill(filtered[0], 0, size, 0);
    if (counts != null) {
      counts.begin(masked);
    }
  }

  @Override
  public void continueFrom(int slot) {
    on.copy(filtered[slot], 0, filtered[0], 0, size);
    if (counts != null) {
      counts.continueFrom(slot);
    }
  }

  @Override
  public int stateSize() {
    return size + (counts == null ? 0 : rows);
  }

  @Override
  public A[] snapshot() {
    A[] snapshot = on.zeros(2, size);
    on.copy(filtered[0], 0, snapshot[0], 0, size);
    if (counts != null) {
      counts.save(snapshot[1]);
    }
    return snapshot;
  }

  @Override
  public void restore(A[] snapshot) {
    on.copy(snapshot[0], 0, filtered[0], 0, size);
    if (counts != null) {
      counts.restore(snapshot[1]);
    }
  }

  @Override
  public void forward(int slot, int step, A x, A h, A mask, A[] gates) {
    A before = filtered[slot];
    A after = filtered[slot + 1];
    if (counts != null && counts.areUsed()) {
      on.multiply(after, before, counts.momentum(slot, mask), size);
      on.add(after, scalars.stepSize(), x, size);
    } else {
      on.combine(after, scalars.momentum(step), before, scalars.stepSize(), x, size);
    }
    if (mask != null) {
      on.keep(after, before, mask, size);
    }
    setOperand(h, after);
    products.multiply(0, shape.packedColumns(), 0);
    products.getResultBlocks(gates, shape.hidden());
  }

  private void setOperand(A h, A input) {
    products.setOperand(0, h, shape.hidden() + 1);
    products.setOperand(shape.inputColumn(), input, shape.inputs() + 1);
  }

  @Override
  public void beginBackward() {
    on.fill(carried, 0, size, 0);
    scalarCotangents[0] = 0;
    scalarCotangents[1] = 0;
  }

  @Override
  public void cutBackward() {
    on.fill(carried, 0, size, 0);
  }

  @Override
  public void backward(
      int slot, int step, A x, A h, A mask, A[] gateCotangents, A hTarget, A xTarget) {
    products.setResultBlocks(gateCotangents, shape.hidden());
    setOperand(h, filtered[slot + 1]);
    products.addGradient(0, shape.packedColumns());
    boolean wantsInput = xTarget != null || learnsScalars;
    products.pullBack(0, wantsInput ? shape.packedColumns() : shape.hidden());
    products.getOperandCotangent(0, hCotangent, shape.hidden());
    on.add(hTarget, 1, hCotangent, shape.hidden() * rows);
    if (wantsInput) {
      pullBackFilter(slot, step, x, mask, xTarget);
    }
  }

  private void pullBackFilter(int slot, int step, A x, A mask, A xTarget) {
    products.getOperandCotangent(shape.inputColumn(), total, shape.inputs() + 1);
    on.add(total, 1, carried, size);
    on.flush(total, size);
    if (mask != null) {
      on.multiplyComplement(held, total, mask, size);
      on.multiply(total, total, mask, size);
    }
    if (learnsScalars) {
      scalarCotangents[0] += on.dot(total, filtered[slot], size);
      scalarCotangents[1] += on.dot(total, x, size);
    }
    if (xTarget != null) {
      on.add(xTarget, scalars.stepSize(), total, shape.inputs() * rows);
    }
    if (counts != null && counts.areUsed()) {
      on.multiply(carried, total, counts.momentum(slot), size);
    } else {
      on.combine(carried, scalars.momentum(step), total, 0, total, size);
    }
    if (mask != null) {
      on.add(carried, 1, held, size);
    }
  }

  @Override
  public double[] scalarCotangents() {
    return scalarCotangents;
  }

  @Override
  public StepProducts<A> products() {
    return products;
  }
}
