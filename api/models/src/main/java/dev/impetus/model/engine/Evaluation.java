// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.solver.state.StateVector;

/**
 * A place of evaluation of a {@link CompiledFunction}: its buffers. Calls do not allocate.
 *
 * <p>Vectors are {@code batch × size of the port}, in the order of the graph's ports, of the
 * graph's precision.
 */
public interface Evaluation {

  /**
   * Computes the outputs and keeps what {@link #vjp} needs, in buffers of its own: vectors and
   * arrays of the caller are read and written during the call only and never kept. So inputs may be
   * changed, or used for something else, before {@code vjp}, and outputs belong to the caller, who
   * may change them too. All inputs are read before an output is written.
   *
   * @param inputs not to be changed by the engine
   * @param outputs written by the engine; null entries are not wanted
   */
  void apply(StateVector[] inputs, StateVector[] outputs);

  /**
   * Vector–Jacobian products at the inputs of the latest {@link #apply}, with the parameters that
   * it saw: {@link CompiledFunction#setParameters} in between makes them meaningless. May be called
   * again for other cotangents. As in {@code apply}, nothing of the caller's is kept, and all
   * output cotangents are read before an input cotangent is written.
   *
   * <p>An engine may take denormal numbers among cotangents and results for zero, because
   * arithmetic on them is many times slower: below the smallest normal number, results may be 0.
   *
   * @param outputCotangents one an output; null entries count as zero
   * @param inputCotangents overwritten; null entries are not wanted
   * @param parameterCotangent 1 × parameterCount, accumulated; null if not wanted
   */
  void vjp(
      StateVector[] outputCotangents,
      StateVector[] inputCotangents,
      StateVector parameterCotangent);

  /**
   * How many numbers {@link #vjp} needs of {@link #apply}: a record of so many can be {@linkplain
   * #save saved} and {@linkplain #restore restored}, so that one evaluation serves many places; 0
   * if that is not possible.
   */
  default int savedSize() {
    return 0;
  }

  /**
   * Puts aside what {@link #vjp} needs of the latest {@link #apply}.
   *
   * @param record {@link #savedSize} numbers of the graph's precision
   */
  default void save(StateVector record) {
    throw new UnsupportedOperationException("this evaluation cannot be saved");
  }

  /**
   * Makes this evaluation what it, or another one of the same function, was when a record was
   * saved: {@link #vjp} may follow. The parameters must be those of then.
   */
  default void restore(StateVector record) {
    throw new UnsupportedOperationException("this evaluation cannot be restored");
  }
}
