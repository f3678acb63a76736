// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.solver.state.Precision;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A function as a SameDiff graph with named inputs, parameters and outputs, for one precision and
 * batch size: what an {@link Engine} compiles.
 */
public final class FunctionGraph {

  private final String name;
  private final Precision precision;
  private final int batch;
  private final SameDiff sameDiff;
  private final List<Port> inputs;
  private final List<Port> parameters;
  private final List<Port> outputs;
  private final Map<Port, String> variables;
  private final GraphDefinition definition;

  private FunctionGraph(String name, GraphDefinition definition, GraphBuilder builder) {
    this.name = name;
    this.definition = definition;
    this.precision = builder.precision();
    this.batch = builder.batch();
    this.sameDiff = builder.sameDiff();
    this.inputs = List.copyOf(builder.inputs());
    this.parameters = List.copyOf(builder.parameters());
    this.outputs = List.copyOf(builder.outputs().keySet());
    this.variables = Map.copyOf(builder.variables());
  }

  /**
   * Runs a definition.
   *
   * @param name what messages call the function
   * @param batch rows of the batch, at least 1
   */
  public static FunctionGraph of(
      String name, Precision precision, int batch, GraphDefinition definition) {
    if (batch < 1) {
      throw new IllegalArgumentException("function " + name + ": batch is " + batch);
    }
    GraphBuilder builder = run(definition, precision, batch);
    if (builder.outputs().isEmpty()) {
      throw new IllegalArgumentException("function " + name + " declares no output");
    }
    return new FunctionGraph(name, definition, builder);
  }

  /** The same definition for another number of rows. */
  public FunctionGraph withBatch(int rows) {
    return of(name, precision, rows, definition);
  }

  private static GraphBuilder run(GraphDefinition definition, Precision precision, int batch) {
    GraphBuilder builder = new GraphBuilder(SameDiff.create(), precision, batch);
    definition.define(builder);
    return builder;
  }

  /** A second copy of the graph, which may be changed. The names of its variables are the same. */
  SameDiff copyOfSameDiff() {
    return run(definition, precision, batch).sameDiff();
  }

  /** What messages call the function. */
  public String name() {
    return name;
  }

  /** The floating-point type of every array. */
  public Precision precision() {
    return precision;
  }

  /** Rows of the batch. */
  public int batch() {
    return batch;
  }

  /** The graph; not to be changed. */
  public SameDiff sameDiff() {
    return sameDiff;
  }

  /** The inputs in the order of their declaration. */
  public List<Port> inputs() {
    return inputs;
  }

  /** The parameters in the order of their declaration, which is that of the flat vector. */
  public List<Port> parameters() {
    return parameters;
  }

  /** The outputs in the order of their declaration. */
  public List<Port> outputs() {
    return outputs;
  }

  /** The name of the SameDiff variable that belongs to an input, parameter or output. */
  public String variable(Port port) {
    return variables.get(port);
  }

  /** Numbers in the flat parameter vector. */
  public int parameterCount() {
    return parameters.stream().mapToInt(Port::size).sum();
  }
}
