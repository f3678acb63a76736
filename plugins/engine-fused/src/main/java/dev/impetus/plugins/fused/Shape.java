// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.Arrays;
import java.util.List;

/** The shape of a row-major array; no dimensions for a scalar. */
record Shape(List<Integer> dimensions) {

  Shape {
    dimensions = List.copyOf(dimensions);
  }

  static Shape of(long... dimensions) {
    return new Shape(Arrays.stream(dimensions).mapToObj(Math::toIntExact).toList());
  }

  static Shape of(int[] dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  int rank() {
    return dimensions.size();
  }

  int dimension(int axis) {
    return dimensions.get(axis);
  }

  int size() {
    return product(0, rank());
  }

  /** The product of the dimensions {@code from <= axis < to}. */
  int product(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product = Math.multiplyExact(product, dimension(axis));
    }
    return product;
  }

  /** The distance in memory between neighbours along each axis. */
  int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dimension(axis);
    }
    return strides;
  }

  int[] toArray() {
    return dimensions.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A copy with one dimension replaced. */
  Shape with(int axis, int dimension) {
    int[] copy = toArray();
    copy[axis] = dimension;
    return of(copy);
  }

  /** A copy with ones put in front until it has this rank. */
  Shape padded(int rank) {
    int[] copy = new int[rank];
    Arrays.fill(copy, 1);
    for (int axis = 0; axis < rank(); axis++) {
      copy[rank - rank() + axis] = dimension(axis);
    }
    return of(copy);
  }

  /** Axis -1 is the last. */
  int axis(long axis) {
    return Math.toIntExact(axis < 0 ? axis + rank() : axis);
  }

  @Override
  public String toString() {
    return dimensions.toString();
  }
}
