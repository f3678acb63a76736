// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/**
 * Functions of one position. x, y, z are the inputs, a and b the numbers of the operation, g a
 * cotangent. Comparisons give 1 or 0.
 */
enum PointwiseFunction {
  /** −x. */
  NEGATE(1),
  /** |x|. */
  ABS(1),
  /** −1, 0 or 1. */
  SIGN(1),
  /** x². */
  SQUARE(1),
  /** x³. */
  CUBE(1),
  /** √x. */
  SQRT(1),
  /** 1/√x. */
  RECIPROCAL_SQRT(1),
  /** eˣ. */
  EXP(1),
  /** eˣ − 1. */
  EXPM1(1),
  /** ln x. */
  LOG(1),
  /** ln(1 + x). */
  LOG1P(1),
  /** sin x. */
  SIN(1),
  /** cos x. */
  COS(1),
  /** tanh x. */
  TANH(1),
  /** 1/(1 + e⁻ˣ). */
  SIGMOID(1),
  /** ln(1 + eˣ). */
  SOFTPLUS(1),
  /** ln(1 + eˣ), and as a second output its derivative 1/(1 + e⁻ˣ). */
  SOFTPLUS_AND_SIGMOID(1),
  /** max(x, 0). */
  RELU(1),
  /** x if positive, else a·x. */
  LEAKY_RELU(1),
  /** x if positive, else a·(eˣ − 1). */
  ELU(1),
  /** x / (1 + e⁻ˣ). */
  SWISH(1),
  /** The derivative of swish. */
  SWISH_DERIVATIVE(1),
  /** min(max(x, a), b). */
  CLIP(1),
  /** a·x + b. */
  AFFINE(1),
  /** a / x. */
  DIVIDE_INTO(1),
  /** xᵃ. */
  POWER(1),
  /** x > a. */
  GREATER_THAN(1),
  /** x ≥ a. */
  AT_LEAST(1),
  /** x < a. */
  LESS_THAN(1),
  /** x ≤ a. */
  AT_MOST(1),
  /** x = a. */
  EQUAL_TO(1),
  /** x ≠ a. */
  DIFFERENT_FROM(1),

  /** x + y. */
  ADD(2),
  /** x − y. */
  SUBTRACT(2),
  /** x · y. */
  MULTIPLY(2),
  /** x / y. */
  DIVIDE(2),
  /** xʸ. */
  POW(2),
  /** max(x, y). */
  MAX(2),
  /** min(x, y). */
  MIN(2),
  /** (x − y)². */
  SQUARED_DIFFERENCE(2),
  /** x > y. */
  GREATER(2),
  /** x ≥ y. */
  GREATER_OR_EQUAL(2),
  /** x < y. */
  LESS(2),
  /** x ≤ y. */
  LESS_OR_EQUAL(2),
  /** x = y. */
  EQUAL(2),
  /** x ≠ y. */
  NOT_EQUAL(2),
  /** g·(1 − x²), where x is tanh's value. */
  TANH_BACKWARD(2),
  /** g·x·(1 − x), where x is the sigmoid's value. */
  SIGMOID_BACKWARD(2),
  /** g if x > a, else 0. */
  THRESHOLD_BACKWARD(2),
  /** g if x > 0, else a·g. */
  LEAKY_RELU_BACKWARD(2),
  /** g if x > 0, else g·(x + a), where x is elu's value. */
  ELU_BACKWARD(2),
  /** g if a ≤ x ≤ b, else 0. */
  CLIP_BACKWARD(2),

  /** x·y + z. */
  MULTIPLY_ADD(3),
  /** z − x·y. */
  SUBTRACT_PRODUCT(3),
  /** y where x is not 0, else z. */
  SELECT(3);

  private final int arity;

  PointwiseFunction(int arity) {
    this.arity = arity;
  }

  int arity() {
    return arity;
  }

  /** Whether it takes ten times as long as arithmetic. */
  boolean isTranscendental() {
    return switch (this) {
      case EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ELU, SWISH -> true;
      case SOFTPLUS_AND_SIGMOID, SWISH_DERIVATIVE, POWER, POW -> true;
      default -> false;
    };
  }
}
