// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.ModelContext;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.engine.Engine;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import java.util.Set;

/** What a pipeline offers to its architecture. */
final class PipelineModelContext implements ModelContext {

  private final ResolvedPipeline resolved;
  private final DataSignature data;
  private final Engine engine;
  private final Set<String> solverIds;
  private boolean solverWanted;

  PipelineModelContext(
      ResolvedPipeline resolved, DataSignature data, Engine engine, Set<String> solverIds) {
    this.resolved = resolved;
    this.data = data;
    this.engine = ThreadedEngine.of(engine, resolved.spec().threads());
    this.solverIds = solverIds;
  }

  @Override
  public DataSignature data() {
    return data;
  }

  @Override
  public Precision precision() {
    return resolved.spec().precision();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public OdeSolver solver() {
    solverWanted = true;
    return resolved
        .odeSolver()
        .orElseThrow(
            () ->
                new ImpetusException(
                    new Problem(
                        ErrorKind.CONFIGURATION,
                        "section \"solver\" is missing",
                        "solver",
                        "model \"" + resolved.spec().model().id() + "\" asks for one",
                        solverIds.isEmpty()
                            ? "add a solver's jar, and the section"
                            : "add it: \"solver: {id: …}\" with one of "
                                + String.join(", ", solverIds))));
  }

  @Override
  public int threads() {
    return resolved.spec().threads();
  }

  boolean solverWanted() {
    return solverWanted;
  }
}
