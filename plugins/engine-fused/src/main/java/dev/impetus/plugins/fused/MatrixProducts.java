// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.ProductLayout;
import dev.impetus.plugins.fused.Operation.Columns;
import dev.impetus.plugins.fused.Operation.MatrixProduct;

/**
 * The products of a matrix product instruction.
 *
 * @param batch how many
 * @param layout of each; the next one's matrices follow without a gap
 * @param offsetX where the first one's first matrix starts in its storage
 * @param offsetY where the first one's second matrix starts in its storage
 */
record MatrixProducts(int batch, ProductLayout layout, int offsetX, int offsetY) {

  static MatrixProducts of(Instruction instruction) {
    MatrixProduct product = (MatrixProduct) instruction.operation();
    Shape x = instruction.input(0).shape();
    Shape out = instruction.output().shape();
    int rank = out.rank();
    ProductLayout whole =
        ProductLayout.of(
            out.dimension(rank - 2),
            out.dimension(rank - 1),
            x.dimension(product.transposeFirst() ? rank - 2 : rank - 1),
            product.transposeFirst(),
            product.transposeSecond());
    Columns ofX = product.columnsOfFirst();
    Columns ofY = product.columnsOfSecond();
    return new MatrixProducts(
        out.product(0, rank - 2),
        whole.withStrides(
            ofX == null ? whole.strideA() : ofX.stride(),
            ofY == null ? whole.strideB() : ofY.stride(),
            whole.strideC()),
        ofX == null ? 0 : ofX.offset(),
        ofY == null ? 0 : ofY.offset());
  }

  /** Whether OpenBLAS computes it. */
  static boolean belongsToBlas(Instruction instruction) {
    return of(instruction).layout().prefersBlas();
  }
}
