// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** r = x_l + b (x_l - x_{l-1}) + g G_l. */
final class HeavyBallConnection<A> extends ConnectionPass<A> {

  HeavyBallConnection(
      Connection connection, int width, int rows, ConnectionPass<A> below, A input, A attended) {
    super(connection, width, rows, below, input, attended);
  }

  @Override
  void join(Workspace<A> work, A dropped, int rows, A out) {
    TokenArithmetic<A> on = work.on();
    chooseMomenta(work, rows);
    on.copy(input, 0, out, 0, rows * width);
    if (below() != null) {
      A change = change(work, rows);
      for (int row = 0; row < rows; row++) {
        on.addRow(out, momenta[row], change, row * width, width);
      }
    }
    on.add(out, connection.stepSize(), dropped, rows * width);
  }

  /** x_l - x_{l-1}. */
  private A change(Workspace<A> work, int rows) {
    A change = work.states(2);
    work.on().combine(change, 1, input, -1, below().input, rows * width);
    return change;
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
    on.copy(cotangent, 0, droppedCotangent, 0, count);
    on.scale(droppedCotangent, connection.stepSize(), count);
    if (below() == null) {
      on.add(cotangent, 1, carried.input(), count);
      return;
    }
    if (isAdaptive()) {
      A change = change(work, rows);
      for (int row = 0; row < rows; row++) {
        momentumCotangents[row] = on.rowDot(cotangent, change, row * width, width);
      }
      pullBackMomenta(
          work,
          rows,
          new AdaptiveMomentum.Terms<>(attendedCotangent, carried.attended(), null, null));
    }
    // x_l is read here with 1 + b and by the layer above with -b of its own.
    A through = work.states(2);
    on.fill(through, 0, count, 0);
    for (int row = 0; row < rows; row++) {
      on.addRow(through, momenta[row], cotangent, row * width, width);
    }
    on.add(cotangent, 1, through, count);
    on.add(cotangent, 1, carried.input(), count);
    on.fill(carried.input(), 0, count, 0);
    on.add(carried.input(), -1, through, count);
  }
}
