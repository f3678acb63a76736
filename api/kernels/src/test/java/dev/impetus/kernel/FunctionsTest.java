// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Against StrictMath in float64, whose own error is below two rounding errors. */
public final class FunctionsTest {

  private static final int NUMBERS = 100_000;

  /** out = f(in), for arrays of one length. */
  private interface Kernel32 {
    void run(float[] in, int inFrom, float[] out, int outFrom, int count);
  }

  private interface Kernel64 {
    void run(double[] in, int inFrom, double[] out, int outFrom, int count);
  }

  /**
   * A function to test.
   *
   * @param bound of the relative error, in rounding errors (2⁻²⁴, 2⁻⁵³)
   * @param floor an absolute error that is allowed besides, for results that have no normal number
   */
  private record Function32(
      String name, Kernel32 kernel, DoubleUnaryOperator exact, double bound, double floor) {

    void check(float[] x, float[] y) {
      for (int i = 0; i < x.length; i++) {
        double expected = exact.applyAsDouble(x[i]);
        if (Double.isNaN(expected)) {
          assertThat(y[i]).as("%s(%s)", name, x[i]).isNaN();
        } else if (Float.isInfinite((float) expected)) {
          assertThat(y[i]).as("%s(%s)", name, x[i]).isEqualTo((float) expected);
        } else if (!(Math.abs(y[i] - expected) <= bound * 0x1p-24 * Math.abs(expected) + floor)) {
          assertThat(y[i]).as("%s(%s)", name, x[i]).isEqualTo((float) expected);
        }
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The same for double. */
  private record Function64(
      String name,
      Kernel64 kernel,
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

  private static void gate(float[] in, int inFrom, float[] out, int outFrom, int count) {
    float[] x = Arrays.copyOfRange(in, inFrom, inFrom + count);
    new Float32Functions().gate(x, count);
    System.arraycopy(x, 0, out, outFrom, count);
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

  private static double swishDerivative(double x) {
    double s = sigmoid(x);
    return Double.isInfinite(x) ? s : s + x * s * (1 - s);
  }

  @DataProvider
  public Object[][] functions32() {
    Float32Functions of = new Float32Functions();
    return new Object[][] {
      {new Function32("tanh", of::tanh, StrictMath::tanh, 8, 0)},
      {new Function32("exp", of::exp, StrictMath::exp, 2, 3e-45)},
      {new Function32("sigmoid", of::sigmoid, FunctionsTest::sigmoid, 4, 1.7e-38)},
      {new Function32("gate", FunctionsTest::gate, FunctionsTest::sigmoid, 0, 2.4e-7)},
      {new Function32("swish", of::swish, FunctionsTest::swish, 6, 1.7e-35)},
      {new Function32("swish'", of::swishDerivative, FunctionsTest::swishDerivative, 6, 0x1p-24)},
      {
        new Function32("elu", (x, i, y, k, n) -> of.elu(x, i, y, k, n, 1), FunctionsTest::elu, 2, 0)
      },
      {new Function32("softplus", of::softplus, FunctionsTest::softplus, 6, 1.7e-38)},
      {
        new Function32(
            "softplus'",
            (x, i, y, k, n) -> of.softplusAndSigmoid(x, i, new float[k + n], y, k, n),
            FunctionsTest::sigmoid,
            4,
            1.7e-38)
      },
    };
  }

  @DataProvider
  public Object[][] functions64() {
    Float64Functions of = new Float64Functions();
    return new Object[][] {
      {new Function64("tanh", of::tanh, StrictMath::tanh, 6, -100, 100)},
      {new Function64("exp", of::exp, StrictMath::exp, 4, -708, 709.7)},
      {new Function64("sigmoid", of::sigmoid, FunctionsTest::sigmoid, 6, -700, 100)},
      {new Function64("swish", of::swish, FunctionsTest::swish, 6, -700, 100)},
      {
        new Function64(
            "elu", (x, i, y, k, n) -> of.elu(x, i, y, k, n, 1), FunctionsTest::elu, 4, -2000, 2000)
      },
      {new Function64("softplus", of::softplus, FunctionsTest::softplus, 6, -700, 2000)},
      {
        new Function64(
            "softplus'",
            (x, i, y, k, n) -> of.softplusAndSigmoid(x, i, new double[k + n], y, k, n),
            FunctionsTest::sigmoid,
            6,
            -700,
            2000)
      },
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

  /** Every 16381st of all bit patterns: numbers of every size, denormals, NaN. */
  @Test(dataProvider = "functions32")
  public void float32IsAccurateOverItsWholeRange(Function32 function) {
    everyFloat(function, 16381);
  }

  /** All 2³² of them: minutes. */
  @Test(dataProvider = "functions32", groups = "experiments")
  public void float32IsAccurateForEveryNumber(Function32 function) {
    everyFloat(function, 1);
  }

  private static void everyFloat(Function32 function, int stride) {
    float[] x = new float[4096];
    float[] y = new float[4096];
    long bits = 0;
    while (bits < 1L << 32) {
      for (int i = 0; i < x.length; i++, bits += stride) {
        x[i] = Float.intBitsToFloat((int) bits);
      }
      function.kernel().run(x, 0, y, 0, x.length);
      function.check(x, y);
    }
  }

  @Test(dataProvider = "functions64")
  public void float64IsAccurate(Function64 function) {
    double[] x = arguments(function.low(), function.high());
    double[] y = new double[NUMBERS];
    function.kernel().run(x, 0, y, 0, x.length);
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

  /** What a stride may step over. */
  @Test(dataProvider = "functions32")
  public void float32HasTheLimits(Function32 function) {
    float[] x = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0,
      -0f,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      -88.5f
    };
    float[] y = new float[x.length];
    function.kernel().run(x, 0, y, 0, x.length);
    function.check(x, y);
  }

  /** Networks whose last function is tanh rely on it. */
  @Test
  public void tanhStaysBetweenMinusOneAndOne() {
    float[] x = new float[1 << 20];
    float[] y = new float[x.length];
    for (float from = 4; from < 16; from *= 2) {
      int bits = Float.floatToIntBits(from);
      for (int part = 0; part < 8; part++) {
        for (int i = 0; i < x.length; i++) {
          x[i] = Float.intBitsToFloat(bits++);
        }
        new Float32Functions().tanh(x, 0, y, 0, x.length);
        for (int i = 0; i < y.length; i++) {
          if (!(y[i] <= 1)) {
            assertThat(y[i]).as("tanh(%s)", x[i]).isLessThanOrEqualTo(1);
          }
        }
      }
    }
  }

  /** Beyond the ranges above the limit comes out, up to numbers below the smallest normal one. */
  @Test(dataProvider = "functions64")
  public void float64HasTheLimits(Function64 function) {
    double[] x = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e300, -1e300, -745
    };
    double[] y = new double[x.length];
    function.kernel().run(x, 0, y, 0, x.length);
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
  @Test(dataProvider = "functions32")
  public void resultsDoNotDependOnLengthAndPlace(Function32 function) {
    float[] x = new float[1111];
    Random random = new Random(5);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (5 * random.nextGaussian());
    }
    float[] y = new float[x.length];
    function.kernel().run(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      float[] one = new float[1];
      function.kernel().run(x, i, one, 0, 1);
      assertThat(one[0]).isEqualTo(y[i]);
    }
    float[] elsewhere = new float[1200];
    function.kernel().run(x, 3, elsewhere, 70, 1100);
    for (int i = 0; i < elsewhere.length; i++) {
      assertThat(elsewhere[i]).isEqualTo(i < 70 || i >= 1170 ? 0 : y[i - 67]);
    }
    function.kernel().run(x, 5, x, 5, 1000);
    for (int i = 5; i < 1005; i++) {
      assertThat(x[i]).isEqualTo(y[i]);
    }
  }

  @Test
  public void softplusWithItsSlopeHasTheBitsOfSoftplus() {
    double[] x = arguments(-800, 800);
    double[] expected = new double[NUMBERS];
    double[] values = x.clone();
    new Float64Functions().softplus(x, 0, expected, 0, NUMBERS);
    new Float64Functions().softplusAndSigmoid(values, 0, values, new double[NUMBERS], 0, NUMBERS);
    assertThat(values).isEqualTo(expected);
    float[] x32 = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      x32[i] = (float) (x[i] / 8);
    }
    float[] expected32 = new float[NUMBERS];
    float[] values32 = x32.clone();
    new Float32Functions().softplus(x32, 0, expected32, 0, NUMBERS);
    new Float32Functions()
        .softplusAndSigmoid(values32, 0, values32, new float[NUMBERS], 0, NUMBERS);
    assertThat(values32).isEqualTo(expected32);
  }

  /** Every pair of numbers where a rule may turn, in stretches short and long. */
  @Test
  public void reluSlopeIsThatOfTheConditionalExpression() {
    double[] special = {
      0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      1e-45,
      -1e-45,
      1.5,
      -1.5,
      1e30,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      Double.longBitsToDouble(0xFFF8_0000_0000_0001L)
    };
    for (int count : new int[] {1, 7, 47, 48, 500, 513, 1300}) {
      double[] x = new double[count];
      double[] v = new double[count];
      double[] expected = new double[count];
      float[] x32 = new float[count];
      float[] v32 = new float[count];
      float[] expected32 = new float[count];
      for (int i = 0; i < count; i++) {
        x[i] = special[i % special.length];
        v[i] = special[i / special.length % special.length];
        expected[i] = v[i] > 0 ? x[i] : 0;
        x32[i] = (float) x[i];
        v32[i] = (float) v[i];
        expected32[i] = v32[i] > 0 ? x32[i] : 0;
      }
      double[] out = new double[count];
      new Float64Functions().reluSlope(out, x, v, count);
      assertThat(out).isEqualTo(expected);
      new Float64Functions().reluSlope(x, x, v, count);
      assertThat(x).isEqualTo(expected);
      float[] out32 = new float[count];
      new Float32Functions().reluSlope(out32, x32, v32, count);
      assertThat(out32).isEqualTo(expected32);
      new Float32Functions().reluSlope(v32, x32, v32, count);
      assertThat(v32).isEqualTo(expected32);
    }
  }
}
