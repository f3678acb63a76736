// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float32Functions;
import dev.impetus.plugins.fused.Operation.Pointwise;

/** Binds pointwise functions to arrays. */
final class Float32Pointwise {

  private Float32Pointwise() {}

  static Step step(Pointwise operation, Float32Functions functions, float[] out, float[]... in) {
    return switch (operation.function().arity()) {
      case 1 -> unary(operation, functions, out, in[0]);
      case 2 -> binary(operation, out, in[0], in[1]);
      default -> ternary(operation, out, in[0], in[1], in[2]);
    };
  }

  private static Step unary(
      Pointwise operation, Float32Functions functions, float[] out, float[] x) {
    float a = (float) operation.a();
    float b = (float) operation.b();
    return switch (operation.function()) {
      case NEGATE -> () -> Float32Loops.negate(out, x);
      case ABS -> () -> Float32Loops.abs(out, x);
      case SIGN -> () -> Float32Loops.sign(out, x);
      case SQUARE -> () -> Float32Loops.square(out, x);
      case CUBE -> () -> Float32Loops.cube(out, x);
      case SQRT -> () -> Float32Loops.sqrt(out, x);
      case RECIPROCAL_SQRT -> () -> Float32Loops.reciprocalSqrt(out, x);
      case EXP -> () -> functions.exp(x, 0, out, 0, out.length);
      case EXPM1 -> () -> Float32JdkFunctions.expm1(out, x);
      case LOG -> () -> Float32JdkFunctions.log(out, x);
      case LOG1P -> () -> Float32JdkFunctions.log1p(out, x);
      case SIN -> () -> Float32JdkFunctions.sin(out, x);
      case COS -> () -> Float32JdkFunctions.cos(out, x);
      case TANH -> () -> functions.tanh(x, 0, out, 0, out.length);
      case SIGMOID -> () -> functions.sigmoid(x, 0, out, 0, out.length);
      case SOFTPLUS -> () -> functions.softplus(x, 0, out, 0, out.length);
      case RELU -> () -> Float32Loops.relu(out, x);
      case LEAKY_RELU -> () -> Float32Loops.leakyRelu(out, x, a);
      case ELU -> () -> functions.elu(x, 0, out, 0, out.length, a);
      case SWISH -> () -> functions.swish(x, 0, out, 0, out.length);
      case SWISH_DERIVATIVE -> () -> functions.swishDerivative(x, 0, out, 0, out.length);
      case CLIP -> () -> Float32Loops.clip(out, x, a, b);
      case AFFINE -> affine(out, x, a, b);
      case DIVIDE_INTO -> () -> Float32Loops.divideInto(out, x, a);
      case POWER -> () -> Float32JdkFunctions.power(out, x, operation.a());
      case GREATER_THAN -> () -> Float32Loops.greaterThan(out, x, a);
      case AT_LEAST -> () -> Float32Loops.atLeast(out, x, a);
      case LESS_THAN -> () -> Float32Loops.lessThan(out, x, a);
      case AT_MOST -> () -> Float32Loops.atMost(out, x, a);
      case EQUAL_TO -> () -> Float32Loops.equalTo(out, x, a);
      case DIFFERENT_FROM -> () -> Float32Loops.differentFrom(out, x, a);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static Step affine(float[] out, float[] x, float a, float b) {
    if (b == 0) {
      return () -> Float32Loops.scale(out, x, a);
    }
    return a == 1 ? () -> Float32Loops.shift(out, x, b) : () -> Float32Loops.affine(out, x, a, b);
  }

  private static Step binary(Pointwise operation, float[] out, float[] x, float[] y) {
    float a = (float) operation.a();
    float b = (float) operation.b();
    return switch (operation.function()) {
      case ADD -> () -> Float32Loops.add(out, x, y);
      case SUBTRACT -> () -> Float32Loops.subtract(out, x, y);
      case MULTIPLY -> () -> Float32Loops.multiply(out, x, y);
      case DIVIDE -> () -> Float32Loops.divide(out, x, y);
      case POW -> () -> Float32JdkFunctions.pow(out, x, y);
      case MAX -> () -> Float32Loops.max(out, x, y);
      case MIN -> () -> Float32Loops.min(out, x, y);
      case SQUARED_DIFFERENCE -> () -> Float32Loops.squaredDifference(out, x, y);
      case GREATER -> () -> Float32Loops.greater(out, x, y);
      case GREATER_OR_EQUAL -> () -> Float32Loops.greaterOrEqual(out, x, y);
      case LESS -> () -> Float32Loops.greater(out, y, x);
      case LESS_OR_EQUAL -> () -> Float32Loops.greaterOrEqual(out, y, x);
      case EQUAL -> () -> Float32Loops.equal(out, x, y);
      case NOT_EQUAL -> () -> Float32Loops.notEqual(out, x, y);
      case TANH_BACKWARD -> () -> Float32Loops.tanhBackward(out, x, y);
      case SIGMOID_BACKWARD -> () -> Float32Loops.sigmoidBackward(out, x, y);
      case THRESHOLD_BACKWARD -> () -> Float32Loops.thresholdBackward(out, x, y, a);
      case LEAKY_RELU_BACKWARD -> () -> Float32Loops.leakyReluBackward(out, x, y, a);
      case ELU_BACKWARD -> () -> Float32Loops.eluBackward(out, x, y, a);
      case CLIP_BACKWARD -> () -> Float32Loops.clipBackward(out, x, y, a, b);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static Step ternary(Pointwise operation, float[] out, float[] x, float[] y, float[] z) {
    return switch (operation.function()) {
      case MULTIPLY_ADD -> () -> Float32Loops.multiplyAdd(out, x, y, z);
      case SUBTRACT_PRODUCT -> () -> Float32Loops.subtractProduct(out, x, y, z);
      case SELECT -> () -> Float32Loops.select(out, x, y, z);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }
}
