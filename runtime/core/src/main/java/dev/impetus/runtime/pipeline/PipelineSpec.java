// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.solver.state.Precision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a pipeline consists of: data, model, solver where the model wants one, engine, loss,
 * metrics, optimiser, and how it is trained. {@link PipelineFile} reads it from YAML, {@link
 * #builder()} builds it in code, {@link #toYaml()} writes it.
 *
 * @param seed seed of everything random in the pipeline
 * @param precision floating-point type of the whole pipeline
 * @param threads threads that model and training may use, at least 1
 * @param data the data source
 * @param model the architecture
 * @param solver the ODE solver, if the architecture asks for one
 * @param engine what runs function graphs
 * @param loss the loss
 * @param metrics figures to report beside the loss
 * @param optimizer the optimiser
 * @param training raw values of the training options
 */
public record PipelineSpec(
    long seed,
    Precision precision,
    int threads,
    PluginSpec data,
    PluginSpec model,
    Optional<PluginSpec> solver,
    PluginSpec engine,
    PluginSpec loss,
    List<PluginSpec> metrics,
    PluginSpec optimizer,
    Map<String, Object> training) {

  /** Seed of a specification that gives none. */
  public static final long DEFAULT_SEED = 42;

  /** Precision of a specification that gives none. */
  public static final Precision DEFAULT_PRECISION = Precision.FLOAT64;

  /** Engine of a specification that gives none. */
  public static final PluginSpec DEFAULT_ENGINE = PluginSpec.of("fused");

  /** Copies the collections. */
  public PipelineSpec {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(optimizer, "optimizer");
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but are " + threads);
    }
    metrics = List.copyOf(metrics);
    training = PluginSpec.canonical(training);
  }

  /** Begins a specification in code. */
  public static PipelineSpecBuilder builder() {
    return new PipelineSpecBuilder();
  }

  /** A builder with everything as in this specification. */
  public PipelineSpecBuilder toBuilder() {
    return new PipelineSpecBuilder(this);
  }

  /** The specification as YAML, which {@link PipelineFile#parse} reads back to an equal one. */
  public String toYaml() {
    return SpecWriter.write(this);
  }
}
