// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.state.StateVector;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** A model of the family: its parts, and the passes that put them together. */
final class OdeModel implements Model {

  private final Parts parts;
  private final DataField prediction;
  private final IntFunction<ModelPass> passes;

  OdeModel(Parts parts, DataField prediction, IntFunction<ModelPass> passes) {
    this.parts = parts;
    this.prediction = prediction;
    this.passes = passes;
  }

  @Override
  public ParameterLayout parameters() {
    return parts.layout();
  }

  @Override
  public DataField prediction() {
    return prediction;
  }

  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {
    parts.initialize(parameters, random);
  }

  @Override
  public void setParameters(StateVector parameters) {
    parts.setParameters(parameters);
  }

  @Override
  public ModelPass newPass(int rows) {
    return passes.apply(rows);
  }

  @Override
  public void close() {
    parts.close();
  }
}
