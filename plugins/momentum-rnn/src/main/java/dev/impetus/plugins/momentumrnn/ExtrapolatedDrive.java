// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The rule of the published code for (permuted) MNIST and TIMIT, which is not the paper's: the
 * whole pre-activation is extrapolated as in Nesterov's method, the input with a minus sign:
 *
 * <pre>{@code
 * y_t = U h_{t-1} + b_h - s (W x_t + b)     a_t = y_t + (k - 1)/(k + 2) (y_t - y_{t-1})
 * }</pre>
 */
final class ExtrapolatedDrive<A> implements Drive<A> {

  private final CellArithmetic<A> on;
  private final FilteredDrive<A> plain;
  private final int rows;
  private final int size;
  private final List<A[]> values;
  private final A[] carried;
  private final A[] fresh;
  private final A work;
  private final A ones;
  private final RowCounts<A> counts;

  /**
   * A drive.
   *
   * @param plain gives y: no momentum, step size -s
   * @param scalars of the extrapolation
   */
  ExtrapolatedDrive(
      CellArithmetic<A> on,
      LayerShape shape,
      int rows,
      int slots,
      FilteredDrive<A> plain,
      DriveScalars scalars) {
    this.on = on;
    this.plain = plain;
    this.rows = rows;
    size = shape.hidden() * rows;
    values = IntStream.rangeClosed(0, slots).mapToObj(i -> on.zeros(shape.blocks(), size)).toList();
    carried = on.zeros(shape.blocks(), size);
    fresh = on.zeros(shape.blocks(), size);
    work = on.zeros(size);
    ones = on.zeros(size);
    on.fill(ones, 0, size, 1);
    counts = new RowCounts<>(on, scalars, rows, slots, size);
  }

  @Override
  public void begin(boolean masked) {
    plain.begin(masked);
    // Always, so that masks do not change how numbers are rounded.
    counts.begin(true);
    for (A value : values.get(0)) {
      on.fill(value, 0, size, 0);
    }
  }

  @Override
  public void continueFrom(int slot) {
    plain.continueFrom(slot);
    counts.continueFrom(slot);
    copy(values.get(slot), values.get(0));
  }

  private void copy(A[] source, A[] target) {
    for (int block = 0; block < source.length; block++) {
      on.copy(source[block], 0, target[block], 0, size);
    }
  }

  @Override
  public int stateSize() {
    return carried.length * size + plain.stateSize() + rows;
  }

  @Override
  public A[] snapshot() {
    A[] snapshot = on.zeros(carried.length + 1, size);
    for (int block = 0; block < carried.length; block++) {
      on.copy(values.get(0)[block], 0, snapshot[block], 0, size);
    }
    counts.save(snapshot[carried.length]);
    return snapshot;
  }

  @Override
  public void restore(A[] snapshot) {
    for (int block = 0; block < carried.length; block++) {
      on.copy(snapshot[block], 0, values.get(0)[block], 0, size);
    }
    counts.restore(snapshot[carried.length]);
  }

  @Override
  public void forward(int slot, int step, A x, A h, A mask, A[] gates) {
    A[] before = values.get(slot);
    A[] after = values.get(slot + 1);
    plain.forward(slot, step, x, h, null, after);
    A factors = onePlus(counts.momentum(slot, mask));
    for (int block = 0; block < gates.length; block++) {
      on.interpolate(gates[block], before[block], after[block], factors, size);
      if (mask != null) {
        on.keep(after[block], before[block], mask, size);
      }
    }
  }

  private A onePlus(A coefficients) {
    on.combine(work, 1, ones, 1, coefficients, size);
    return work;
  }

  @Override
  public void beginBackward() {
    plain.beginBackward();
    cutBackward();
  }

  @Override
  public void cutBackward() {
    plain.cutBackward();
    for (A block : carried) {
      on.fill(block, 0, size, 0);
    }
  }

  @Override
  public void backward(
      int slot, int step, A x, A h, A mask, A[] gateCotangents, A hTarget, A xTarget) {
    A coefficients = counts.momentum(slot);
    for (int block = 0; block < gateCotangents.length; block++) {
      A gate = gateCotangents[block];
      if (mask != null) {
        on.multiply(fresh[block], carried[block], mask, size);
        on.multiplyComplement(carried[block], carried[block], mask, size);
      } else {
        on.copy(carried[block], 0, fresh[block], 0, size);
        on.fill(carried[block], 0, size, 0);
      }
      on.add(fresh[block], 1, gate, size);
      on.multiply(work, gate, coefficients, size);
      on.add(fresh[block], 1, work, size);
      on.add(carried[block], -1, work, size);
      on.flush(fresh[block], size);
      on.flush(carried[block], size);
    }
    plain.backward(slot, step, x, h, null, fresh, hTarget, xTarget);
  }

  @Override
  public double[] scalarCotangents() {
    return plain.scalarCotangents();
  }

  @Override
  public StepProducts<A> products() {
    return plain.products();
  }
}
