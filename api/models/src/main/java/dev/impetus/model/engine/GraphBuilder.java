// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.solver.state.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where a {@link GraphDefinition} declares the ports of its function. */
public final class GraphBuilder {

  private final SameDiff sameDiff;
  private final Precision precision;
  private final int batch;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> parameters = new ArrayList<>();
  private final Map<Port, String> outputs = new LinkedHashMap<>();
  private final Map<Port, String> variables = new LinkedHashMap<>();

  GraphBuilder(SameDiff sameDiff, Precision precision, int batch) {
    this.sameDiff = sameDiff;
    this.precision = precision;
    this.batch = batch;
  }

  /** The graph under construction: the source of operations. */
  public SameDiff sameDiff() {
    return sameDiff;
  }

  /** The floating-point type of every array. */
  public Precision precision() {
    return precision;
  }

  /** The data type that belongs to {@link #precision()}. */
  public DataType dataType() {
    return dataType(precision);
  }

  /** Rows of the batch. */
  public int batch() {
    return batch;
  }

  /**
   * Declares an input of shape {@code [batch, rowShape…]}.
   *
   * @param rowShape the shape of one row
   */
  public SDVariable input(String name, long... rowShape) {
    Port port = port(name, rowShape);
    SDVariable variable = sameDiff.placeHolder(name, dataType(), withBatch(rowShape));
    inputs.add(port);
    variables.put(port, variable.name());
    return variable;
  }

  /** Declares a trainable parameter of this shape. */
  public SDVariable parameter(String name, long... shape) {
    Port port = port(name, shape);
    SDVariable variable = sameDiff.var(name, Nd4j.zeros(dataType(), shape));
    parameters.add(port);
    variables.put(port, variable.name());
    return variable;
  }

  /** A constant number of this graph's precision. */
  public SDVariable constant(double value) {
    return sameDiff.constant(Nd4j.scalar(dataType(), value));
  }

  /** A constant array, converted to this graph's precision. */
  public SDVariable constant(INDArray value) {
    return sameDiff.constant(value.castTo(dataType()));
  }

  /**
   * Declares an output. Its shape must be {@code [batch, rowShape…]}.
   *
   * @param rowShape the shape of one row
   */
  public void output(String name, SDVariable variable, long... rowShape) {
    Port port = port(name, rowShape);
    outputs.put(port, variable.name());
    variables.put(port, variable.name());
  }

  private Port port(String name, long... shape) {
    if (inputs.stream().anyMatch(port -> port.name().equals(name))
        || parameters.stream().anyMatch(port -> port.name().equals(name))
        || outputs.keySet().stream().anyMatch(port -> port.name().equals(name))) {
      throw new IllegalArgumentException("the graph has a port \"" + name + "\" already");
    }
    return new Port(name, Arrays.stream(shape).boxed().toList());
  }

  private long[] withBatch(long... rowShape) {
    long[] shape = new long[rowShape.length + 1];
    shape[0] = batch;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return shape;
  }

  List<Port> inputs() {
    return inputs;
  }

  List<Port> parameters() {
    return parameters;
  }

  Map<Port, String> outputs() {
    return outputs;
  }

  Map<Port, String> variables() {
    return variables;
  }

  static DataType dataType(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
    };
  }
}
