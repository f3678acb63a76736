// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.solver.state.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A specification of which parts may be missing, because they had a problem; the rest is checked
 * all the same, so that every problem is reported at once.
 */
record SpecDraft(
    long seed,
    Precision precision,
    int threads,
    Optional<PluginSpec> data,
    Optional<PluginSpec> model,
    Optional<PluginSpec> solver,
    Optional<PluginSpec> engine,
    Optional<PluginSpec> loss,
    List<PluginSpec> metrics,
    Optional<PluginSpec> optimizer,
    Map<String, Object> training) {

  static SpecDraft of(PipelineSpec spec) {
    return new SpecDraft(
        spec.seed(),
        spec.precision(),
        spec.threads(),
        Optional.of(spec.data()),
        Optional.of(spec.model()),
        spec.solver(),
        Optional.of(spec.engine()),
        Optional.of(spec.loss()),
        spec.metrics(),
        Optional.of(spec.optimizer()),
        spec.training());
  }

  /** The specification; only where no part is missing. */
  PipelineSpec complete() {
    return new PipelineSpec(
        seed,
        precision,
        threads,
        data.orElseThrow(),
        model.orElseThrow(),
        solver,
        engine.orElseThrow(),
        loss.orElseThrow(),
        metrics,
        optimizer.orElseThrow(),
        training);
  }
}
