// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.List;

/**
 * A strided array walked in the order of a contiguous one: neighbouring dimensions that are one in
 * memory are merged, dimensions of one are dropped.
 *
 * @param dimensions merged, at least one
 * @param strides in the strided array
 */
record Strided(int[] dimensions, int[] strides, int offset) {

  static Strided of(Shape shape, List<Integer> strides, int offset) {
    int[] mergedDimensions = new int[Math.max(1, shape.rank())];
    int[] mergedStrides = new int[mergedDimensions.length];
    int count = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int dimension = shape.dimension(axis);
      int stride = strides.get(axis);
      if (dimension == 1) {
        continue;
      }
      if (count > 0 && mergedStrides[count - 1] == stride * dimension) {
        mergedDimensions[count - 1] *= dimension;
        mergedStrides[count - 1] = stride;
      } else {
        mergedDimensions[count] = dimension;
        mergedStrides[count++] = stride;
      }
    }
    if (count == 0) {
      mergedDimensions[0] = 1;
      mergedStrides[count++] = 1;
    }
    return new Strided(
        java.util.Arrays.copyOf(mergedDimensions, count),
        java.util.Arrays.copyOf(mergedStrides, count),
        offset);
  }

  /** Numbers in a run along the last dimension. */
  int run() {
    return dimensions[dimensions.length - 1];
  }

  int runStride() {
    return strides[strides.length - 1];
  }

  /** Where in the strided array each run starts. */
  int[] starts() {
    int runs = 1;
    for (int axis = 0; axis < dimensions.length - 1; axis++) {
      runs *= dimensions[axis];
    }
    int[] starts = new int[runs];
    for (int run = 0; run < runs; run++) {
      int rest = run;
      int start = offset;
      for (int axis = dimensions.length - 2; axis >= 0; axis--) {
        start += rest % dimensions[axis] * strides[axis];
        rest /= dimensions[axis];
      }
      starts[run] = start;
    }
    return starts;
  }
}
