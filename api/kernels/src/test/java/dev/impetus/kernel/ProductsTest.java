// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Every way to compute a matrix product, with strides and transposes, against three loops. */
public final class ProductsTest {

  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 16, 33, 64};

  private final Random random = new Random(17);

  @DataProvider
  public Object[][] transposes() {
    return new Object[][] {{false, false}, {false, true}, {true, false}, {true, true}};
  }

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private ProductLayout layout(boolean transposeA, boolean transposeB) {
    ProductLayout tight = ProductLayout.of(size(), size(), size(), transposeA, transposeB);
    return tight.withStrides(
        tight.strideA() + random.nextInt(3),
        tight.strideB() + random.nextInt(3),
        tight.strideC() + random.nextInt(3));
  }

  private double[] numbers(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] narrowed(double... numbers) {
    float[] narrow = new float[numbers.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) numbers[i];
    }
    return narrow;
  }

  private static double[] widened(float... numbers) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }

  /** C in the middle of an array that starts as {@code c}; only its own numbers may change. */
  private static double[] expected(
      ProductLayout of, double alpha, double[] a, double[] b, double beta, double[] c, int from) {
    double[] out = c.clone();
    for (int row = 0; row < of.rows(); row++) {
      for (int column = 0; column < of.columns(); column++) {
        double sum = 0;
        for (int k = 0; k < of.inner(); k++) {
          sum +=
              a[from + (of.transposeA() ? k * of.strideA() + row : row * of.strideA() + k)]
                  * b[
                      from
                          + (of.transposeB()
                              ? column * of.strideB() + k
                              : k * of.strideB() + column)];
        }
        int at = from + row * of.strideC() + column;
        out[at] = alpha * sum + beta * c[at];
      }
    }
    return out;
  }

  @Test(dataProvider = "transposes")
  public void allWaysAgreeWithThreeLoops(boolean transposeA, boolean transposeB) {
    int byVectors = 0;
    int byBlas = 0;
    int trials = 300;
    for (int trial = 0; trial < trials; trial++) {
      ProductLayout of = layout(transposeA, transposeB);
      byVectors += of.prefersVectors() ? 1 : 0;
      byBlas += of.prefersBlas() ? 1 : 0;
      int from = random.nextInt(3);
      double[] a = numbers(from + of.extentA());
      double[] b = numbers(from + of.extentB());
      double[] c = numbers(from + of.extentC() + 2);
      blas32(of, a, b, c, from);
      blas64(of, a, b, c, from);
      small32(of, a, b, c, from);
      small64(of, a, b, c, from);
    }
    assertThat(byBlas).isBetween(trials / 10, trials * 9 / 10);
    assertThat(byVectors).isGreaterThanOrEqualTo(transposeA ? 0 : 5);
  }

  private static void compare(ProductLayout of, double[] actual, double[] expected, double unit) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= 1000 * unit)) {
        assertThat(actual).as("%s", of).containsExactly(expected, within(1000 * unit));
      }
    }
  }

  private static void blas32(ProductLayout of, double[] a, double[] b, double[] c, int from) {
    try (Float32NativeArray nativeA = new Float32NativeArray(a.length);
        Float32NativeArray nativeB = new Float32NativeArray(b.length);
        Float32NativeArray nativeC = new Float32NativeArray(c.length)) {
      nativeA.put(0, narrowed(a), 0, a.length);
      nativeB.put(0, narrowed(b), 0, b.length);
      float[] out = new float[c.length];
      Float32Blas blas = new Float32Blas();
      nativeC.put(0, narrowed(c), 0, c.length);
      blas.multiply(of, 0.5f, nativeA, from, nativeB, from, -2, nativeC, from);
      nativeC.get(0, out, 0, c.length);
      compare(of, widened(out), expected(of, 0.5, a, b, -2, c, from), 0x1p-24);
      nativeC.put(0, narrowed(c), 0, c.length);
      blas.gemm(of, 1, nativeA, from, nativeB, from, 0, nativeC, from);
      nativeC.get(0, out, 0, c.length);
      compare(of, widened(out), expected(of, 1, a, b, 0, c, from), 0x1p-24);
    }
  }

  private static void blas64(ProductLayout of, double[] a, double[] b, double[] c, int from) {
    try (Float64NativeArray nativeA = new Float64NativeArray(a.length);
        Float64NativeArray nativeB = new Float64NativeArray(b.length);
        Float64NativeArray nativeC = new Float64NativeArray(c.length)) {
      nativeA.put(0, a, 0, a.length);
      nativeB.put(0, b, 0, b.length);
      nativeC.put(0, c, 0, c.length);
      double[] out = new double[c.length];
      new Float64Blas().multiply(of, 0.5, nativeA, from, nativeB, from, -2, nativeC, from);
      nativeC.get(0, out, 0, c.length);
      compare(of, out, expected(of, 0.5, a, b, -2, c, from), 0x1p-53);
    }
  }

  private static void small32(ProductLayout of, double[] a, double[] b, double[] c, int from) {
    Float32SmallProduct product = new Float32SmallProduct(of);
    float[] out = narrowed(c);
    product.multiply(narrowed(a), from, narrowed(b), from, null, 0, out, from);
    compare(of, widened(out), expected(of, 1, a, b, 0, c, from), 0x1p-24);
    out = narrowed(c);
    product.multiply(narrowed(a), from, narrowed(b), from, out, from, out, from);
    compare(of, widened(out), expected(of, 1, a, b, 1, c, from), 0x1p-24);
    if (product.takesPackedRows()) {
      Float32Rows rows = new Float32Rows(of);
      rows.pack(narrowed(b), from);
      float[] again = narrowed(c);
      product.multiply(narrowed(a), from, rows, again, from, again, from);
      assertThat(again).containsExactly(out);
    }
  }

  private static void small64(ProductLayout of, double[] a, double[] b, double[] c, int from) {
    double[] out = c.clone();
    new Float64SmallProduct(of).multiply(a, from, b, from, c, from, out, from);
    compare(of, out, expected(of, 1, a, b, 1, c, from), 0x1p-53);
  }

  @Test
  public void vectorsMayBeMultipliedFromBothSides() {
    double[] matrix = {1, 2, 3, 4, 5, 6};
    try (Float64NativeArray a = new Float64NativeArray(6);
        Float64NativeArray x = new Float64NativeArray(3);
        Float64NativeArray y = new Float64NativeArray(3)) {
      a.put(0, matrix, 0, 6);
      x.put(0, new double[] {1, 10, 100}, 0, 3);
      double[] out = new double[3];
      new Float64Blas().gemv(false, 2, 3, 1, a, 0, 3, x, 0, 0, y, 0);
      y.get(0, out, 0, 3);
      assertThat(out).containsExactly(321, 654, 0);
      new Float64Blas().gemv(true, 2, 3, 2, a, 0, 3, x, 0, 1, y, 0);
      y.get(0, out, 0, 3);
      assertThat(out).containsExactly(321 + 82, 654 + 104, 126);
    }
  }

  @Test
  public void whatLiesOutsideTheArraysIsRefused() {
    Float32Blas blas = new Float32Blas();
    ProductLayout of = ProductLayout.of(4, 4, 4, false, false);
    try (Float32NativeArray large = new Float32NativeArray(17);
        Float32NativeArray small = new Float32NativeArray(15)) {
      blas.gemm(of, 1, large, 1, large, 0, 0, large, 0);
      assertThatThrownBy(() -> blas.gemm(of, 1, large, 2, large, 0, 0, large, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> blas.gemm(of, 1, large, 0, large, 0, 0, small, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> blas.gemv(false, 4, 4, 1, small, 0, 4, large, 0, 0, large, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> large.put(10, new float[8], 0, 8))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    Float32NativeArray closed = new Float32NativeArray(16);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.get(0, new float[1], 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> of.withStrides(4, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows of B have 4 numbers, but start every 3");
    assertThatThrownBy(() -> ProductLayout.of(4, 0, 4, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 × 4 by 4 × 0");
  }
}
