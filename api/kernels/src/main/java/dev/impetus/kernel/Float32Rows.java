// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

/**
 * The matrix op(B) of a product as an array a row, because loops over arrays from index 0 on are
 * vectorised. Worth keeping for a matrix that many products read.
 */
public final class Float32Rows {

  private final float[][] rows;
  private final boolean transposed;
  private final int stride;

  /** For op(B) of such products. */
  public Float32Rows(ProductLayout layout) {
    this(layout.inner(), layout.columns(), layout.transposeB(), layout.strideB());
  }

  Float32Rows(int height, int width, boolean transposed, int stride) {
    this.rows = new float[height][width];
    this.transposed = transposed;
    this.stride = stride;
  }

  /** Takes over the numbers of B, which starts at {@code from}. */
  public void pack(float[] matrix, int from) {
    int width = rows[0].length;
    for (int row = 0; row < rows.length; row++) {
      float[] target = rows[row];
      if (transposed) {
        for (int column = 0, at = from + row; column < width; column++) {
          target[column] = matrix[at];
          at += stride;
        }
      } else {
        System.arraycopy(matrix, from + row * stride, target, 0, width);
      }
    }
  }

  int height() {
    return rows.length;
  }

  int width() {
    return rows[0].length;
  }

  /** sum += Σ x[start + k · step] · row k. */
  void addTo(float[] sum, float[] x, int start, int step) {
    int k = 0;
    int at = start;
    for (; k + 3 < rows.length; k += 4, at += 4 * step) {
      addRows(
          sum,
          rows[k],
          rows[k + 1],
          rows[k + 2],
          rows[k + 3],
          x[at],
          x[at + step],
          x[at + 2 * step],
          x[at + 3 * step]);
    }
    for (; k < rows.length; k++, at += step) {
      addRow(sum, rows[k], x[at]);
    }
  }

  private static void addRows(
      float[] sum,
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      float x0,
      float x1,
      float x2,
      float x3) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x0 * r0[i] + x1 * r1[i] + (x2 * r2[i] + x3 * r3[i]);
    }
  }

  private static void addRow(float[] sum, float[] row, float x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x * row[i];
    }
  }
}
