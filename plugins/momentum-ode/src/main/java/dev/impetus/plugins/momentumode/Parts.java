// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.ParameterLayout;
import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.random.RandomGenerator;

/** The functions of a model, one behind the other in its parameter vector. */
final class Parts implements AutoCloseable {

  private final List<Part> parts;
  private final ParameterLayout layout;

  /**
   * Places the parts.
   *
   * @param inert parameters without a function, behind those of the first part
   */
  Parts(List<Part> parts, List<Port> inert) {
    this.parts = List.copyOf(parts);
    ParameterLayout.Builder builder = ParameterLayout.builder();
    for (Part part : parts) {
      part.place(builder.add(part.name(), part.ports()));
      if (part == parts.get(0)) {
        builder.add(part.name(), inert);
      }
    }
    layout = builder.build();
  }

  ParameterLayout layout() {
    return layout;
  }

  void initialize(StateVector parameters, RandomGenerator random) {
    parameters.fill(0);
    parts.forEach(part -> part.initialize(parameters, random));
  }

  void setParameters(StateVector parameters) {
    parts.forEach(part -> part.setParameters(parameters));
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }
}
