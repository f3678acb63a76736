// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.Float32Blas;
import dev.impetus.kernel.Float32NativeArray;
import dev.impetus.kernel.Float32Rows;
import dev.impetus.kernel.Float32SmallProduct;
import dev.impetus.kernel.ProductLayout;

/** Matrix products: large ones by OpenBLAS, small ones by loops. */
final class Float32Products {

  private Float32Products() {}

  static Step link(Instruction instruction, Float32Memory memory) {
    return MatrixProducts.belongsToBlas(instruction)
        ? blas(instruction, memory)
        : small(instruction, memory);
  }

  private static Step blas(Instruction instruction, Float32Memory memory) {
    Float32Blas blas = memory.blas();
    MatrixProducts products = MatrixProducts.of(instruction);
    int batch = products.batch();
    int offsetX = products.offsetX();
    int offsetY = products.offsetY();
    ProductLayout layout = products.layout();
    Float32NativeArray x = memory.nativeCopy(instruction.input(0).storage());
    Float32NativeArray y = memory.nativeCopy(instruction.input(1).storage());
    Float32NativeArray out = memory.nativeCopy(instruction.output().storage());
    boolean hasAddend = instruction.inputs().size() == 3;
    Float32NativeArray addend =
        hasAddend ? memory.nativeCopy(instruction.input(2).storage()) : null;
    float keep = hasAddend ? 1 : 0;
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

  private static Step small(Instruction instruction, Float32Memory memory) {
    MatrixProducts products = MatrixProducts.of(instruction);
    int batch = products.batch();
    int offsetX = products.offsetX();
    int offsetY = products.offsetY();
    ProductLayout layout = products.layout();
    Float32SmallProduct product = new Float32SmallProduct(layout);
    float[] x = memory.array(instruction.input(0).storage());
    float[] y = memory.array(instruction.input(1).storage());
    float[] out = memory.array(instruction.output().storage());
    float[] addend =
        instruction.inputs().size() == 3 ? memory.array(instruction.input(2).storage()) : null;
    if (batch == 1 && product.takesPackedRows()) {
      Float32Rows packed = memory.packedRows(instruction.input(1).storage(), layout);
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
