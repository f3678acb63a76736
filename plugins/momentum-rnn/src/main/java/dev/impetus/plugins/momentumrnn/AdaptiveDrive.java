// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

/**
 * Inputs with adaptive steps, as Adam takes them (Nguyen et al., NeurIPS 2020, equation 15), and
 * with μ = 0 as RMSProp does; without bias correction:
 *
 * <pre>{@code
 * g_t = W x_t + b     v_t = μ v_{t-1} + s g_t     r_t = β r_{t-1} + (1 - β) g_t²
 * a_t = v_t / √(r_t + ε) + U h_{t-1} + b_h
 * }</pre>
 *
 * <p>The squares are not linear in the inputs, so velocity and squares run over pre-activations.
 */
final class AdaptiveDrive<A> implements Drive<A> {

  private final CellArithmetic<A> on;
  private final LayerShape shape;
  private final int rows;
  private final int size;
  private final DriveScalars scalars;
  private final boolean learnsScalars;
  private final StepProducts<A> products;
  private final A[] velocities;
  private final A[] squares;
  private final A drive;
  private final A work;
  private final A held;
  private final A heldSquares;
  private final A velocityCotangent;
  private final A squaresCotangent;
  private final A gradient;
  private final A hCotangent;
  private final A xCotangent;
  private final double[] scalarCotangents = new double[DriveScalars.COUNT];

  AdaptiveDrive(
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
    size = shape.packedRows() * rows;
    velocities = on.zeros(slots + 1, size);
    squares = on.zeros(slots + 1, size);
    drive = on.zeros(size);
    work = on.zeros(size);
    held = on.zeros(size);
    heldSquares = on.zeros(size);
    velocityCotangent = on.zeros(size);
    squaresCotangent = on.zeros(size);
    gradient = on.zeros(size);
    hCotangent = on.zeros(shape.hidden() * rows);
    xCotangent = on.zeros(shape.inputs() * rows);
  }

  @Override
  public void begin(boolean masked) {
    on.fill(velocities[0], 0, size, 0);
    on.fill(squares[0], 0, size, 0);
  }

  @Override
  public void continueFrom(int slot) {
    on.copy(velocities[slot], 0, velocities[0], 0, size);
    on.copy(squares[slot], 0, squares[0], 0, size);
  }

  @Override
  public int stateSize() {
    return 2 * size;
  }

  @Override
  public A[] snapshot() {
    A[] snapshot = on.zeros(2, size);
    on.copy(velocities[0], 0, snapshot[0], 0, size);
    on.copy(squares[0], 0, snapshot[1], 0, size);
    return snapshot;
  }

  @Override
  public void restore(A[] snapshot) {
    on.copy(snapshot[0], 0, velocities[0], 0, size);
    on.copy(snapshot[1], 0, squares[0], 0, size);
  }

  @Override
  public void forward(int slot, int step, A x, A h, A mask, A[] gates) {
    int input = shape.inputColumn();
    products.setOperand(input, x, shape.inputs() + 1);
    products.multiply(input, shape.packedColumns(), 0);
    products.getResult(0, drive, shape.packedRows());
    A v = velocities[slot + 1];
    A r = squares[slot + 1];
    on.combine(v, scalars.mu(), velocities[slot], scalars.stepSize(), drive, size);
    on.copy(squares[slot], 0, r, 0, size);
    on.decaySquares(r, scalars.beta(), drive, size);
    if (mask != null) {
      on.keep(v, velocities[slot], mask, size);
      on.keep(r, squares[slot], mask, size);
    }
    on.divideByRoot(work, v, r, scalars.epsilon(), size);
    products.setResult(0, work, shape.packedRows());
    products.setOperand(0, h, shape.hidden() + 1);
    products.multiply(0, input, 1);
    products.getResultBlocks(gates, shape.hidden());
  }

  @Override
  public void beginBackward() {
    cutBackward();
    for (int i = 0; i < scalarCotangents.length; i++) {
      scalarCotangents[i] = 0;
    }
  }

  @Override
  public void cutBackward() {
    on.fill(velocityCotangent, 0, size, 0);
    on.fill(squaresCotangent, 0, size, 0);
  }

  @Override
  public void backward(
      int slot, int step, A x, A h, A mask, A[] gateCotangents, A hTarget, A xTarget) {
    int input = shape.inputColumn();
    // The inputs' part of the pre-activations once more: the squares need it.
    products.setOperand(input, x, shape.inputs() + 1);
    products.multiply(input, shape.packedColumns(), 0);
    products.getResult(0, drive, shape.packedRows());
    products.setResultBlocks(gateCotangents, shape.hidden());
    products.setOperand(0, h, shape.hidden() + 1);
    products.addGradient(0, input);
    products.pullBack(0, shape.hidden());
    products.getOperandCotangent(0, hCotangent, shape.hidden());
    on.add(hTarget, 1, hCotangent, shape.hidden() * rows);
    products.getResult(0, work, shape.packedRows());
    pullBackScan(slot, mask);
    products.setResult(0, gradient, shape.packedRows());
    products.addGradient(input, shape.packedColumns());
    if (xTarget != null) {
      products.pullBack(input, input + shape.inputs());
      products.getOperandCotangent(input, xCotangent, shape.inputs());
      on.add(xTarget, 1, xCotangent, shape.inputs() * rows);
    }
  }

  /** From the cotangent of v/√(r + ε), in {@code work}, to that of the input's part. */
  private void pullBackScan(int slot, A mask) {
    A v = velocities[slot + 1];
    A r = squares[slot + 1];
    on.addRootSlope(squaresCotangent, work, v, r, scalars.epsilon(), size);
    on.divideByRoot(work, work, r, scalars.epsilon(), size);
    on.add(velocityCotangent, 1, work, size);
    on.flush(velocityCotangent, size);
    on.flush(squaresCotangent, size);
    if (mask != null) {
      on.multiplyComplement(held, velocityCotangent, mask, size);
      on.multiplyComplement(heldSquares, squaresCotangent, mask, size);
      on.multiply(velocityCotangent, velocityCotangent, mask, size);
      on.multiply(squaresCotangent, squaresCotangent, mask, size);
    }
    on.multiply(gradient, squaresCotangent, drive, size);
    if (learnsScalars) {
      scalarCotangents[0] += on.dot(velocityCotangent, velocities[slot], size);
      scalarCotangents[1] += on.dot(velocityCotangent, drive, size);
      scalarCotangents[2] +=
          on.dot(squaresCotangent, squares[slot], size) - on.dot(gradient, drive, size);
    }
    on.combine(
        gradient, 2 * (1 - scalars.beta()), gradient, scalars.stepSize(), velocityCotangent, size);
    on.scale(velocityCotangent, scalars.mu(), size);
    on.scale(squaresCotangent, scalars.beta(), size);
    if (mask != null) {
      on.add(velocityCotangent, 1, held, size);
      on.add(squaresCotangent, 1, heldSquares, size);
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
