// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A function and its vector–Jacobian products in one SameDiff graph: the operations of the
 * function, a placeholder for the cotangent of each output, and the operations that pull the
 * cotangents back to inputs and parameters. The operations come in an order in which they can be
 * run.
 *
 * <p>The derivatives are SameDiff's own: this is the reverse sweep of {@code
 * SameDiff.createGradFunction} with cotangents in the place of a scalar loss. {@code
 * createGradFunction} itself prints to standard output and needs a loss.
 *
 * <p>Building it runs the graph once on zeros, so that all shapes are known.
 */
public final class GradientGraph {

  private final FunctionGraph function;
  private final SameDiff sameDiff;
  private final Map<Port, String> cotangents;
  private final Map<Port, String> gradients;
  private final Map<String, long[]> shapes = new HashMap<>();
  private final Map<String, DataType> dataTypes = new HashMap<>();

  private GradientGraph(FunctionGraph function) {
    this.function = function;
    this.sameDiff = function.copyOfSameDiff();
    checkPlaceholders();
    recordShapes();
    checkOutputs();
    ReverseSweep sweep = new ReverseSweep(function, sameDiff, shapes);
    this.cotangents = sweep.seed();
    this.gradients = sweep.run();
    recordShapes();
    checkGradients();
  }

  /**
   * Differentiates a function.
   *
   * @throws ImpetusException if an output has another shape than declared, or an operation has no
   *     derivative
   */
  public static GradientGraph of(FunctionGraph function) {
    return new GradientGraph(function);
  }

  /** The function. */
  public FunctionGraph function() {
    return function;
  }

  /** The operations of the function, then those of its pullback; not to be changed. */
  public SameDiff sameDiff() {
    return sameDiff;
  }

  /** The placeholder of an output's cotangent; it has the output's shape. */
  public String cotangent(Port output) {
    return cotangents.get(output);
  }

  /**
   * The variable that holds the cotangent of an input or parameter, which has its shape; empty if
   * no output depends on it.
   */
  public Optional<String> gradient(Port inputOrParameter) {
    return Optional.ofNullable(gradients.get(inputOrParameter));
  }

  /** The shape of a variable of {@link #sameDiff()}; empty for a scalar. */
  public long[] shape(String variable) {
    return shapes.get(variable).clone();
  }

  /** The data type of a variable of {@link #sameDiff()}. */
  public DataType dataType(String variable) {
    return dataTypes.get(variable);
  }

  private void checkPlaceholders() {
    List<String> declared = function.inputs().stream().map(function::variable).toList();
    for (String placeholder : sameDiff.inputs()) {
      if (!declared.contains(placeholder)) {
        throw new ImpetusException(
            new Problem(
                ErrorKind.INTERNAL,
                "placeholder \"" + placeholder + "\" is not an input of the function",
                "function " + function.name(),
                "nothing would give it a value",
                "declare it by GraphBuilder.input"));
      }
    }
  }

  private Map<String, INDArray> evaluateOnZeros(String... variables) {
    Map<String, INDArray> zeros = new HashMap<>();
    for (String placeholder : sameDiff.inputs()) {
      SDVariable variable = sameDiff.getVariable(placeholder);
      zeros.put(placeholder, Nd4j.zeros(variable.dataType(), variable.placeholderShape()));
    }
    return sameDiff.output(zeros, variables);
  }

  private void recordShapes() {
    String[] all = sameDiff.variables().stream().map(SDVariable::name).toArray(String[]::new);
    evaluateOnZeros(all)
        .forEach(
            (name, array) -> {
              shapes.put(name, array.shape());
              dataTypes.put(name, array.dataType());
            });
  }

  private void checkOutputs() {
    for (Port output : function.outputs()) {
      long[] shape = shapes.get(function.variable(output));
      long[] expected = new long[output.shape().size() + 1];
      expected[0] = function.batch();
      for (int i = 1; i < expected.length; i++) {
        expected[i] = output.shape().get(i - 1);
      }
      if (!Arrays.equals(shape, expected)) {
        throw new ImpetusException(
            new Problem(
                ErrorKind.INTERNAL,
                "output \"" + output.name() + "\" has another shape than declared",
                "function " + function.name(),
                "it is " + Arrays.toString(shape) + ", declared " + Arrays.toString(expected),
                "declare the shape of one row of the batch, or reshape the output"));
      }
    }
  }

  private void checkGradients() {
    gradients.forEach(
        (port, gradient) -> {
          long[] expected = shapes.get(function.variable(port));
          if (!Arrays.equals(shapes.get(gradient), expected)) {
            throw new ImpetusException(
                new Problem(
                    ErrorKind.INTERNAL,
                    "SameDiff's derivative for \"" + port.name() + "\" has a wrong shape",
                    "function " + function.name(),
                    "it is "
                        + Arrays.toString(shapes.get(gradient))
                        + " for a variable of shape "
                        + Arrays.toString(expected),
                    "write the function with other operations"));
          }
        });
  }
}
