// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.ProductLayout;
import dev.impetus.plugins.fused.Operation.MatrixProduct;

/**
 * The products of a matrix product instruction.
 *
 * @param batch how many
 * @param layout of each; the next one's matrices follow without a gap
 */
record MatrixProducts(int batch, ProductLayout layout) {

  static MatrixProducts of(Instruction instruction) {
    MatrixProduct product = (MatrixProduct) instruction.operation();
    Shape x = instruction.input(0).shape();
    Shape out = instruction.output().shape();
    int rank = out.rank();
    return new MatrixProducts(
        out.product(0, rank - 2),
        ProductLayout.of(
            out.dimension(rank - 2),
            out.dimension(rank - 1),
            x.dimension(product.transposeFirst() ? rank - 2 : rank - 1),
            product.transposeFirst(),
            product.transposeSecond()));
  }

  /** Whether OpenBLAS computes it. */
  static boolean belongsToBlas(Instruction instruction) {
    return of(instruction).layout().prefersBlas();
  }
}
