// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Constant;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.plugins.fused.Operation.Pointwise;
import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Scatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Collects instructions. An operation on inputs that it has seen gives the value that it has: so
 * what the backward graph repeats of the forward graph is computed once.
 */
final class ProgramBuilder {

  private record Key(Operation operation, List<Value> inputs, List<Shape> outputs) {}

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Key, Instruction> known = new HashMap<>();
  private final Map<Storage, Constant> constants = new HashMap<>();
  private int storages;

  List<Instruction> instructions() {
    return instructions;
  }

  List<Value> emit(Operation operation, List<Shape> outputs, Value... inputs) {
    Key key = new Key(operation, List.of(inputs), outputs);
    Instruction instruction = known.get(key);
    if (instruction == null) {
      List<Value> values = new ArrayList<>();
      for (Shape shape : outputs) {
        values.add(new Value(new Storage(storages++, shape.size()), shape));
      }
      instruction = new Instruction(operation, key.inputs(), values);
      known.put(key, instruction);
      instructions.add(instruction);
    }
    return instruction.outputs();
  }

  Value emit(Operation operation, Shape output, Value... inputs) {
    return emit(operation, List.of(output), inputs).get(0);
  }

  Value constant(Shape shape, double... numbers) {
    Constant constant = new Constant(Arrays.stream(numbers).boxed().toList());
    Value value = emit(constant, shape);
    constants.put(value.storage(), constant);
    return value;
  }

  /** An array with one number everywhere. */
  Value filled(Shape shape, double number) {
    return broadcast(constant(Shape.of(), number), shape);
  }

  /** The numbers of a constant. */
  Optional<List<Double>> numbers(Value value) {
    return Optional.ofNullable(constants.get(value.storage())).map(Constant::numbers);
  }

  /** The number of a constant with one number. */
  private OptionalDouble number(Value value) {
    Constant constant = constants.get(value.storage());
    return constant == null || constant.numbers().size() != 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(constant.numbers().get(0));
  }

  Value pointwise(PointwiseFunction function, double a, double b, Shape shape, Value... inputs) {
    // Flat, so that different views of the same numbers are recognised.
    Shape flat = Shape.of(shape.size());
    Value[] operands =
        Arrays.stream(inputs)
            .map(input -> broadcast(input, shape).reshaped(flat))
            .toArray(Value[]::new);
    return emit(new Pointwise(function, a, b), flat, operands).reshaped(shape);
  }

  Value unary(PointwiseFunction function, Value x) {
    return pointwise(function, 0, 0, x.shape(), x);
  }

  Value affine(double a, Value x, double b) {
    return a == 1 && b == 0 ? x : pointwise(PointwiseFunction.AFFINE, a, b, x.shape(), x);
  }

  /** A function of two arrays that are broadcast to this shape. */
  Value binary(PointwiseFunction function, Shape shape, Value x, Value y) {
    Value simpler = null;
    if (x.size() == shape.size() && number(y).isPresent()) {
      simpler = withNumber(function, x, number(y).getAsDouble());
    } else if (y.size() == shape.size() && number(x).isPresent()) {
      simpler = withNumber(function, number(x).getAsDouble(), y);
    }
    return simpler == null ? pointwise(function, 0, 0, shape, x, y) : simpler.reshaped(shape);
  }

  private Value withNumber(PointwiseFunction function, Value x, double number) {
    return switch (function) {
      case ADD -> affine(1, x, number);
      case SUBTRACT -> affine(1, x, -number);
      case MULTIPLY -> affine(number, x, 0);
      default -> null;
    };
  }

  private Value withNumber(PointwiseFunction function, double number, Value y) {
    return switch (function) {
      case ADD -> affine(1, y, number);
      case SUBTRACT -> affine(-1, y, number);
      case MULTIPLY -> affine(number, y, 0);
      case DIVIDE -> pointwise(PointwiseFunction.DIVIDE_INTO, number, 0, y.shape(), y);
      default -> null;
    };
  }

  /** Binary functions of arrays of the same shape. */
  Value binary(PointwiseFunction function, Value x, Value y) {
    return binary(function, x.size() >= y.size() ? x.shape() : y.shape(), x, y);
  }

  Value power(Value x, double exponent) {
    if (exponent == 1) {
      return x;
    } else if (exponent == 2) {
      return unary(PointwiseFunction.SQUARE, x);
    } else if (exponent == 3) {
      return unary(PointwiseFunction.CUBE, x);
    } else if (exponent == 0.5) {
      return unary(PointwiseFunction.SQRT, x);
    } else if (exponent == -0.5) {
      return unary(PointwiseFunction.RECIPROCAL_SQRT, x);
    } else if (exponent == -1) {
      return pointwise(PointwiseFunction.DIVIDE_INTO, 1, 0, x.shape(), x);
    }
    return pointwise(PointwiseFunction.POWER, exponent, 0, x.shape(), x);
  }

  /** NumPy's rules: shapes are aligned at the right, dimensions of one are repeated. */
  Value broadcast(Value x, Shape shape) {
    if (x.size() == shape.size()) {
      return x.reshaped(shape);
    }
    Shape padded = x.shape().padded(shape.rank());
    int[] strides = padded.strides();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (padded.dimension(axis) != shape.dimension(axis)) {
        if (padded.dimension(axis) != 1) {
          throw new IllegalArgumentException(x.shape() + " cannot be broadcast to " + shape);
        }
        strides[axis] = 0;
      }
    }
    return gather(x, shape, strides, 0);
  }

  /** The pullback of {@link #broadcast}: sums over what was repeated. */
  Value sumTo(Value x, Shape shape) {
    if (x.size() == shape.size()) {
      return x.reshaped(shape);
    }
    Shape padded = shape.padded(x.shape().rank());
    int[] axes =
        IntStream.range(0, padded.rank())
            .filter(axis -> padded.dimension(axis) != x.shape().dimension(axis))
            .toArray();
    return reduce(Reduction.Combiner.SUM, 1, x, axes).reshaped(shape);
  }

  /**
   * Reduces over axes, which stay as dimensions of one; groups of neighbouring axes go together.
   */
  Value reduce(Reduction.Combiner combiner, double scale, Value x, int... axes) {
    int[] sorted = Arrays.stream(axes).sorted().distinct().toArray();
    Value value = x;
    double remainingScale = scale;
    for (int last = sorted.length - 1; last >= 0; ) {
      int first = last;
      while (first > 0 && sorted[first - 1] == sorted[first] - 1) {
        first--;
      }
      Shape shape = value.shape();
      int outer = shape.product(0, sorted[first]);
      int count = shape.product(sorted[first], sorted[last] + 1);
      int inner = shape.product(sorted[last] + 1, shape.rank());
      for (int i = first; i <= last; i++) {
        shape = shape.with(sorted[i], 1);
      }
      value =
          count == 1 && remainingScale == 1
              ? value.reshaped(shape)
              : emit(new Reduction(combiner, remainingScale, outer, count, inner), shape, value);
      remainingScale = 1;
      last = first - 1;
    }
    return sorted.length == 0 ? affine(scale, value, 0) : value;
  }

  Value gather(Value x, Shape shape, int[] strides, int offset) {
    if (offset == 0 && shape.size() == x.size() && Arrays.equals(strides, shape.strides())) {
      return x.reshaped(shape);
    }
    return emit(new Gather(shape, Arrays.stream(strides).boxed().toList(), offset), shape, x);
  }

  Value scatter(Value x, Shape shape, int[] strides, int offset) {
    return emit(new Scatter(x.shape(), Arrays.stream(strides).boxed().toList(), offset), shape, x);
  }

  Value permute(Value x, int... axes) {
    int[] strides = x.shape().strides();
    int[] dimensions = new int[axes.length];
    int[] permuted = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      dimensions[i] = x.shape().dimension(axes[i]);
      permuted[i] = strides[axes[i]];
    }
    return gather(x, Shape.of(dimensions), permuted, 0);
  }

  Value transpose(Value x) {
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    int[] reversed = Arrays.stream(axes).map(axis -> axes.length - 1 - axis).toArray();
    return permute(x, reversed);
  }

  /** Rank-2 or rank-3 arrays, each transposed in its last two axes or not. */
  Value product(Value x, boolean transposeX, Value y, boolean transposeY) {
    int rank = x.shape().rank();
    int rows = x.shape().dimension(transposeX ? rank - 1 : rank - 2);
    int columns = y.shape().dimension(transposeY ? rank - 2 : rank - 1);
    Shape shape = x.shape().with(rank - 2, rows).with(rank - 1, columns);
    return emit(new MatrixProduct(transposeX, transposeY), shape, x, y);
  }

  Value concatenate(int axis, Value... values) {
    Shape first = values[0].shape();
    int outer = first.product(0, axis);
    List<Integer> widths = Arrays.stream(values).map(value -> value.size() / outer).toList();
    int along = Arrays.stream(values).mapToInt(value -> value.shape().dimension(axis)).sum();
    return emit(new Operation.Concatenation(outer, widths), first.with(axis, along), values);
  }

  /** Columns {@code from <= i < from + count} along an axis. */
  Value section(Value x, int axis, int from, int count) {
    int[] strides = x.shape().strides();
    return gather(x, x.shape().with(axis, count), strides, from * strides[axis]);
  }
}
