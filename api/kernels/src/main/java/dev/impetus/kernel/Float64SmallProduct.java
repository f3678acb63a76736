// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

import java.util.Arrays;

/**
 * A matrix product C = op(A) · op(B) + D in loops over heap arrays, for products that are too small
 * for OpenBLAS ({@link ProductLayout#prefersBlas}). It owns working arrays: one object for each
 * thread. Calls allocate nothing.
 *
 * <p>Long rows of C are sums of rows of op(B); where C is narrow and A is transposed, its columns
 * are sums of rows of A; what remains are sums of products, number by number.
 */
public final class Float64SmallProduct {

  /** Rows shorter than this do not fill vector registers. */
  private static final int NARROW = 8;

  private enum Way {
    ROWS,
    COLUMNS,
    NUMBERS
  }

  private final ProductLayout layout;
  private final Way way;
  private final Float64Rows packed;
  private final double[] sum;
  private final int rowStep;
  private final int innerStepA;
  private final int columnStep;
  private final int innerStepB;

  /** Allocates the working arrays for products of these sizes. */
  public Float64SmallProduct(ProductLayout layout) {
    this.layout = layout;
    if (layout.columns() >= NARROW) {
      way = Way.ROWS;
      packed = new Float64Rows(layout);
      sum = new double[layout.columns()];
    } else if (layout.rows() >= NARROW && layout.transposeA()) {
      // (op(A) · op(B))ᵀ = op(B)ᵀ · op(A)ᵀ has long rows, which lie in memory as they are needed.
      way = Way.COLUMNS;
      packed = new Float64Rows(layout.inner(), layout.rows(), false, layout.strideA());
      sum = new double[layout.rows()];
    } else {
      way = Way.NUMBERS;
      packed = null;
      sum = null;
    }
    rowStep = layout.transposeA() ? 1 : layout.strideA();
    innerStepA = layout.transposeA() ? layout.strideA() : 1;
    columnStep = layout.transposeB() ? layout.strideB() : 1;
    innerStepB = layout.transposeB() ? 1 : layout.strideB();
  }

  /**
   * Whether {@link #multiply(double[], int, Float64Rows, double[], int, double[], int)} is for it.
   */
  public boolean takesPackedRows() {
    return way == Way.ROWS;
  }

  /**
   * Computes C.
   *
   * @param a A, from {@code fromA} on
   * @param b B, from {@code fromB} on
   * @param d D, from {@code fromD} on, laid out as C; null for none; may be C itself, which is then
   *     added to
   * @param c C, from {@code fromC} on
   */
  public void multiply(
      double[] a, int fromA, double[] b, int fromB, double[] d, int fromD, double[] c, int fromC) {
    switch (way) {
      case ROWS -> {
        packed.pack(b, fromB);
        rows(a, fromA, packed, d, fromD, c, fromC);
      }
      case COLUMNS -> columns(a, fromA, b, fromB, d, fromD, c, fromC);
      default -> numbers(a, fromA, b, fromB, d, fromD, c, fromC);
    }
  }

  /** The same with a matrix op(B) that has been packed before. */
  public void multiply(
      double[] a, int fromA, Float64Rows b, double[] d, int fromD, double[] c, int fromC) {
    if (b.height() != layout.inner() || b.width() != layout.columns() || way != Way.ROWS) {
      throw new IllegalArgumentException(
          "packed rows %d × %d for the product %s".formatted(b.height(), b.width(), layout));
    }
    rows(a, fromA, b, d, fromD, c, fromC);
  }

  private void rows(
      double[] a, int fromA, Float64Rows b, double[] d, int fromD, double[] c, int fromC) {
    for (int row = 0; row < layout.rows(); row++) {
      int at = row * layout.strideC();
      if (d == null) {
        Arrays.fill(sum, 0);
      } else {
        System.arraycopy(d, fromD + at, sum, 0, sum.length);
      }
      b.addTo(sum, a, fromA + row * rowStep, innerStepA);
      System.arraycopy(sum, 0, c, fromC + at, sum.length);
    }
  }

  private void columns(
      double[] a, int fromA, double[] b, int fromB, double[] d, int fromD, double[] c, int fromC) {
    packed.pack(a, fromA);
    for (int column = 0; column < layout.columns(); column++) {
      Arrays.fill(sum, 0);
      packed.addTo(sum, b, fromB + column * columnStep, innerStepB);
      for (int row = 0, at = column; row < sum.length; row++, at += layout.strideC()) {
        c[fromC + at] = d == null ? sum[row] : sum[row] + d[fromD + at];
      }
    }
  }

  private void numbers(
      double[] a, int fromA, double[] b, int fromB, double[] d, int fromD, double[] c, int fromC) {
    for (int row = 0; row < layout.rows(); row++) {
      int at = row * layout.strideC();
      for (int column = 0; column < layout.columns(); column++, at++) {
        double dot =
            dot(
                a,
                fromA + row * rowStep,
                innerStepA,
                b,
                fromB + column * columnStep,
                innerStepB,
                layout.inner());
        c[fromC + at] = d == null ? dot : dot + d[fromD + at];
      }
    }
  }

  private static double dot(
      double[] x, int startX, int stepX, double[] y, int startY, int stepY, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = startX;
    int j = startY;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s0 += x[i] * y[j];
      s1 += x[i + stepX] * y[j + stepY];
      s2 += x[i + 2 * stepX] * y[j + 2 * stepY];
      s3 += x[i + 3 * stepX] * y[j + 3 * stepY];
      i += 4 * stepX;
      j += 4 * stepY;
    }
    for (; k < count; k++) {
      s0 += x[i] * y[j];
      i += stepX;
      j += stepY;
    }
    return s0 + s1 + (s2 + s3);
  }
}
