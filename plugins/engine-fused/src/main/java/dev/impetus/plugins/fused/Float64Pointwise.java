// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float64Functions;
import dev.impetus.plugins.fused.Operation.Pointwise;

/** Binds pointwise functions to arrays. */
final class Float64Pointwise {

  private Float64Pointwise() {}

  static Step step(Pointwise operation, Float64Functions functions, double[] out, double[]... in) {
    return switch (operation.function().arity()) {
      case 1 -> unary(operation, functions, out, in[0]);
      case 2 -> binary(operation, out, in[0], in[1]);
      default -> ternary(operation, out, in[0], in[1], in[2]);
    };
  }

  private static Step unary(
      Pointwise operation, Float64Functions functions, double[] out, double[] x) {
    double a = operation.a();
    double b = operation.b();
    return switch (operation.function()) {
      case NEGATE -> () -> Float64Loops.negate(out, x);
      case ABS -> () -> Float64Loops.abs(out, x);
      case SIGN -> () -> Float64Loops.sign(out, x);
      case SQUARE -> () -> Float64Loops.square(out, x);
      case CUBE -> () -> Float64Loops.cube(out, x);
      case SQRT -> () -> Float64Loops.sqrt(out, x);
      case RECIPROCAL_SQRT -> () -> Float64Loops.reciprocalSqrt(out, x);
      case EXP -> () -> functions.exp(x, 0, out, 0, out.length);
      case EXPM1 -> () -> Float64JdkFunctions.expm1(out, x);
      case LOG -> () -> Float64JdkFunctions.log(out, x);
      case LOG1P -> () -> Float64JdkFunctions.log1p(out, x);
      case SIN -> () -> Float64JdkFunctions.sin(out, x);
      case COS -> () -> Float64JdkFunctions.cos(out, x);
      case TANH -> () -> functions.tanh(x, 0, out, 0, out.length);
      case SIGMOID -> () -> functions.sigmoid(x, 0, out, 0, out.length);
      case SOFTPLUS -> () -> functions.softplus(x, 0, out, 0, out.length);
      case RELU -> () -> Float64Loops.relu(out, x);
      case LEAKY_RELU -> () -> Float64Loops.leakyRelu(out, x, a);
      case ELU -> () -> functions.elu(x, 0, out, 0, out.length, a);
      case SWISH -> () -> functions.swish(x, 0, out, 0, out.length);
      case SWISH_DERIVATIVE -> () -> functions.swishDerivative(x, 0, out, 0, out.length);
      case CLIP -> () -> Float64Loops.clip(out, x, a, b);
      case AFFINE -> affine(out, x, a, b);
      case DIVIDE_INTO -> () -> Float64Loops.divideInto(out, x, a);
      case POWER -> () -> Float64JdkFunctions.power(out, x, operation.a());
      case GREATER_THAN -> () -> Float64Loops.greaterThan(out, x, a);
      case AT_LEAST -> () -> Float64Loops.atLeast(out, x, a);
      case LESS_THAN -> () -> Float64Loops.lessThan(out, x, a);
      case AT_MOST -> () -> Float64Loops.atMost(out, x, a);
      case EQUAL_TO -> () -> Float64Loops.equalTo(out, x, a);
      case DIFFERENT_FROM -> () -> Float64Loops.differentFrom(out, x, a);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static Step affine(double[] out, double[] x, double a, double b) {
    if (b == 0) {
      return () -> Float64Loops.scale(out, x, a);
    }
    return a == 1 ? () -> Float64Loops.shift(out, x, b) : () -> Float64Loops.affine(out, x, a, b);
  }

  private static Step binary(Pointwise operation, double[] out, double[] x, double[] y) {
    double a = operation.a();
    double b = operation.b();
    return switch (operation.function()) {
      case ADD -> () -> Float64Loops.add(out, x, y);
      case SUBTRACT -> () -> Float64Loops.subtract(out, x, y);
      case MULTIPLY -> () -> Float64Loops.multiply(out, x, y);
      case DIVIDE -> () -> Float64Loops.divide(out, x, y);
      case POW -> () -> Float64JdkFunctions.pow(out, x, y);
      case MAX -> () -> Float64Loops.max(out, x, y);
      case MIN -> () -> Float64Loops.min(out, x, y);
      case SQUARED_DIFFERENCE -> () -> Float64Loops.squaredDifference(out, x, y);
      case GREATER -> () -> Float64Loops.greater(out, x, y);
      case GREATER_OR_EQUAL -> () -> Float64Loops.greaterOrEqual(out, x, y);
      case LESS -> () -> Float64Loops.greater(out, y, x);
      case LESS_OR_EQUAL -> () -> Float64Loops.greaterOrEqual(out, y, x);
      case EQUAL -> () -> Float64Loops.equal(out, x, y);
      case NOT_EQUAL -> () -> Float64Loops.notEqual(out, x, y);
      case TANH_BACKWARD -> () -> Float64Loops.tanhBackward(out, x, y);
      case SIGMOID_BACKWARD -> () -> Float64Loops.sigmoidBackward(out, x, y);
      case THRESHOLD_BACKWARD -> () -> Float64Loops.thresholdBackward(out, x, y, a);
      case LEAKY_RELU_BACKWARD -> () -> Float64Loops.leakyReluBackward(out, x, y, a);
      case ELU_BACKWARD -> () -> Float64Loops.eluBackward(out, x, y, a);
      case CLIP_BACKWARD -> () -> Float64Loops.clipBackward(out, x, y, a, b);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static Step ternary(Pointwise operation, double[] out, double[] x, double[] y, double[] z) {
    return switch (operation.function()) {
      case MULTIPLY_ADD -> () -> Float64Loops.multiplyAdd(out, x, y, z);
      case SUBTRACT_PRODUCT -> () -> Float64Loops.subtractProduct(out, x, y, z);
      case SELECT -> () -> Float64Loops.select(out, x, y, z);
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }
}
