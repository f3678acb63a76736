// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.model.data.DataSignature;
import dev.impetus.model.engine.Engine;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;

/** What an architecture is given to build a model with. It never names an engine or a solver. */
public interface ModelContext {

  /** The fields of the data. */
  DataSignature data();

  /** The floating-point type of the whole pipeline. */
  Precision precision();

  /** The pipeline's engine. */
  Engine engine();

  /**
   * The pipeline's solver, with its tolerances and gradient mode.
   *
   * @throws dev.impetus.api.error.ImpetusException if the pipeline names none
   */
  OdeSolver solver();

  /** Threads that the model may use, its caller's included; at least 1. */
  int threads();
}
