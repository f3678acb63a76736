// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.plugin.Plugin;
import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.SolverProvider;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/** Puts models together from plugins, as a pipeline does. */
final class Fixture {

  /** All members of the family. */
  static final List<String> IDS = List.of("node", "anode", "sonode", "hbnode", "ghbnode");

  /** The engine of all tests that name none. */
  static final String ENGINE = System.getProperty("impetus.test.engine", "fused");

  private Fixture() {}

  static <P extends Plugin> P plugin(Class<P> kind, String id) {
    return ServiceLoader.load(kind).stream()
        .map(ServiceLoader.Provider::get)
        .filter(plugin -> plugin.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " is called " + id));
  }

  static Engine engine(String id) {
    EngineProvider provider = plugin(EngineProvider.class, id);
    return provider.create(provider.schema().resolve(Map.of(), "engine"));
  }

  static CompiledFunction compile(int rows, GraphDefinition definition) {
    return engine(ENGINE).compile(FunctionGraph.of("test", Precision.FLOAT64, rows, definition));
  }

  static OdeSolver.Builder dopri5(double tolerance) {
    SolverProvider provider = plugin(SolverProvider.class, "dopri5");
    return OdeSolver.with(provider.create(provider.schema().resolve(Map.of(), "solver")))
        .tolerances(tolerance, tolerance);
  }

  /** As torchdiffeq solves by default. */
  static OdeSolver sharedNorm(double tolerance, GradientMode mode) {
    return dopri5(tolerance).batchPolicy(BatchPolicy.SHARED).gradientMode(mode).build();
  }

  static Model model(
      String id, Map<String, ?> options, DataSignature data, OdeSolver solver, String engine) {
    ArchitectureProvider provider = plugin(ArchitectureProvider.class, id);
    return provider.create(
        provider.schema().resolve(options, "model"),
        new Context(data, Precision.FLOAT64, engine(engine), solver, 1));
  }

  static Model model(String id, Map<String, ?> options, DataSignature data, OdeSolver solver) {
    return model(id, options, data, solver, ENGINE);
  }

  static StateVector initialized(Model model, RandomGenerator random) {
    StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
    model.initialize(parameters, random);
    model.setParameters(parameters);
    return parameters;
  }

  static DataSignature vectors(int inputs, int outputs) {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, inputs), DataField.real(DataField.TARGETS, outputs));
  }

  static Batch batch(DataSignature data, int rows, RandomGenerator random) {
    Batch batch = new Batch(data, Precision.FLOAT64, rows);
    for (DataField field : data.fields()) {
      fill(batch.vector(field.name()), random);
    }
    return batch;
  }

  /** Fills with standard normal numbers. */
  static void fill(StateVector vector, RandomGenerator random) {
    for (int row = 0; row < vector.rows(); row++) {
      for (int column = 0; column < vector.width(); column++) {
        vector.set(row, column, random.nextGaussian());
      }
    }
  }

  record Context(
      DataSignature data, Precision precision, Engine engine, OdeSolver solver, int threads)
      implements ModelContext {}
}
