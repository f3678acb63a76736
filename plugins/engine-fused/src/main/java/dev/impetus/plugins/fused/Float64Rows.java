// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** A matrix as an array a row, because loops over arrays from index 0 are vectorised. */
final class Float64Rows {

  private final double[][] rows;
  private final boolean transposed;

  private Float64Rows(double[][] rows, boolean transposed) {
    this.rows = rows;
    this.transposed = transposed;
  }

  /** For matrices of this shape (its last two dimensions), or their transposes. */
  static Float64Rows of(Shape shape, boolean transposed) {
    int height = shape.dimension(shape.rank() - 2);
    int width = shape.dimension(shape.rank() - 1);
    return new Float64Rows(
        transposed ? new double[width][height] : new double[height][width], transposed);
  }

  double[][] rows() {
    return rows;
  }

  void pack(double[] matrix, int offset) {
    int width = rows[0].length;
    for (int row = 0; row < rows.length; row++) {
      if (transposed) {
        double[] target = rows[row];
        for (int column = 0, from = offset + row; column < width; column++) {
          target[column] = matrix[from];
          from += rows.length;
        }
      } else {
        System.arraycopy(matrix, offset + row * width, rows[row], 0, width);
      }
    }
  }
}
