// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.MatrixProduct;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** Matrix products: large ones by OpenBLAS, small ones by loops. */
final class Float64Products {

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  /** Rows shorter than this do not fill vector registers: sums are taken number by number. */
  private static final int NARROW = 8;

  private Float64Products() {}

  static List<Step> link(MatrixProduct product, Instruction instruction, Float64Memory memory) {
    if (MatrixProducts.belongsToBlas(instruction)) {
      return List.of(blas(product, instruction, memory));
    }
    MatrixProducts sizes = MatrixProducts.of(instruction);
    if (sizes.columns() >= NARROW) {
      return List.of(rows(product, instruction, memory));
    }
    // (x · y)ᵀ = yᵀ · xᵀ has long rows, which lie in memory as they are needed if x is transposed.
    return List.of(
        sizes.rows() >= NARROW && product.transposeFirst() && sizes.batch() == 1
            ? columns(product, instruction, memory)
            : sums(product, instruction, memory));
  }

  private static Step blas(MatrixProduct product, Instruction instruction, Float64Memory memory) {
    MatrixProducts sizes = MatrixProducts.of(instruction);
    Float64Native x = memory.nativeCopy(instruction.input(0).storage());
    Float64Native y = memory.nativeCopy(instruction.input(1).storage());
    Float64Native out = memory.nativeCopy(instruction.output().storage());
    boolean hasAddend = instruction.inputs().size() == 3;
    Float64Native addend = hasAddend ? memory.nativeCopy(instruction.input(2).storage()) : null;
    DoublePointer[] xs = pointers(x, sizes.batch(), sizes.rows() * sizes.inner());
    DoublePointer[] ys = pointers(y, sizes.batch(), sizes.inner() * sizes.columns());
    DoublePointer[] outs = pointers(out, sizes.batch(), sizes.rows() * sizes.columns());
    int transposeX = product.transposeFirst() ? TRANSPOSED : AS_IT_IS;
    int transposeY = product.transposeSecond() ? TRANSPOSED : AS_IT_IS;
    int leadingX = product.transposeFirst() ? sizes.rows() : sizes.inner();
    int leadingY = product.transposeSecond() ? sizes.inner() : sizes.columns();
    double keep = hasAddend ? 1 : 0;
    return () -> {
      if (hasAddend) {
        out.read(addend);
      }
      for (int i = 0; i < outs.length; i++) {
        openblas_nolapack.cblas_dgemm(
            ROW_MAJOR,
            transposeX,
            transposeY,
            sizes.rows(),
            sizes.columns(),
            sizes.inner(),
            1,
            xs[i],
            leadingX,
            ys[i],
            leadingY,
            keep,
            outs[i],
            sizes.columns());
      }
    };
  }

  private static DoublePointer[] pointers(Float64Native memory, int count, int size) {
    DoublePointer[] pointers = new DoublePointer[count];
    Arrays.setAll(pointers, i -> memory.pointer(i * size));
    return pointers;
  }

  /** Each row of the output is a sum of rows of the second matrix. */
  private static Step rows(MatrixProduct product, Instruction instruction, Float64Memory memory) {
    MatrixProducts sizes = MatrixProducts.of(instruction);
    double[] x = memory.array(instruction.input(0).storage());
    double[] y = memory.array(instruction.input(1).storage());
    double[] out = memory.array(instruction.output().storage());
    double[] addend =
        instruction.inputs().size() == 3 ? memory.array(instruction.input(2).storage()) : null;
    Float64Rows packed =
        sizes.batch() == 1
            ? memory.packedRows(instruction.input(1), product.transposeSecond())
            : null;
    boolean packs = packed == null;
    Float64Rows rows =
        packs ? Float64Rows.of(instruction.input(1).shape(), product.transposeSecond()) : packed;
    double[] sum = new double[sizes.columns()];
    int rowStride = product.transposeFirst() ? 1 : sizes.inner();
    int innerStride = product.transposeFirst() ? sizes.rows() : 1;
    return () -> {
      for (int i = 0; i < sizes.batch(); i++) {
        if (packs) {
          rows.pack(y, i * sizes.inner() * sizes.columns());
        }
        int start = i * sizes.rows() * sizes.inner();
        int target = i * sizes.rows() * sizes.columns();
        for (int row = 0; row < sizes.rows(); row++) {
          int at = target + row * sizes.columns();
          if (addend == null) {
            Arrays.fill(sum, 0);
          } else {
            System.arraycopy(addend, at, sum, 0, sum.length);
          }
          accumulate(sum, x, start + row * rowStride, innerStride, rows.rows());
          System.arraycopy(sum, 0, out, at, sum.length);
        }
      }
    };
  }

  /** Each column of the output is a sum of columns of the first matrix, which is transposed. */
  private static Step columns(
      MatrixProduct product, Instruction instruction, Float64Memory memory) {
    MatrixProducts sizes = MatrixProducts.of(instruction);
    double[] x = memory.array(instruction.input(0).storage());
    double[] y = memory.array(instruction.input(1).storage());
    double[] out = memory.array(instruction.output().storage());
    double[] addend =
        instruction.inputs().size() == 3 ? memory.array(instruction.input(2).storage()) : null;
    Float64Rows rows = Float64Rows.of(instruction.input(0).shape(), false);
    double[] sum = new double[sizes.rows()];
    int columns = sizes.columns();
    int columnStride = product.transposeSecond() ? sizes.inner() : 1;
    int innerStride = product.transposeSecond() ? 1 : columns;
    return () -> {
      rows.pack(x, 0);
      for (int column = 0; column < columns; column++) {
        Arrays.fill(sum, 0);
        accumulate(sum, y, column * columnStride, innerStride, rows.rows());
        for (int row = 0, at = column; row < sum.length; row++, at += columns) {
          out[at] = addend == null ? sum[row] : sum[row] + addend[at];
        }
      }
    };
  }

  private static void accumulate(double[] sum, double[] x, int start, int stride, double[][] rows) {
    int k = 0;
    int at = start;
    for (; k + 3 < rows.length; k += 4, at += 4 * stride) {
      addRows(
          sum,
          rows[k],
          rows[k + 1],
          rows[k + 2],
          rows[k + 3],
          x[at],
          x[at + stride],
          x[at + 2 * stride],
          x[at + 3 * stride]);
    }
    for (; k < rows.length; k++, at += stride) {
      addRow(sum, rows[k], x[at]);
    }
  }

  private static void addRows(
      double[] sum,
      double[] r0,
      double[] r1,
      double[] r2,
      double[] r3,
      double x0,
      double x1,
      double x2,
      double x3) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x0 * r0[i] + x1 * r1[i] + (x2 * r2[i] + x3 * r3[i]);
    }
  }

  private static void addRow(double[] sum, double[] row, double x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x * row[i];
    }
  }

  /** Each number of the output is a sum of products. */
  private static Step sums(MatrixProduct product, Instruction instruction, Float64Memory memory) {
    MatrixProducts sizes = MatrixProducts.of(instruction);
    double[] x = memory.array(instruction.input(0).storage());
    double[] y = memory.array(instruction.input(1).storage());
    double[] out = memory.array(instruction.output().storage());
    double[] addend =
        instruction.inputs().size() == 3 ? memory.array(instruction.input(2).storage()) : null;
    int rowStride = product.transposeFirst() ? 1 : sizes.inner();
    int innerStrideX = product.transposeFirst() ? sizes.rows() : 1;
    int columnStride = product.transposeSecond() ? sizes.inner() : 1;
    int innerStrideY = product.transposeSecond() ? 1 : sizes.columns();
    int xSize = sizes.rows() * sizes.inner();
    int ySize = sizes.inner() * sizes.columns();
    return () -> {
      int at = 0;
      for (int i = 0; i < sizes.batch(); i++) {
        for (int row = 0; row < sizes.rows(); row++) {
          for (int column = 0; column < sizes.columns(); column++) {
            double dot =
                dot(
                    x,
                    i * xSize + row * rowStride,
                    innerStrideX,
                    y,
                    i * ySize + column * columnStride,
                    innerStrideY,
                    sizes.inner());
            out[at] = addend == null ? dot : dot + addend[at];
            at++;
          }
        }
      }
    };
  }

  private static double dot(
      double[] x, int xStart, int xStride, double[] y, int yStart, int yStride, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = xStart;
    int j = yStart;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s0 += x[i] * y[j];
      s1 += x[i + xStride] * y[j + yStride];
      s2 += x[i + 2 * xStride] * y[j + 2 * yStride];
      s3 += x[i + 3 * xStride] * y[j + 3 * yStride];
      i += 4 * xStride;
      j += 4 * yStride;
    }
    for (; k < count; k++) {
      s0 += x[i] * y[j];
      i += xStride;
      j += yStride;
    }
    return s0 + s1 + (s2 + s3);
  }
}
