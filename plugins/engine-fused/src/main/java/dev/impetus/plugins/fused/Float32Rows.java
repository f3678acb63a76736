// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

/** A matrix as an array a row, because loops over arrays from index 0 are vectorised. */
final class Float32Rows {

  private final float[][] rows;
  private final boolean transposed;

  private Float32Rows(float[][] rows, boolean transposed) {
    this.rows = rows;
    this.transposed = transposed;
  }

  /** For matrices of this shape (its last two dimensions), or their transposes. */
  static Float32Rows of(Shape shape, boolean transposed) {
    int height = shape.dimension(shape.rank() - 2);
    int width = shape.dimension(shape.rank() - 1);
    return new Float32Rows(
        transposed ? new float[width][height] : new float[height][width], transposed);
  }

  float[][] rows() {
    return rows;
  }

  void pack(float[] matrix, int offset) {
    int width = rows[0].length;
    for (int row = 0; row < rows.length; row++) {
      if (transposed) {
        float[] target = rows[row];
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
