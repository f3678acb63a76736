// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static dev.impetus.plugins.fused.PointwiseFunction.*;

import dev.impetus.plugins.fused.Lowering.Site;
import java.util.List;
import java.util.Map;

/** Functions of two arrays with broadcasting, and their derivatives. */
final class ArithmeticLowerings {

  private ArithmeticLowerings() {}

  static void addTo(Map<String, Lowering> table) {
    binary(table, "add", ADD);
    binary(table, "subtract", SUBTRACT);
    binary(table, "multiply", MULTIPLY);
    binary(table, "divide", DIVIDE);
    binary(table, "Pow", POW);
    binary(table, "maximum", MAX);
    binary(table, "minimum", MIN);
    binary(table, "squaredsubtract", SQUARED_DIFFERENCE);
    binary(table, "greater", GREATER);
    binary(table, "greater_equal", GREATER_OR_EQUAL);
    binary(table, "less", LESS);
    binary(table, "less_equal", LESS_OR_EQUAL);
    binary(table, "equals", EQUAL);
    binary(table, "not_equals", NOT_EQUAL);
    table.put("reversesubtract", site -> List.of(reversed(site, SUBTRACT)));
    table.put("reversedivide", site -> List.of(reversed(site, DIVIDE)));
    table.put("Where", ArithmeticLowerings::select);
    table.put("biasadd", site -> biasIsLast(site) ? List.of(of(site, ADD)) : List.of());

    table.put("add_bp", site -> pulledBack(site, gradient(site), gradient(site)));
    table.put("biasadd_bp", ArithmeticLowerings::biasAddBackward);
    table.put(
        "subtract_bp",
        site -> pulledBack(site, gradient(site), site.build().unary(NEGATE, gradient(site))));
    table.put(
        "reversesubtract_bp",
        site -> pulledBack(site, site.build().unary(NEGATE, gradient(site)), gradient(site)));
    table.put("multiply_bp", ArithmeticLowerings::multiplyBackward);
    table.put("divide_bp", site -> divideBackward(site, site.input(0), site.input(1), false));
    table.put("reversedivide_bp", site -> divideBackward(site, site.input(1), site.input(0), true));
    table.put("Pow_bp", ArithmeticLowerings::powBackward);
    table.put("maximum_bp", site -> chosenBackward(site, GREATER_OR_EQUAL, LESS_OR_EQUAL));
    table.put("minimum_bp", site -> chosenBackward(site, LESS_OR_EQUAL, GREATER_OR_EQUAL));
    table.put("squaredsubtract_bp", ArithmeticLowerings::squaredDifferenceBackward);
  }

  private static void binary(Map<String, Lowering> table, String name, PointwiseFunction function) {
    table.put(
        name, site -> site.count() == 2 ? List.of(of(site, function)) : Lowering.notExpressible());
  }

  private static Value of(Site site, PointwiseFunction function) {
    return site.build().binary(function, site.output(), site.input(0), site.input(1));
  }

  private static Value reversed(Site site, PointwiseFunction function) {
    return site.build().binary(function, site.output(), site.input(1), site.input(0));
  }

  private static Value gradient(Site site) {
    return site.input(2);
  }

  private static Value times(Site site, Value x, Value gradient) {
    return site.build().binary(MULTIPLY, gradient.shape(), x, gradient);
  }

  /** Sums the gradients of the broadcast inputs back to the inputs' shapes. */
  private static List<Value> pulledBack(Site site, Value first, Value second) {
    return List.of(
        site.build().sumTo(first, site.input(0).shape()),
        site.build().sumTo(second, site.input(1).shape()));
  }

  private static List<Value> multiplyBackward(Site site) {
    Value g = gradient(site);
    return pulledBack(site, times(site, site.input(1), g), times(site, site.input(0), g));
  }

  private static List<Value> divideBackward(
      Site site, Value numerator, Value denominator, boolean reversed) {
    Value g = gradient(site);
    Value quotient = site.build().binary(DIVIDE, g.shape(), numerator, denominator);
    Value first = site.build().binary(DIVIDE, g.shape(), g, denominator);
    Value second = site.build().unary(NEGATE, site.build().binary(MULTIPLY, first, quotient));
    return reversed ? pulledBack(site, second, first) : pulledBack(site, first, second);
  }

  private static List<Value> powBackward(Site site) {
    ProgramBuilder build = site.build();
    Shape shape = gradient(site).shape();
    Value x = build.broadcast(site.input(0), shape);
    Value y = build.broadcast(site.input(1), shape);
    Value lower = build.binary(POW, x, build.affine(1, y, -1));
    Value slope = build.binary(MULTIPLY, y, lower);
    Value logarithm = build.binary(MULTIPLY, build.binary(POW, x, y), build.unary(LOG, x));
    return pulledBack(
        site, times(site, slope, gradient(site)), times(site, logarithm, gradient(site)));
  }

  /** Where both inputs are equal, ND4J gives the whole cotangent to both. */
  private static List<Value> chosenBackward(
      Site site, PointwiseFunction first, PointwiseFunction second) {
    Value g = gradient(site);
    Value x = site.input(0);
    Value y = site.input(1);
    return pulledBack(
        site,
        times(site, site.build().binary(first, g.shape(), x, y), g),
        times(site, site.build().binary(second, g.shape(), x, y), g));
  }

  private static List<Value> squaredDifferenceBackward(Site site) {
    Value g = gradient(site);
    Value difference = site.build().binary(SUBTRACT, g.shape(), site.input(0), site.input(1));
    Value first = times(site, site.build().affine(2, difference, 0), g);
    return pulledBack(site, first, site.build().unary(NEGATE, first));
  }

  private static List<Value> select(Site site) {
    if (site.count() != 3 || site.input(0).size() != site.output().size()) {
      return Lowering.notExpressible();
    }
    return List.of(
        site.build()
            .pointwise(SELECT, 0, 0, site.output(), site.input(0), site.input(1), site.input(2)));
  }

  private static boolean biasIsLast(Site site) {
    return !site.attributes().flag(0);
  }

  private static List<Value> biasAddBackward(Site site) {
    return biasIsLast(site)
        ? pulledBack(site, gradient(site), gradient(site))
        : Lowering.notExpressible();
  }
}
