// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import java.util.Arrays;

/** The connection across layers at one layer, for a block of tokens. */
abstract class ConnectionPass<A> {

  /**
   * Cotangents that a layer hands to the one below it, beside that of its input; overwritten with
   * those for the next one below.
   *
   * @param velocity of u_l
   * @param attended of G_l
   * @param input of x_l
   */
  record Carried<A>(A velocity, A attended, A input) {

    /** Zeros for a block of so many tokens, where a connection needs them. */
    static <A> Carried<A> zeros(TokenArithmetic<A> on, Connection connection, int size) {
      return new Carried<>(
          connection.form() == Connection.Form.CODE ? on.zeros(size) : null,
          connection.adaptive().isPresent() ? on.zeros(size) : null,
          connection.form() == Connection.Form.PAPER ? on.zeros(size) : null);
    }

    void clear(TokenArithmetic<A> on, int size) {
      for (A array : Arrays.asList(velocity, attended, input)) {
        if (array != null) {
          on.fill(array, 0, size, 0);
        }
      }
    }
  }

  final Connection connection;
  final int width;
  final A input;
  final A attended;
  final double[] momenta;
  final double[] momentumCotangents;
  private final ConnectionPass<A> below;

  /**
   * A connection.
   *
   * @param below that of the layer below; null in the first
   * @param input x_l, which the layer keeps
   * @param attended G_l, which the layer keeps if momentum is adaptive; else null
   */
  ConnectionPass(
      Connection connection, int width, int rows, ConnectionPass<A> below, A input, A attended) {
    this.connection = connection;
    this.width = width;
    this.below = below;
    this.input = input;
    this.attended = attended;
    momenta = new double[rows];
    momentumCotangents = new double[connection.adaptive().isPresent() ? rows : 0];
  }

  /** The connection of a layer. */
  static <A> ConnectionPass<A> of(
      TokenArithmetic<A> on,
      Weights.Layer layer,
      Connection connection,
      int width,
      int rows,
      ConnectionPass<A> below,
      A input,
      A attended) {
    return switch (connection.form()) {
      case NONE -> new PlainConnection<>(connection, width, rows, below, input, attended);
      case PAPER -> new HeavyBallConnection<>(connection, width, rows, below, input, attended);
      case CODE ->
          new VelocityConnection<>(on, layer, connection, width, rows, below, input, attended);
    };
  }

  /**
   * Joins.
   *
   * @param dropped the attention output after dropout
   * @param out r, written
   */
  abstract void join(Workspace<A> work, A dropped, int rows, A out);

  /**
   * Pulls a cotangent of r back.
   *
   * @param cotangent of r, overwritten with that of x_l
   * @param droppedCotangent overwritten with that of the attention output after dropout
   * @param attendedCotangent overwritten with that of G_l by way of adaptive momenta; null if they
   *     are constant
   * @param carried from the layer above, overwritten with that for the layer below
   */
  abstract void split(
      Workspace<A> work,
      A cotangent,
      A droppedCotangent,
      A attendedCotangent,
      Carried<A> carried,
      int rows);

  /** u_l; null if there is no velocity. */
  A velocity() {
    return null;
  }

  /** That of the layer below; null in the first. */
  ConnectionPass<A> below() {
    return below;
  }

  boolean isAdaptive() {
    return connection.adaptive().isPresent();
  }

  /** Finds the momentum of each token; 0 in the first layer. */
  void chooseMomenta(Workspace<A> work, int rows) {
    if (below == null || !isAdaptive()) {
      Arrays.fill(momenta, below == null ? 0 : connection.momentum());
      return;
    }
    AdaptiveMomentum rule = connection.adaptive().orElseThrow();
    AdaptiveMomentum.Terms<A> terms = terms(work, rows);
    for (int row = 0; row < rows; row++) {
      momenta[row] = rule.coefficient(work.on(), terms, row * width, width);
    }
  }

  /**
   * Adds what {@link #momentumCotangents} of the tokens give to the cotangents of G_l, G_{l-1} and
   * u_{l-1}.
   */
  void pullBackMomenta(Workspace<A> work, int rows, AdaptiveMomentum.Terms<A> cotangents) {
    AdaptiveMomentum rule = connection.adaptive().orElseThrow();
    AdaptiveMomentum.Terms<A> terms = terms(work, rows);
    for (int row = 0; row < rows; row++) {
      rule.pullBack(
          work.on(), momenta[row], momentumCotangents[row], terms, cotangents, row * width, width);
    }
  }

  /** Takes over the cotangent of G_l from the layer above. */
  void takeAttended(Workspace<A> work, A attendedCotangent, Carried<A> carried, int rows) {
    if (isAdaptive()) {
      work.on().copy(carried.attended(), 0, attendedCotangent, 0, rows * width);
      work.on().fill(carried.attended(), 0, rows * width, 0);
    }
  }

  private AdaptiveMomentum.Terms<A> terms(Workspace<A> work, int rows) {
    A difference = work.states(3);
    work.on().combine(difference, 1, attended, -1, below.attended, rows * width);
    return new AdaptiveMomentum.Terms<>(attended, below.attended, difference, below.velocity());
  }
}
