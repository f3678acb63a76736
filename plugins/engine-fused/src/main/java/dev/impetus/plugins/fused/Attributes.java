// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/** The attributes of a SameDiff operation, wherever ND4J's classes keep them. */
record Attributes(DifferentialFunction function) {

  /** Integer arguments of a custom operation, dimensions of a legacy one. */
  long[] integers() {
    if (function instanceof DynamicCustomOp custom) {
      return custom.iArgs();
    } else if (function instanceof BaseOp legacy && legacy.dimensions() != null) {
      return legacy.dimensions().toLongVector();
    }
    return new long[0];
  }

  double[] numbers() {
    return function instanceof DynamicCustomOp custom ? custom.tArgs() : new double[0];
  }

  boolean[] flags() {
    return function instanceof DynamicCustomOp custom ? custom.bArgs() : new boolean[0];
  }

  boolean flag(int index) {
    return index < flags().length && flags()[index];
  }

  boolean integerIsSet(int index) {
    return index < integers().length && integers()[index] != 0;
  }

  double scalar() {
    return ((ScalarOp) function).scalar().getDouble(0);
  }

  /** The axes of a reduction; none given, or the largest integer, means all. */
  int[] axes(Shape shape) {
    long[] axes = integers();
    if (axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> axis == Integer.MAX_VALUE)) {
      return IntStream.range(0, shape.rank()).toArray();
    }
    return Arrays.stream(axes).mapToInt(shape::axis).toArray();
  }
}
