// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static dev.impetus.plugins.fused.PointwiseFunction.*;

import dev.impetus.plugins.fused.Lowering.Site;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Functions of one array, with or without a number, and their derivatives. */
final class PointwiseLowerings {

  private PointwiseLowerings() {}

  static void addTo(Map<String, Lowering> table) {
    unary(table, "neg", NEGATE);
    unary(table, "abs", ABS);
    unary(table, "sign", SIGN);
    unary(table, "square", SQUARE);
    unary(table, "cube", CUBE);
    unary(table, "sqrt", SQRT);
    unary(table, "rsqrt", RECIPROCAL_SQRT);
    unary(table, "exp", EXP);
    unary(table, "expm1", EXPM1);
    unary(table, "log", LOG);
    unary(table, "log1p", LOG1P);
    unary(table, "sin", SIN);
    unary(table, "cos", COS);
    unary(table, "tanh", TANH);
    unary(table, "sigmoid", SIGMOID);
    unary(table, "softplus", SOFTPLUS);
    unary(table, "swish", SWISH);
    unary(table, "_swishderivative", SWISH_DERIVATIVE);
    table.put("Reciprocal", site -> one(site.build().power(site.input(0), -1)));
    table.put("cube_bp", PointwiseLowerings::cubeBackward);

    scalar(table, "add_scalar", (site, s) -> site.build().affine(1, site.input(0), s));
    scalar(table, "sub_scalar", (site, s) -> site.build().affine(1, site.input(0), -s));
    scalar(table, "mul_scalar", (site, s) -> site.build().affine(s, site.input(0), 0));
    scalar(table, "div_scalar", (site, s) -> site.build().affine(1 / s, site.input(0), 0));
    scalar(table, "rsub_scalar", (site, s) -> site.build().affine(-1, site.input(0), s));
    scalar(table, "rdiv_scalar", (site, s) -> parametric(site, DIVIDE_INTO, s, 0));
    scalar(table, "pow", (site, s) -> site.build().power(site.input(0), s));
    scalar(
        table,
        "_powderivative",
        (site, s) -> site.build().affine(s, site.build().power(site.input(0), s - 1), 0));
    scalar(table, "greaterthan_scalar", (site, s) -> parametric(site, GREATER_THAN, s, 0));
    scalar(table, "greaterthanorequal_scalar", (site, s) -> parametric(site, AT_LEAST, s, 0));
    scalar(table, "lessthan_scalar", (site, s) -> parametric(site, LESS_THAN, s, 0));
    scalar(table, "lessthanorequal_scalar", (site, s) -> parametric(site, AT_MOST, s, 0));
    scalar(table, "equals_scalar", (site, s) -> parametric(site, EQUAL_TO, s, 0));
    scalar(table, "notequals_scalar", (site, s) -> parametric(site, DIFFERENT_FROM, s, 0));

    table.put(
        "relu",
        site ->
            site.attributes().scalar() == 0
                ? one(site.build().unary(RELU, site.input(0)))
                : Lowering.notExpressible());
    table.put("thresholdedrelu_bp", site -> backward(site, THRESHOLD_BACKWARD, number(site, 0)));
    scalar(table, "leakyrelu", (site, s) -> parametric(site, LEAKY_RELU, s, 0));
    table.put("lrelu_bp", site -> backward(site, LEAKY_RELU_BACKWARD, number(site, 0)));
    table.put("elu", site -> one(elu(site)));
    table.put("elu_bp", site -> one(backward(site, ELU_BACKWARD, number(site, 0), 0, elu(site))));
    table.put("hardtanh", site -> one(parametric(site, CLIP, -1, 1)));
    table.put("hardtanh_bp", site -> one(backward(site, CLIP_BACKWARD, -1, 1, site.input(0))));
    table.put("ClipByValue", site -> one(parametric(site, CLIP, number(site, 0), number(site, 1))));
    table.put("tanh_bp", site -> one(ofValue(site, TANH, TANH_BACKWARD)));
    table.put("sigmoid_bp", site -> one(ofValue(site, SIGMOID, SIGMOID_BACKWARD)));
  }

  private static List<Value> one(Value value) {
    return List.of(value);
  }

  private static double number(Site site, int index) {
    return site.attributes().numbers()[index];
  }

  private static void unary(Map<String, Lowering> table, String name, PointwiseFunction function) {
    table.put(
        name,
        site ->
            site.count() == 1
                ? one(site.build().unary(function, site.input(0)))
                : Lowering.notExpressible());
  }

  /** Operations on one array and the number of ND4J's ScalarOp. */
  private static void scalar(
      Map<String, Lowering> table, String name, BiFunction<Site, Double, Value> lowering) {
    table.put(name, site -> one(lowering.apply(site, site.attributes().scalar())));
  }

  private static Value parametric(Site site, PointwiseFunction function, double a, double b) {
    return site.build().pointwise(function, a, b, site.input(0).shape(), site.input(0));
  }

  private static List<Value> backward(Site site, PointwiseFunction function, double a) {
    return one(backward(site, function, a, 0, site.input(0)));
  }

  private static Value backward(
      Site site, PointwiseFunction function, double a, double b, Value argument) {
    return site.build().pointwise(function, a, b, argument.shape(), argument, site.input(1));
  }

  /** A derivative that is cheaper from the function's value, which the forward graph has. */
  private static Value ofValue(
      Site site, PointwiseFunction function, PointwiseFunction derivative) {
    return backward(site, derivative, 0, 0, site.build().unary(function, site.input(0)));
  }

  private static Value elu(Site site) {
    return parametric(site, ELU, number(site, 0), 0);
  }

  private static List<Value> cubeBackward(Site site) {
    Value square = site.build().unary(SQUARE, site.input(0));
    Value slope = site.build().affine(3, square, 0);
    return one(site.build().binary(MULTIPLY, slope, site.input(1)));
  }
}
