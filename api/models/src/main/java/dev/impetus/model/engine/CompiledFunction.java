// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.solver.state.StateVector;

/**
 * A compiled function {@code outputs = F(inputs; θ)}. It holds the parameters in whatever form runs
 * fastest; each {@link Evaluation} holds the buffers of one place of evaluation.
 */
public interface CompiledFunction extends AutoCloseable {

  /** The graph it was compiled from: names, shapes, precision, batch. */
  FunctionGraph graph();

  /**
   * Takes over parameter values: to be called before the first evaluation and after every update.
   * No evaluation may be under way.
   *
   * @param parameters 1 × parameterCount, in the order of {@link FunctionGraph#parameters()}, each
   *     row-major; copied
   */
  void setParameters(StateVector parameters);

  /** A new place of evaluation; any number may be alive. Each is for one thread. */
  Evaluation newEvaluation();

  /**
   * A new place of evaluation for values alone, which need not compute what only derivatives need:
   * its {@link Evaluation#vjp} may throw {@link UnsupportedOperationException}.
   */
  default Evaluation newForwardEvaluation() {
    return newEvaluation();
  }

  /** Frees native memory, with that of its evaluations; idempotent. */
  @Override
  void close();
}
