// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Lowering.Site;

/**
 * The part of its first input that a slice reads.
 *
 * @param shape of the part, before dimensions are dropped
 * @param strides in the whole, one a dimension
 * @param offset of its first number
 */
record Section(Shape shape, int[] strides, int offset) {

  /**
   * Arguments: begin of each axis, then size of each axis, -1 for the rest. Null if not constant.
   */
  static Section ofSlice(Site site) {
    Shape whole = site.input(0).shape();
    long[] arguments = site.attributes().integers();
    int rank = whole.rank();
    if (arguments.length != 2 * rank) {
      return null;
    }
    int[] strides = whole.strides();
    int[] counts = new int[rank];
    int offset = 0;
    for (int axis = 0; axis < rank; axis++) {
      int begin = (int) arguments[axis];
      int size = (int) arguments[rank + axis];
      counts[axis] = size == -1 ? whole.dimension(axis) - begin : size;
      offset += begin * strides[axis];
    }
    return new Section(Shape.of(counts), strides, offset);
  }

  /**
   * Arguments: bit masks for begin, ellipsis, end, new axis, dropped axis; then begin, end and
   * stride of each axis. Null where an ellipsis or a new axis is asked for.
   */
  static Section ofStridedSlice(Site site) {
    Shape whole = site.input(0).shape();
    long[] arguments = site.attributes().integers();
    int axes = (arguments.length - 5) / 3;
    if (arguments.length < 8
        || arguments.length != 5 + 3 * axes
        || axes > whole.rank()
        || arguments[1] != 0
        || arguments[3] != 0) {
      return null;
    }
    int[] strides = whole.strides();
    int[] counts = whole.toArray();
    int offset = 0;
    for (int axis = 0; axis < axes; axis++) {
      int dimension = whole.dimension(axis);
      int step = (int) arguments[5 + 2 * axes + axis];
      boolean dropped = (arguments[4] >> axis & 1) == 1;
      boolean fromStart = (arguments[0] >> axis & 1) == 1 && !dropped;
      boolean toEnd = (arguments[2] >> axis & 1) == 1;
      int begin =
          fromStart ? (step > 0 ? 0 : dimension - 1) : position(arguments[5 + axis], dimension);
      int end =
          toEnd ? (step > 0 ? dimension : -1) : position(arguments[5 + axes + axis], dimension);
      counts[axis] = dropped ? 1 : Math.max(0, (end - begin + step - Integer.signum(step)) / step);
      offset += begin * strides[axis];
      strides[axis] *= step;
    }
    return new Section(Shape.of(counts), strides, offset);
  }

  private static int position(long argument, int dimension) {
    long position = argument < 0 ? argument + dimension : argument;
    return (int) Math.max(0, Math.min(dimension, position));
  }
}
