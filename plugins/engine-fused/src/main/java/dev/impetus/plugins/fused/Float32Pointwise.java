// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float32Functions;
import dev.impetus.plugins.fused.Operation.Pointwise;

/** Binds pointwise functions to arrays. */
final class Float32Pointwise {

  private Float32Pointwise() {}

  static PositionStep softplusAndSigmoid(
      Float32Functions functions, float[] values, float[] slopes, float[] x) {
    return new PositionStep(
        x.length,
        (from, to) -> functions.softplusAndSigmoid(x, from, values, slopes, from, to - from));
  }

  static PositionStep step(
      Pointwise operation, Float32Functions functions, float[] out, float[]... in) {
    PositionStep.Kernel kernel =
        switch (operation.function().arity()) {
          case 1 -> unary(operation, functions, out, in[0]);
          case 2 -> binary(operation, out, in[0], in[1]);
          default -> ternary(operation, out, in[0], in[1], in[2]);
        };
    return new PositionStep(out.length, kernel);
  }

  private static PositionStep.Kernel unary(
      Pointwise operation, Float32Functions functions, float[] out, float[] x) {
    float a = (float) operation.a();
    float b = (float) operation.b();
    return switch (operation.function()) {
      case NEGATE -> (from, to) -> Float32Loops.negate(out, x, from, to);
      case ABS -> (from, to) -> Float32Loops.abs(out, x, from, to);
      case SIGN -> (from, to) -> Float32Loops.sign(out, x, from, to);
      case SQUARE -> (from, to) -> Float32Loops.square(out, x, from, to);
      case CUBE -> (from, to) -> Float32Loops.cube(out, x, from, to);
      case SQRT -> (from, to) -> Float32Loops.sqrt(out, x, from, to);
      case RECIPROCAL_SQRT -> (from, to) -> Float32Loops.reciprocalSqrt(out, x, from, to);
      case EXP -> (from, to) -> functions.exp(x, from, out, from, to - from);
      case EXPM1 -> (from, to) -> Float32JdkFunctions.expm1(out, x, from, to);
      case LOG -> (from, to) -> Float32JdkFunctions.log(out, x, from, to);
      case LOG1P -> (from, to) -> Float32JdkFunctions.log1p(out, x, from, to);
      case SIN -> (from, to) -> Float32JdkFunctions.sin(out, x, from, to);
      case COS -> (from, to) -> Float32JdkFunctions.cos(out, x, from, to);
      case TANH -> (from, to) -> functions.tanh(x, from, out, from, to - from);
      case SIGMOID -> (from, to) -> functions.sigmoid(x, from, out, from, to - from);
      case SOFTPLUS -> (from, to) -> functions.softplus(x, from, out, from, to - from);
      case RELU -> (from, to) -> Float32Loops.relu(out, x, from, to);
      case LEAKY_RELU -> (from, to) -> Float32Loops.leakyRelu(out, x, a, from, to);
      case ELU -> (from, to) -> functions.elu(x, from, out, from, to - from, a);
      case SWISH -> (from, to) -> functions.swish(x, from, out, from, to - from);
      case SWISH_DERIVATIVE ->
          (from, to) -> functions.swishDerivative(x, from, out, from, to - from);
      case CLIP -> (from, to) -> Float32Loops.clip(out, x, a, b, from, to);
      case AFFINE -> affine(out, x, a, b);
      case DIVIDE_INTO -> (from, to) -> Float32Loops.divideInto(out, x, a, from, to);
      case POWER -> (from, to) -> Float32JdkFunctions.power(out, x, operation.a(), from, to);
      case GREATER_THAN -> (from, to) -> Float32Loops.greaterThan(out, x, a, from, to);
      case AT_LEAST -> (from, to) -> Float32Loops.atLeast(out, x, a, from, to);
      case LESS_THAN -> (from, to) -> Float32Loops.lessThan(out, x, a, from, to);
      case AT_MOST -> (from, to) -> Float32Loops.atMost(out, x, a, from, to);
      case EQUAL_TO -> (from, to) -> Float32Loops.equalTo(out, x, a, from, to);
      case DIFFERENT_FROM -> (from, to) -> Float32Loops.differentFrom(out, x, a, from, to);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static PositionStep.Kernel affine(float[] out, float[] x, float a, float b) {
    if (b == 0) {
      return (from, to) -> Float32Loops.scale(out, x, a, from, to);
    }
    return a == 1
        ? (from, to) -> Float32Loops.shift(out, x, b, from, to)
        : (from, to) -> Float32Loops.affine(out, x, a, b, from, to);
  }

  private static PositionStep.Kernel binary(
      Pointwise operation, float[] out, float[] x, float[] y) {
    float a = (float) operation.a();
    float b = (float) operation.b();
    return switch (operation.function()) {
      case ADD -> (from, to) -> Float32Loops.add(out, x, y, from, to);
      case SUBTRACT -> (from, to) -> Float32Loops.subtract(out, x, y, from, to);
      case MULTIPLY -> (from, to) -> Float32Loops.multiply(out, x, y, from, to);
      case DIVIDE -> (from, to) -> Float32Loops.divide(out, x, y, from, to);
      case POW -> (from, to) -> Float32JdkFunctions.pow(out, x, y, from, to);
      case MAX -> (from, to) -> Float32Loops.max(out, x, y, from, to);
      case MIN -> (from, to) -> Float32Loops.min(out, x, y, from, to);
      case SQUARED_DIFFERENCE -> (from, to) -> Float32Loops.squaredDifference(out, x, y, from, to);
      case GREATER -> (from, to) -> Float32Loops.greater(out, x, y, from, to);
      case GREATER_OR_EQUAL -> (from, to) -> Float32Loops.greaterOrEqual(out, x, y, from, to);
      case LESS -> (from, to) -> Float32Loops.greater(out, y, x, from, to);
      case LESS_OR_EQUAL -> (from, to) -> Float32Loops.greaterOrEqual(out, y, x, from, to);
      case EQUAL -> (from, to) -> Float32Loops.equal(out, x, y, from, to);
      case NOT_EQUAL -> (from, to) -> Float32Loops.notEqual(out, x, y, from, to);
      case TANH_BACKWARD -> (from, to) -> Float32Loops.tanhBackward(out, x, y, from, to);
      case SIGMOID_BACKWARD -> (from, to) -> Float32Loops.sigmoidBackward(out, x, y, from, to);
      case THRESHOLD_BACKWARD ->
          (from, to) -> Float32Loops.thresholdBackward(out, x, y, a, from, to);
      case LEAKY_RELU_BACKWARD ->
          (from, to) -> Float32Loops.leakyReluBackward(out, x, y, a, from, to);
      case ELU_BACKWARD -> (from, to) -> Float32Loops.eluBackward(out, x, y, a, from, to);
      case CLIP_BACKWARD -> (from, to) -> Float32Loops.clipBackward(out, x, y, a, b, from, to);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static PositionStep.Kernel ternary(
      Pointwise operation, float[] out, float[] x, float[] y, float[] z) {
    return switch (operation.function()) {
      case MULTIPLY_ADD -> (from, to) -> Float32Loops.multiplyAdd(out, x, y, z, from, to);
      case SUBTRACT_PRODUCT -> (from, to) -> Float32Loops.subtractProduct(out, x, y, z, from, to);
      case SELECT -> (from, to) -> Float32Loops.select(out, x, y, z, from, to);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }
}
