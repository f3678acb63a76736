// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.List;

/**
 * What an instruction does. Outputs are contiguous and written whole. Equal operations on equal
 * inputs are one instruction, so operations are values.
 */
sealed interface Operation {

  /** Numbers known when the function is compiled. */
  record Constant(List<Double> numbers) implements Operation {}

  /** An input of the function, copied in at the start of apply. */
  record Input(int index) implements Operation {}

  /** A parameter, copied in by setParameters. */
  record Parameter(int index) implements Operation {}

  /** The cotangent of an output, copied in at the start of vjp. */
  record Cotangent(int index) implements Operation {}

  /**
   * The same function of each position of one, two or three inputs of the output's size.
   *
   * @param a a number that the function needs, else 0
   * @param b a second one
   */
  record Pointwise(PointwiseFunction function, double a, double b) implements Operation {}

  /**
   * output[m,n] = op(first)[m,k] · op(second)[k,n], plus a third input [m,n] if there is one; op
   * transposes or does not. Leading dimensions of rank-3 inputs are a batch.
   *
   * @param columnsOfFirst what first reads of its storage; null for all
   * @param columnsOfSecond what second reads of its storage; null for all
   */
  record MatrixProduct(
      boolean transposeFirst,
      boolean transposeSecond,
      Columns columnsOfFirst,
      Columns columnsOfSecond)
      implements Operation {

    MatrixProduct(boolean transposeFirst, boolean transposeSecond) {
      this(transposeFirst, transposeSecond, null, null);
    }

    /** Of an input. */
    Columns columns(int input) {
      return input == 0 ? columnsOfFirst : columnsOfSecond;
    }
  }

  /**
   * Neighbouring columns of a wider matrix, read where they lie. The value's shape is theirs, its
   * storage that of the wider matrix.
   *
   * @param offset of their first number
   * @param stride numbers in a row of the wider matrix
   */
  record Columns(int offset, int stride) {}

  /** output[outer,inner] = scale · reduction of input[outer,count,inner] over its middle axis. */
  record Reduction(Combiner combiner, double scale, int outer, int count, int inner)
      implements Operation {
    enum Combiner {
      SUM,
      MAX,
      MIN
    }
  }

  /**
   * output[i0,i1,…] = input[offset + Σ i·stride]: transposition, slice, broadcast (stride 0),
   * reversal.
   *
   * @param shape that of the output
   * @param strides in the input, one a dimension
   */
  record Gather(Shape shape, List<Integer> strides, int offset) implements Operation {}

  /**
   * output = 0 except output[offset + Σ i·stride] = input[i0,i1,…]: the pullback of a {@link
   * Gather} that reads no position twice.
   *
   * @param shape that of the input
   * @param strides in the output, one a dimension
   */
  record Scatter(Shape shape, List<Integer> strides, int offset) implements Operation {}

  /** Each input is [outer, widths.get(i)]; the output is [outer, Σ widths]. */
  record Concatenation(int outer, List<Integer> widths) implements Operation {}

  /** A function of each row of width numbers. The backward kinds read the forward output first. */
  record Rowwise(RowFunction function, int width) implements Operation {
    enum RowFunction {
      SOFTMAX,
      LOG_SOFTMAX,
      SOFTMAX_BACKWARD,
      LOG_SOFTMAX_BACKWARD
    }
  }

  /** An operation of the SameDiff graph that has no kernel here; ND4J runs it. */
  record Foreign(String name) implements Operation {}
}
