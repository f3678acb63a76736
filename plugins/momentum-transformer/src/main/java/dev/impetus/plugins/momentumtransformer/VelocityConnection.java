// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** u_l = b u_{l-1} - G_l; r = x_l - g u_l, or W_a x_l - g W_b u_l. */
final class VelocityConnection<A> extends ConnectionPass<A> {

  private final Weights.Layer layer;
  private final A velocity;

  VelocityConnection(
      TokenArithmetic<A> on,
      Weights.Layer layer,
      Connection connection,
      int width,
      int rows,
      ConnectionPass<A> below,
      A input,
      A attended) {
    super(connection, width, rows, below, input, attended);
    this.layer = layer;
    velocity = on.zeros(rows * width);
  }

  @Override
  A velocity() {
    return velocity;
  }

  @Override
  void join(Workspace<A> work, A dropped, int rows, A out) {
    TokenArithmetic<A> on = work.on();
    int count = rows * width;
    chooseMomenta(work, rows);
    on.copy(dropped, 0, velocity, 0, count);
    on.scale(velocity, -1, count);
    if (below() != null) {
      for (int row = 0; row < rows; row++) {
        on.addRow(velocity, momenta[row], below().velocity(), row * width, width);
      }
    }
    if (connection.weighted()) {
      work.linear(layer.stream(), input, 0, rows, out, 0);
      A weighed = work.states(2);
      work.linear(layer.velocity(), velocity, 0, rows, weighed, 0);
      on.add(out, -connection.stepSize(), weighed, count);
    } else {
      on.combine(out, 1, input, -connection.stepSize(), velocity, count);
    }
  }

  @Override
  void split(
      Workspace<A> work,
      A cotangent,
      A droppedCotangent,
      A attendedCotangent,
      Carried<A> carried,
      int rows) {
    TokenArithmetic<A> on = work.on();
    int count = rows * width;
    takeAttended(work, attendedCotangent, carried, rows);
    A velocityCotangent = carried.velocity();
    if (connection.weighted()) {
      A step = work.states(2);
      on.copy(cotangent, 0, step, 0, count);
      on.scale(step, -connection.stepSize(), count);
      work.addPullBack(layer.velocity(), velocity, 0, step, 0, rows, velocityCotangent);
      work.pullBack(layer.stream(), input, 0, cotangent, 0, rows, cotangent);
    } else {
      on.add(velocityCotangent, -connection.stepSize(), cotangent, count);
    }
    on.copy(velocityCotangent, 0, droppedCotangent, 0, count);
    on.scale(droppedCotangent, -1, count);
    if (below() == null) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      int from = row * width;
      if (isAdaptive()) {
        momentumCotangents[row] = on.rowDot(velocityCotangent, below().velocity(), from, width);
      }
      on.scaleRow(velocityCotangent, momenta[row], from, width);
    }
    if (isAdaptive()) {
      pullBackMomenta(
          work,
          rows,
          new AdaptiveMomentum.Terms<>(
              attendedCotangent, carried.attended(), null, velocityCotangent));
    }
  }
}
