// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import dev.impetus.solver.state.Float32State;
import dev.impetus.solver.state.Float64State;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies numbers between heap arrays and ND4J's. */
final class Transfer {

  private Transfer() {}

  /** A row-major array of zeros with storage of its own. */
  static INDArray newArray(Precision precision, long... shape) {
    return Nd4j.create(
        switch (precision) {
          case FLOAT32 -> DataType.FLOAT;
          case FLOAT64 -> DataType.DOUBLE;
        },
        shape,
        'c');
  }

  /** Fills a row-major array from {@code source}, position {@code offset} on. */
  static void copy(StateVector source, int offset, INDArray target) {
    int length = Math.toIntExact(target.length());
    if (source instanceof Float32State state) {
      ((FloatPointer) target.data().pointer()).put(state.array(), state.offset() + offset, length);
    } else if (source instanceof Float64State state) {
      ((DoublePointer) target.data().pointer()).put(state.array(), state.offset() + offset, length);
    }
  }

  /** Copies an array of any layout. */
  static void copy(INDArray source, StateVector target) {
    // SameDiff hands out views, broadcasts and column-major results; a copy is row-major.
    try (INDArray rowMajor = source.dup('c')) {
      int length = target.size();
      if (rowMajor.length() != length) {
        throw new IllegalArgumentException(
            "an array of " + rowMajor.length() + " numbers for a vector of " + length);
      }
      if (target instanceof Float32State state) {
        ((FloatPointer) rowMajor.data().pointer()).get(state.array(), state.offset(), length);
      } else if (target instanceof Float64State state) {
        ((DoublePointer) rowMajor.data().pointer()).get(state.array(), state.offset(), length);
      }
    }
  }
}
