// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import dev.impetus.solver.state.Precision;
import java.util.List;

/**
 * An array in a safetensors file.
 *
 * @param name its name
 * @param precision its type: F32 or F64
 * @param shape its shape
 * @param begin where its bytes begin, counted from the end of the header
 * @param end where they end
 */
record TensorEntry(String name, Precision precision, List<Long> shape, long begin, long end) {

  TensorEntry {
    shape = List.copyOf(shape);
  }

  static int bytesPerNumber(Precision precision) {
    return precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  /** Numbers in it. */
  long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
