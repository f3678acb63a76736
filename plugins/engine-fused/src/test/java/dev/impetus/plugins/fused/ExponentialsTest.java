// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Against StrictMath in float64, whose own error is below two rounding errors. */
public final class ExponentialsTest {

  private static final int NUMBERS = 100_000;

  /**
   * A function to test.
   *
   * @param bound of the relative error, in rounding errors (2⁻²⁴, 2⁻⁵³)
   * @param low end of the range where the bound holds
   */
  private record Function32(
      String name,
      BiConsumer<float[], float[]> function,
      DoubleUnaryOperator exact,
      double bound,
      double low,
      double high) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** The same for double. */
  private record Function64(
      String name,
      BiConsumer<double[], double[]> function,
      DoubleUnaryOperator exact,
      double bound,
      double low,
      double high) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double elu(double x) {
    return x > 0 ? x : StrictMath.expm1(x);
  }

  private static double swish(double x) {
    return x == Double.NEGATIVE_INFINITY ? 0 : x * sigmoid(x);
  }

  @DataProvider
  public Object[][] functions32() {
    Float32Exponentials of = new Float32Exponentials();
    return new Object[][] {
      {new Function32("tanh", of::tanh, StrictMath::tanh, 8, -100, 100)},
      {new Function32("exp", of::exp, StrictMath::exp, 2, -87, 88.7)},
      {new Function32("sigmoid", of::sigmoid, ExponentialsTest::sigmoid, 3, -86, 100)},
      {new Function32("swish", of::swish, ExponentialsTest::swish, 5, -80, 100)},
      {new Function32("elu", (y, x) -> of.elu(y, x, 1), ExponentialsTest::elu, 2, -300, 300)},
      {new Function32("softplus", of::softplus, ExponentialsTest::softplus, 5, -86, 300)},
    };
  }

  @DataProvider
  public Object[][] functions64() {
    Float64Exponentials of = new Float64Exponentials();
    return new Object[][] {
      {new Function64("tanh", of::tanh, StrictMath::tanh, 5, -100, 100)},
      {new Function64("exp", of::exp, StrictMath::exp, 3, -708, 709.7)},
      {new Function64("sigmoid", of::sigmoid, ExponentialsTest::sigmoid, 5, -700, 100)},
      {new Function64("swish", of::swish, ExponentialsTest::swish, 6, -700, 100)},
      {new Function64("elu", (y, x) -> of.elu(y, x, 1), ExponentialsTest::elu, 3, -2000, 2000)},
      {new Function64("softplus", of::softplus, ExponentialsTest::softplus, 6, -700, 2000)},
    };
  }

  /** Evenly over the range, and by magnitude down to 1e-30. */
  private static double[] arguments(double low, double high) {
    Random random = new Random(99);
    double[] arguments = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      if (i % 2 == 0) {
        arguments[i] = low + (high - low) * random.nextDouble();
      } else {
        double end = random.nextBoolean() ? low : high;
        arguments[i] = end * Math.pow(10, -30 * random.nextDouble());
      }
    }
    return arguments;
  }

  @Test(dataProvider = "functions32")
  public void float32IsAccurate(Function32 function) {
    double[] wide = arguments(function.low(), function.high());
    float[] x = new float[NUMBERS];
    float[] y = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      x[i] = (float) wide[i];
    }
    function.function().accept(y, x);
    for (int i = 0; i < NUMBERS; i++) {
      check(function.name(), x[i], y[i], function.exact(), function.bound() * 0x1p-24);
    }
  }

  @Test(dataProvider = "functions64")
  public void float64IsAccurate(Function64 function) {
    double[] x = arguments(function.low(), function.high());
    double[] y = new double[NUMBERS];
    function.function().accept(y, x);
    for (int i = 0; i < NUMBERS; i++) {
      check(function.name(), x[i], y[i], function.exact(), function.bound() * 0x1p-53);
    }
  }

  private static void check(
      String name, double x, double y, DoubleUnaryOperator exact, double bound) {
    double expected = exact.applyAsDouble(x);
    if (!(Math.abs(y - expected) <= bound * Math.abs(expected))) {
      assertThat(y).as("%s(%s)", name, x).isEqualTo(expected);
    }
  }

  /** Beyond the ranges above the limit comes out, up to numbers below the smallest normal one. */
  @Test(dataProvider = "functions32")
  public void float32HasTheLimits(Function32 function) {
    float[] x = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 1e30f, -1e30f, -88.5f
    };
    float[] y = new float[x.length];
    function.function().accept(y, x);
    for (int i = 0; i < x.length; i++) {
      double expected = function.exact().applyAsDouble(x[i]);
      if (Double.isNaN(expected) || Double.isInfinite((float) expected)) {
        assertThat(y[i]).as("%s(%s)", function, x[i]).isEqualTo(Float.valueOf((float) expected));
      } else {
        assertThat(Math.abs(y[i] - expected))
            .as("%s(%s) = %s", function, x[i], y[i])
            .isLessThanOrEqualTo(Math.abs(expected) * 0x1p-23 + 1e-35);
      }
    }
  }

  @Test(dataProvider = "functions64")
  public void float64HasTheLimits(Function64 function) {
    double[] x = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e300, -1e300, -745
    };
    double[] y = new double[x.length];
    function.function().accept(y, x);
    for (int i = 0; i < x.length; i++) {
      double expected = function.exact().applyAsDouble(x[i]);
      if (Double.isNaN(expected) || Double.isInfinite(expected)) {
        assertThat(y[i]).as("%s(%s)", function, x[i]).isEqualTo(Double.valueOf(expected));
      } else {
        assertThat(Math.abs(y[i] - expected))
            .as("%s(%s) = %s", function, x[i], y[i])
            .isLessThanOrEqualTo(Math.abs(expected) * 0x1p-52 + 1e-304);
      }
    }
  }

  /** Short arrays take another way, long ones go by tiles: the numbers must not notice. */
  @Test
  public void resultsDoNotDependOnTheLengthOfTheArray() {
    Float32Exponentials of = new Float32Exponentials();
    List<BiConsumer<float[], float[]>> functions = new ArrayList<>();
    functions.add(of::tanh);
    functions.add(of::exp);
    functions.add(of::sigmoid);
    functions.add(of::softplus);
    functions.add((y, x) -> of.elu(y, x, 1));
    float[] x = new float[1111];
    Random random = new Random(5);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (5 * random.nextGaussian());
    }
    for (BiConsumer<float[], float[]> function : functions) {
      float[] y = new float[x.length];
      function.accept(y, x);
      for (int i = 0; i < x.length; i++) {
        float[] one = new float[1];
        function.accept(one, new float[] {x[i]});
        assertThat(one[0]).isEqualTo(y[i]);
      }
    }
  }
}
