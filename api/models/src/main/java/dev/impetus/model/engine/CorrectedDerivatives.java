// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.model.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Derivatives that ND4J 1.0.0-M2.1 lacks or computes wrongly.
 *
 * <ul>
 *   <li>{@code Where(condition, x, y)} has none.
 *   <li>{@code divide_bp} and {@code reversedivide_bp} with a single number and an array multiply
 *       sums where they should sum products: for Σ x/2 over x = 1…24 the derivative by the divisor
 *       comes out as −1800 and is −75.
 *   <li>{@code matmul_bp} throws for the product of two 1 × 1 matrices.
 * </ul>
 */
final class CorrectedDerivatives {

  private final SameDiff sameDiff;
  private final Map<String, long[]> shapes;

  CorrectedDerivatives(SameDiff sameDiff, Map<String, long[]> shapes) {
    this.sameDiff = sameDiff;
    this.shapes = shapes;
  }

  /** The cotangents of an operation's inputs; empty if ND4J's are right. */
  Optional<List<SDVariable>> of(SameDiffOp operation, List<SDVariable> cotangents) {
    List<String> inputs = operation.getInputsToOp();
    return switch (operation.getOp().opName()) {
      case "Where" ->
          inputs.size() == 3 ? Optional.of(where(inputs, cotangents.get(0))) : Optional.empty();
      case "divide" ->
          oneIsANumber(inputs)
              ? Optional.of(divide(inputs.get(0), inputs.get(1), cotangents.get(0)))
              : Optional.empty();
      case "reversedivide" ->
          oneIsANumber(inputs)
              ? Optional.of(reversed(divide(inputs.get(1), inputs.get(0), cotangents.get(0))))
              : Optional.empty();
      case "matmul" ->
          size(inputs.get(0)) == 1 && size(inputs.get(1)) == 1
              ? Optional.of(product(inputs.get(0), inputs.get(1), cotangents.get(0)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private boolean oneIsANumber(List<String> inputs) {
    return (size(inputs.get(0)) == 1) != (size(inputs.get(1)) == 1);
  }

  private long size(String variable) {
    return Arrays.stream(shapes.get(variable)).reduce(1, (a, b) -> a * b);
  }

  private List<SDVariable> where(List<String> inputs, SDVariable cotangent) {
    SDVariable condition = sameDiff.getVariable(inputs.get(0));
    SDVariable zeros = sameDiff.zerosLike(cotangent);
    return Arrays.asList(
        null,
        sameDiff.where(cotangent, zeros, condition),
        sameDiff.where(zeros, cotangent, condition));
  }

  private List<SDVariable> divide(String numerator, String denominator, SDVariable cotangent) {
    SDVariable x = sameDiff.getVariable(numerator);
    SDVariable y = sameDiff.getVariable(denominator);
    return List.of(
        sumTo(numerator, cotangent.div(y)),
        sumTo(denominator, cotangent.mul(x).div(y.mul(y)).neg()));
  }

  private List<SDVariable> product(String first, String second, SDVariable cotangent) {
    return List.of(
        sumTo(first, cotangent.mul(sameDiff.getVariable(second))),
        sumTo(second, cotangent.mul(sameDiff.getVariable(first))));
  }

  private SDVariable sumTo(String variable, SDVariable gradient) {
    return size(variable) == 1 ? gradient.sum().reshape(shapes.get(variable)) : gradient;
  }

  private static List<SDVariable> reversed(List<SDVariable> pair) {
    return List.of(pair.get(1), pair.get(0));
  }
}
