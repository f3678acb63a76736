// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.pipeline;

import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Builds a {@link PipelineSpec} in code.
 *
 * <pre>{@code
 * PipelineSpec spec =
 *     PipelineSpec.builder()
 *         .data("csv", Map.of("file", "readings.csv"))
 *         .model("hbnode", Map.of("hidden", List.of(14, 14)))
 *         .solver("dopri5", Map.of("rtol", 1e-7, "atol", 1e-7))
 *         .loss("mse")
 *         .optimizer("adam", Map.of("learning-rate", 0.01))
 *         .training("epochs", 100)
 *         .build();
 * }</pre>
 */
public final class PipelineSpecBuilder {

  private long seed = PipelineSpec.DEFAULT_SEED;
  private Precision precision = PipelineSpec.DEFAULT_PRECISION;
  private int threads = 1;
  private PluginSpec data;
  private PluginSpec model;
  private PluginSpec solver;
  private PluginSpec engine = PipelineSpec.DEFAULT_ENGINE;
  private PluginSpec loss;
  private final List<PluginSpec> metrics = new ArrayList<>();
  private PluginSpec optimizer;
  private final Map<String, Object> training = new LinkedHashMap<>();

  PipelineSpecBuilder() {}

  PipelineSpecBuilder(PipelineSpec spec) {
    seed = spec.seed();
    precision = spec.precision();
    threads = spec.threads();
    data = spec.data();
    model = spec.model();
    solver = spec.solver().orElse(null);
    engine = spec.engine();
    loss = spec.loss();
    metrics.addAll(spec.metrics());
    optimizer = spec.optimizer();
    training.putAll(spec.training());
  }

  /** The seed; 42 unless set. */
  public PipelineSpecBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** The floating-point type; float64 unless set. */
  public PipelineSpecBuilder precision(Precision newPrecision) {
    precision = Objects.requireNonNull(newPrecision, "precision");
    return this;
  }

  /** The number of threads; 1 unless set. */
  public PipelineSpecBuilder threads(int newThreads) {
    threads = newThreads;
    return this;
  }

  /** The data source. */
  public PipelineSpecBuilder data(String id, Map<String, ?> options) {
    data = spec(id, options);
    return this;
  }

  /** The architecture. */
  public PipelineSpecBuilder model(String id, Map<String, ?> options) {
    model = spec(id, options);
    return this;
  }

  /** The ODE solver. */
  public PipelineSpecBuilder solver(String id, Map<String, ?> options) {
    solver = spec(id, options);
    return this;
  }

  /** The engine; {@code fused} with its defaults unless set. */
  public PipelineSpecBuilder engine(String id, Map<String, ?> options) {
    engine = spec(id, options);
    return this;
  }

  /** The loss, with the defaults of its options. */
  public PipelineSpecBuilder loss(String id) {
    return loss(id, Map.of());
  }

  /** The loss. */
  public PipelineSpecBuilder loss(String id, Map<String, ?> options) {
    loss = spec(id, options);
    return this;
  }

  /** Adds a metric, with the defaults of its options. */
  public PipelineSpecBuilder metric(String id) {
    return metric(id, Map.of());
  }

  /** Adds a metric. */
  public PipelineSpecBuilder metric(String id, Map<String, ?> options) {
    metrics.add(spec(id, options));
    return this;
  }

  /** The optimiser. */
  public PipelineSpecBuilder optimizer(String id, Map<String, ?> options) {
    optimizer = spec(id, options);
    return this;
  }

  /** Sets an option of the training. */
  public PipelineSpecBuilder training(String option, Object value) {
    training.put(option, value);
    return this;
  }

  private static PluginSpec spec(String id, Map<String, ?> options) {
    return new PluginSpec(id, new LinkedHashMap<>(options));
  }

  /**
   * The specification.
   *
   * @throws IllegalArgumentException if data, model, loss or optimiser are not set
   */
  public PipelineSpec build() {
    return new PipelineSpec(
        seed,
        precision,
        threads,
        required(data, "data"),
        required(model, "model"),
        Optional.ofNullable(solver),
        engine,
        required(loss, "loss"),
        metrics,
        required(optimizer, "optimizer"),
        training);
  }

  private static PluginSpec required(PluginSpec spec, String section) {
    if (spec == null) {
      throw new IllegalArgumentException("a pipeline needs a section \"" + section + "\"");
    }
    return spec;
  }
}
