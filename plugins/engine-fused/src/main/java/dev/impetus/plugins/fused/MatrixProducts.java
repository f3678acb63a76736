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
   * From this many multiplications on, OpenBLAS wins: measured between 16 000 and 40 000 for
   * float32 and float64 on AVX-512 (a call costs 2.5 µs there whatever the size, most of it for
   * packing).
   */
  private static final int BLAS = 24_000;

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
    return (long) sizes.rows * sizes.columns * sizes.inner >= BLAS;
  }
}
