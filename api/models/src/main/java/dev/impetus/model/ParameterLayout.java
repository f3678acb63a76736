// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model;

import dev.impetus.model.engine.Port;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;

/** Where each named parameter lies in a model's flat vector. */
public final class ParameterLayout {

  private final List<Parameter> parameters;
  private final int size;

  private ParameterLayout(List<Parameter> parameters, int size) {
    this.parameters = List.copyOf(parameters);
    this.size = size;
  }

  /** The parameters in the order of the flat vector. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Numbers in the flat vector: the parameter count that papers state. */
  public int size() {
    return size;
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Parameter get(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter "
                        + name
                        + " among "
                        + parameters.stream().map(Parameter::name).toList()));
  }

  /** The numbers of one parameter, as a 1 × size view of the flat vector. */
  public StateVector view(StateVector flat, String name) {
    Parameter parameter = get(name);
    return flat.view(parameter.offset(), 1, parameter.size());
  }

  /** Begins a layout. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects parameters one behind the other. */
  public static final class Builder {

    private final List<Parameter> parameters = new ArrayList<>();
    private int size;

    private Builder() {}

    /**
     * Adds the parameters of a function in their order, so that they form one stretch of the flat
     * vector.
     *
     * @param prefix put before each name, with a dot
     * @return the offset of the stretch
     */
    public int add(String prefix, List<Port> ports) {
      int offset = size;
      for (Port port : ports) {
        add(new Port(prefix + "." + port.name(), port.shape()));
      }
      return offset;
    }

    /** Adds one parameter and returns its offset. */
    public int add(Port port) {
      int offset = size;
      if (parameters.stream().anyMatch(parameter -> parameter.name().equals(port.name()))) {
        throw new IllegalArgumentException("parameter " + port.name() + " is added twice");
      }
      parameters.add(new Parameter(port.name(), port.shape(), offset));
      size = Math.addExact(size, port.size());
      return offset;
    }

    /** The layout. */
    public ParameterLayout build() {
      return new ParameterLayout(parameters, size);
    }
  }
}
