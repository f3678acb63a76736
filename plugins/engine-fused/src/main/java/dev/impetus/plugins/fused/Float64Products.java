// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float64Blas;
import dev.impetus.kernel.Float64NativeArray;
import dev.impetus.kernel.Float64Rows;
import dev.impetus.kernel.Float64SmallProduct;
import dev.impetus.kernel.ProductLayout;

/** Matrix products: large ones by OpenBLAS, small ones by loops. */
final class Float64Products {

  private Float64Products() {}

  static Step link(Instruction instruction, Float64Memory memory) {
    return MatrixProducts.belongsToBlas(instruction)
        ? blas(instruction, memory)
        : small(instruction, memory);
  }

  private static Step blas(Instruction instruction, Float64Memory memory) {
    Float64Blas blas = memory.blas();
    MatrixProducts products = MatrixProducts.of(instruction);
    int batch = products.batch();
    int offsetX = products.offsetX();
    int offsetY = products.offsetY();
    ProductLayout layout = products.layout();
    Float64NativeArray x = memory.nativeCopy(instruction.input(0).storage());
    Float64NativeArray y = memory.nativeCopy(instruction.input(1).storage());
    Float64NativeArray out = memory.nativeCopy(instruction.output().storage());
    boolean hasAddend = instruction.inputs().size() == 3;
    Float64NativeArray addend =
        hasAddend ? memory.nativeCopy(instruction.input(2).storage()) : null;
    double keep = hasAddend ? 1 : 0;
    return () -> {
      if (hasAddend) {
        out.put(0, addend, 0, out.size());
      }
      for (int i = 0; i < batch; i++) {
        blas.multiply(
            layout,
            1,
            x,
            offsetX + i * layout.extentA(),
            y,
            offsetY + i * layout.extentB(),
            keep,
            out,
            i * layout.extentC());
      }
    };
  }

  private static Step small(Instruction instruction, Float64Memory memory) {
    MatrixProducts products = MatrixProducts.of(instruction);
    int batch = products.batch();
    int offsetX = products.offsetX();
    int offsetY = products.offsetY();
    ProductLayout layout = products.layout();
    Float64SmallProduct product = new Float64SmallProduct(layout);
    double[] x = memory.array(instruction.input(0).storage());
    double[] y = memory.array(instruction.input(1).storage());
    double[] out = memory.array(instruction.output().storage());
    double[] addend =
        instruction.inputs().size() == 3 ? memory.array(instruction.input(2).storage()) : null;
    if (batch == 1 && product.takesPackedRows()) {
      Float64Rows packed = memory.packedRows(instruction.input(1).storage(), layout);
      if (packed != null) {
        return () -> product.multiply(x, offsetX, packed, addend, 0, out, 0);
      }
    }
    return () -> {
      for (int i = 0; i < batch; i++) {
        int at = i * layout.extentC();
        product.multiply(
            x,
            offsetX + i * layout.extentA(),
            y,
            offsetY + i * layout.extentB(),
            addend,
            at,
            out,
            at);
      }
    };
  }
}
