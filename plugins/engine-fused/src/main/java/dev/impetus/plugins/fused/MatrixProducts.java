// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.MatrixProduct;

/**
 * The sizes of a matrix product instruction.
 *
 * @param batch how many products
 * @param rows of the output
 * @param columns of the output
 * @param inner terms of each sum
 */
record MatrixProducts(int batch, int rows, int columns, int inner) {

  /**
   * Where OpenBLAS wins, copies between heap and native memory included: measured on AVX-512,
   * float32 and float64. With fewer rows it spends most of its time packing the second matrix (16
   * µs for 1 × 128 by 128 × 128, where loops take 2), and sums of one product are not worth a call.
   */
  private static final int BLAS_ROWS = 8;

  private static final int BLAS_INNER = 2;
  private static final int BLAS_MULTIPLICATIONS = 1000;

  static MatrixProducts of(Instruction instruction) {
    MatrixProduct product = (MatrixProduct) instruction.operation();
    Shape x = instruction.input(0).shape();
    Shape out = instruction.output().shape();
    int rank = out.rank();
    return new MatrixProducts(
        out.product(0, rank - 2),
        out.dimension(rank - 2),
        out.dimension(rank - 1),
        x.dimension(product.transposeFirst() ? rank - 2 : rank - 1));
  }

  /** Whether OpenBLAS computes it. */
  static boolean belongsToBlas(Instruction instruction) {
    MatrixProducts sizes = of(instruction);
    return sizes.rows >= BLAS_ROWS
        && sizes.inner >= BLAS_INNER
        && (long) sizes.rows * sizes.columns * sizes.inner >= BLAS_MULTIPLICATIONS;
  }
}
