// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import dev.impetus.model.engine.Port;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a layer in one direction learns, and how it lies in the packed matrix of {@link LayerShape}.
 * Each layer and direction has an object of its own.
 */
interface CellParameters extends AutoCloseable {

  /** Sizes of the packed matrix. */
  LayerShape shape();

  /** Names and shapes of the parameters, in the order in which they lie one behind the other. */
  List<Port> ports();

  /** Writes initial values, one parameter behind the other. */
  void initialize(double[] parameters, RandomGenerator random);

  /** Writes the packed matrix, row-major, which is zero before. */
  void pack(double[] parameters, double[] packed);

  /**
   * Adds the cotangent of the parameters that were packed last.
   *
   * @param packedCotangent that of the packed matrix
   * @param biasCotangent that of {@link #cellBias}; empty if there is none
   */
  void unpack(
      double[] parameters,
      double[] packedCotangent,
      double[] biasCotangent,
      double[] parameterCotangent);

  /** Biases inside the cell's nonlinearity, a unit each; empty if there are none. */
  default double[] cellBias(double[] parameters) {
    return new double[0];
  }

  /**
   * The elementwise part.
   *
   * @param bias of {@link #cellBias}, hidden × rows
   * @param biasCotangent of that shape, added to
   */
  <A> Cell<A> newCell(CellArithmetic<A> on, int size, A bias, A biasCotangent);

  /**
   * Gives the parameters another form of the same function, as {@link
   * dev.impetus.model.Model#afterUpdate} says. Returns whether it changed them.
   */
  default boolean reparametrize(double[] parameters, long updates) {
    return false;
  }

  /** Frees what it holds; idempotent. */
  @Override
  default void close() {}
}
