// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.ModelContext;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.engine.Engine;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;

/** Puts models together as a pipeline does. */
final class Fixture {

  private Fixture() {}

  static ArchitectureProvider provider(String id) {
    return ServiceLoader.load(ArchitectureProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no architecture is called " + id));
  }

  static Model model(
      String id, Map<String, ?> options, DataSignature data, Precision precision, int threads) {
    ArchitectureProvider provider = provider(id);
    return provider.create(
        provider.schema().resolve(options, "model"), new Context(data, precision, threads));
  }

  static Model model(String id, Map<String, ?> options, DataSignature data) {
    return model(id, options, data, Precision.FLOAT64, 1);
  }

  /**
   * Random values of moderate size for all parameters, so that no gradient vanishes by symmetry.
   */
  static StateVector randomized(Model model, Precision precision, RandomGenerator random) {
    StateVector parameters = StateVector.zeros(precision, 1, model.parameters().size());
    model.initialize(parameters, random);
    for (int i = 0; i < parameters.width(); i++) {
      parameters.set(0, i, parameters.get(0, i) + 0.3 * random.nextGaussian());
    }
    model.setParameters(parameters);
    return parameters;
  }

  static DataSignature series(int steps, int features, int outputs) {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, steps, features),
        DataField.real(DataField.TARGETS, outputs));
  }

  static DataSignature everyStep(int steps, int features, int outputs) {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, steps, features),
        DataField.real(DataField.TARGETS, steps, outputs));
  }

  static Batch batch(DataSignature data, Precision precision, int rows, RandomGenerator random) {
    Batch batch = new Batch(data, precision, rows);
    for (DataField field : data.fields()) {
      StateVector vector = batch.vector(field.name());
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < vector.width(); i++) {
          vector.set(
              row,
              i,
              field.classes() > 0 ? random.nextInt(field.classes()) : random.nextGaussian());
        }
      }
    }
    return batch;
  }

  /** ⟨cotangent, prediction⟩ in training, with dropout. */
  static double score(ModelPass pass, Batch batch, StateVector cotangent) {
    return pass.forward(batch, true, 7).dot(cotangent);
  }

  /** Token ids with a class a step. */
  static DataSignature language(int steps, int tokens) {
    return DataSignature.of(
        new DataField(DataField.INPUTS, List.of(steps), tokens, List.of()),
        new DataField(DataField.TARGETS, List.of(steps), tokens, List.of()));
  }

  /** Token ids with one class. */
  static DataSignature classes(int steps, int tokens, int classes) {
    return DataSignature.of(
        new DataField(DataField.INPUTS, List.of(steps), tokens, List.of()),
        new DataField(DataField.TARGETS, List.of(), classes, List.of()));
  }

  /** With the field {@code mask}. */
  static DataSignature masked(DataSignature data) {
    List<DataField> fields = new ArrayList<>(data.fields());
    DataField inputs = data.require(DataField.INPUTS, "the test");
    fields.add(DataField.real(DataField.MASK, inputs.shape().get(0)));
    return new DataSignature(fields, List.of());
  }

  /** Real steps of each row. */
  static void setLengths(Batch batch, int... lengths) {
    StateVector mask = batch.vector(DataField.MASK);
    for (int row = 0; row < batch.rows(); row++) {
      for (int step = 0; step < mask.width(); step++) {
        mask.set(row, step, step < lengths[row] ? 1 : 0);
      }
    }
  }

  private record Context(DataSignature data, Precision precision, int threads)
      implements ModelContext {

    @Override
    public Engine engine() {
      throw new AssertionError("transformers need no engine");
    }

    @Override
    public OdeSolver solver() {
      throw new AssertionError("transformers need no solver");
    }
  }
}
