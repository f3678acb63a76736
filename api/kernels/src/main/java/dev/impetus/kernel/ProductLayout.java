// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.kernel;

/**
 * Sizes of a matrix product C = op(A) · op(B), where op transposes or does not, and where the rows
 * of the matrices lie. All matrices are row-major; the distance between the starts of neighbouring
 * rows may be larger than a row, so that a matrix can be a block of columns of a larger one.
 *
 * @param rows of C and op(A)
 * @param columns of C and op(B)
 * @param inner columns of op(A), rows of op(B): the terms of each sum
 * @param transposeA whether A is stored as inner × rows
 * @param transposeB whether B is stored as columns × inner
 * @param strideA distance between rows of A as it is stored
 * @param strideB distance between rows of B as it is stored
 * @param strideC distance between rows of C
 */
public record ProductLayout(
    int rows,
    int columns,
    int inner,
    boolean transposeA,
    boolean transposeB,
    int strideA,
    int strideB,
    int strideC) {

  private static final int BLAS_ROWS = 8;
  private static final int BLAS_INNER = 2;
  private static final int BLAS_MULTIPLICATIONS = 1000;
  private static final int VECTOR_MULTIPLICATIONS = 2000;

  /** Checks that sizes are at least 1 and rows do not overlap. */
  public ProductLayout {
    if (rows < 1 || columns < 1 || inner < 1) {
      throw new IllegalArgumentException(
          "a product of %d × %d by %d × %d".formatted(rows, inner, inner, columns));
    }
    check("A", strideA, transposeA ? rows : inner);
    check("B", strideB, transposeB ? inner : columns);
    check("C", strideC, columns);
  }

  private static void check(String matrix, int stride, int width) {
    if (stride < width) {
      throw new IllegalArgumentException(
          "rows of %s have %d numbers, but start every %d".formatted(matrix, width, stride));
    }
  }

  /** Matrices without gaps. */
  public static ProductLayout of(
      int rows, int columns, int inner, boolean transposeA, boolean transposeB) {
    return new ProductLayout(
        rows,
        columns,
        inner,
        transposeA,
        transposeB,
        transposeA ? rows : inner,
        transposeB ? inner : columns,
        columns);
  }

  /** The same product of matrices that lie elsewhere. */
  public ProductLayout withStrides(int newStrideA, int newStrideB, int newStrideC) {
    return new ProductLayout(
        rows, columns, inner, transposeA, transposeB, newStrideA, newStrideB, newStrideC);
  }

  /** From the first number of A to the last: what an array must have from its start on. */
  public int extentA() {
    return transposeA ? (inner - 1) * strideA + rows : (rows - 1) * strideA + inner;
  }

  /** From the first number of B to the last. */
  public int extentB() {
    return transposeB ? (columns - 1) * strideB + inner : (inner - 1) * strideB + columns;
  }

  /** From the first number of C to the last. */
  public int extentC() {
    return (rows - 1) * strideC + columns;
  }

  /**
   * Whether OpenBLAS is faster than loops over heap arrays, copies between heap and native memory
   * included: from 8 rows and 1000 multiplications on by a matrix product, with fewer rows from
   * 2000 a row on by matrix–vector products. Measured on AVX-512, float32 and float64; one row by
   * 128 × 128 takes 9.7 µs as a matrix product, which packs B first, 1.2 in loops and 0.8–0.9 as a
   * matrix–vector product. Outer products (inner = 1) are not worth a call.
   */
  public boolean prefersBlas() {
    return prefersVectors()
        || (rows >= BLAS_ROWS
            && inner >= BLAS_INNER
            && (long) rows * columns * inner >= BLAS_MULTIPLICATIONS);
  }

  /** Whether a matrix–vector product for each row of C is the fastest way. */
  boolean prefersVectors() {
    return rows < BLAS_ROWS
        && !transposeA
        && inner >= BLAS_INNER
        && (long) columns * inner >= VECTOR_MULTIPLICATIONS;
  }
}
