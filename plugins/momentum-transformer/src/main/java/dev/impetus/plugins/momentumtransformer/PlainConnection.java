// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

/** r = x_l + G_l. */
final class PlainConnection<A> extends ConnectionPass<A> {

  PlainConnection(
      Connection connection, int width, int rows, ConnectionPass<A> below, A input, A attended) {
    super(connection, width, rows, below, input, attended);
  }

  @Override
  void join(Workspace<A> work, A dropped, int rows, A out) {
    work.on().combine(out, 1, input, 1, dropped, rows * width);
  }

  @Override
  void split(
      Workspace<A> work,
      A cotangent,
      A droppedCotangent,
      A attendedCotangent,
      Carried<A> carried,
      int rows) {
    work.on().copy(cotangent, 0, droppedCotangent, 0, rows * width);
  }
}
