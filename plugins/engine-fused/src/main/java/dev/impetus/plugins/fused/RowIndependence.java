// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.plugins.fused.Operation.Concatenation;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.plugins.fused.Operation.Pointwise;
import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Rowwise;
import dev.impetus.plugins.fused.Operation.Scatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether each row of a function's outputs and input gradients follows from the same row of its
 * inputs and cotangents, and its parameter gradients are sums over rows. Decided by where numbers
 * come from, operation by operation; what is not understood counts as dependence.
 */
final class RowIndependence {

  /** What a storage holds. */
  enum Kind {
    /** The same whatever the inputs and however many rows. */
    FIXED,
    /** One after the other for each row of the batch the same numbers. */
    REPEATED,
    /** One after the other for each row of the batch what follows from it. */
    ROWS,
    /** A sum over rows of what follows from each. */
    SUM
  }

  /** Linear in their second argument. */
  private static final Set<PointwiseFunction> BACKWARD =
      EnumSet.of(
          PointwiseFunction.TANH_BACKWARD,
          PointwiseFunction.SIGMOID_BACKWARD,
          PointwiseFunction.THRESHOLD_BACKWARD,
          PointwiseFunction.LEAKY_RELU_BACKWARD,
          PointwiseFunction.ELU_BACKWARD,
          PointwiseFunction.CLIP_BACKWARD);

  private final int batch;
  private final Map<Storage, Kind> kinds = new HashMap<>();

  private RowIndependence(int batch) {
    this.batch = batch;
  }

  /** What each output of each instruction holds, in their order; empty if rows depend on others. */
  static Optional<List<Kind>> of(Program program, int batch) {
    RowIndependence rows = new RowIndependence(batch);
    List<Kind> found = new ArrayList<>();
    for (Instruction instruction : program.instructions()) {
      Kind kind = rows.kind(instruction);
      if (kind == null) {
        return Optional.empty();
      }
      for (Value output : instruction.outputs()) {
        rows.kinds.put(output.storage(), kind);
        found.add(kind);
      }
    }
    Program.Ends ends = program.ends();
    boolean independent =
        Stream.concat(ends.outputs().stream(), ends.inputGradients().stream())
                .filter(Objects::nonNull)
                .map(rows::kind)
                .allMatch(kind -> kind == Kind.ROWS || kind == Kind.REPEATED)
            && ends.parameterGradients().stream()
                .filter(Objects::nonNull)
                .map(rows::kind)
                .allMatch(kind -> kind == Kind.SUM);
    return independent ? Optional.of(found) : Optional.empty();
  }

  private Kind kind(Value value) {
    return kinds.get(value.storage());
  }

  private Kind kind(Instruction instruction) {
    Operation operation = instruction.operation();
    if (operation instanceof Operation.Input || operation instanceof Operation.Cotangent) {
      return Kind.ROWS;
    }
    List<Kind> inputs = instruction.inputs().stream().map(this::kind).toList();
    boolean broadcast =
        operation instanceof Gather gather
            && gather.shape().rank() > 0
            && gather.shape().dimension(0) == batch
            && gather.strides().get(0) == 0;
    if (inputs.stream().allMatch(kind -> kind == Kind.FIXED)) {
      return broadcast ? Kind.REPEATED : Kind.FIXED;
    } else if (operation instanceof Pointwise pointwise) {
      return inputs.contains(Kind.SUM) ? ofSums(pointwise, inputs) : ofRows(inputs);
    } else if (operation instanceof MatrixProduct product) {
      return product(product, instruction, inputs);
    } else if (operation instanceof Reduction reduction) {
      return reduced(reduction, inputs.get(0));
    } else if (operation instanceof Gather gather) {
      int width = instruction.input(0).size() / batch;
      return moved(gather.shape(), gather.strides(), gather.offset(), width, inputs.get(0));
    } else if (operation instanceof Scatter scatter) {
      int width = instruction.output().size() / batch;
      return moved(scatter.shape(), scatter.strides(), scatter.offset(), width, inputs.get(0));
    } else if (operation instanceof Concatenation concatenation) {
      return inputs.stream().allMatch(kind -> kind == Kind.SUM)
          ? Kind.SUM
          : concatenation.outer() % batch == 0 ? ofRows(inputs) : null;
    } else if (operation instanceof Rowwise rowwise) {
      return instruction.output().size() / batch % rowwise.width() == 0 ? ofRows(inputs) : null;
    }
    return null;
  }

  /** Position by position, or row by row. */
  private static Kind ofRows(List<Kind> inputs) {
    if (inputs.stream().allMatch(kind -> kind == Kind.ROWS || kind == Kind.REPEATED)) {
      return inputs.contains(Kind.ROWS) ? Kind.ROWS : Kind.REPEATED;
    }
    return null;
  }

  /** A sum where the function is linear in its sums and has no other variable input. */
  private static Kind ofSums(Pointwise pointwise, List<Kind> inputs) {
    if (inputs.contains(Kind.ROWS) || inputs.contains(Kind.REPEATED)) {
      return null;
    }
    boolean first = inputs.get(0) == Kind.SUM;
    boolean second = inputs.size() > 1 && inputs.get(1) == Kind.SUM;
    boolean third = inputs.size() > 2 && inputs.get(2) == Kind.SUM;
    boolean linear =
        switch (pointwise.function()) {
          case NEGATE -> true;
          case AFFINE -> pointwise.b() == 0;
          case ADD, SUBTRACT -> first && second;
          case MULTIPLY -> first != second;
          case DIVIDE -> first && !second;
          case MULTIPLY_ADD, SUBTRACT_PRODUCT -> first != second && third;
          case SELECT -> !first && second && third;
          default -> BACKWARD.contains(pointwise.function()) && !first;
        };
    return linear ? Kind.SUM : null;
  }

  private Kind product(MatrixProduct product, Instruction instruction, List<Kind> inputs) {
    Kind x = inputs.get(0);
    Kind y = inputs.get(1);
    Kind addend = inputs.size() > 2 ? inputs.get(2) : null;
    Shape first = instruction.input(0).shape();
    Shape second = instruction.input(1).shape();
    Kind result = null;
    if (!staysInRows(product, instruction, 0) || !staysInRows(product, instruction, 1)) {
      return null;
    } else if (first.rank() == 3) {
      result = first.dimension(0) == batch ? ofRows(inputs.subList(0, 2)) : null;
    } else if (x == Kind.ROWS && y == Kind.FIXED && !product.transposeFirst()) {
      result = first.dimension(0) % batch == 0 ? Kind.ROWS : null;
    } else if (isRows(x) && isRows(y) && product.transposeFirst() && !product.transposeSecond()) {
      result =
          first.dimension(0) % batch == 0 && second.dimension(0) % batch == 0 ? Kind.SUM : null;
    } else if ((x == Kind.SUM && y == Kind.FIXED) || (x == Kind.FIXED && y == Kind.SUM)) {
      result = Kind.SUM;
    }
    boolean fits =
        addend == null
            || (result == Kind.SUM && addend == Kind.SUM)
            || (result == Kind.ROWS && isRows(addend));
    return fits ? result : null;
  }

  /** Columns of a storage of rows have to be columns of these. */
  private boolean staysInRows(MatrixProduct product, Instruction instruction, int input) {
    Value value = instruction.input(input);
    return product.columns(input) == null
        || !isRows(kind(value))
        || product.columns(input).stride() == value.size() / batch;
  }

  private static boolean isRows(Kind kind) {
    return kind == Kind.ROWS || kind == Kind.REPEATED;
  }

  private Kind reduced(Reduction reduction, Kind x) {
    boolean sums = reduction.combiner() == Reduction.Combiner.SUM;
    if (x == Kind.SUM) {
      return sums ? Kind.SUM : null;
    } else if (reduction.outer() % batch == 0) {
      return x;
    }
    boolean overRows = reduction.outer() == 1 && reduction.count() % batch == 0;
    return sums && overRows ? Kind.SUM : null;
  }

  /**
   * Gather and scatter: stays in its row if row strides lead and all other moves are within one.
   */
  private Kind moved(Shape shape, List<Integer> strides, int offset, int width, Kind x) {
    if (x == Kind.SUM) {
      return Kind.SUM;
    }
    int lowest = offset;
    int highest = offset;
    for (int axis = 1; axis < shape.rank(); axis++) {
      int reach = (shape.dimension(axis) - 1) * strides.get(axis);
      lowest += Math.min(reach, 0);
      highest += Math.max(reach, 0);
    }
    boolean within =
        shape.rank() > 0
            && shape.dimension(0) == batch
            && strides.get(0) == width
            && lowest >= 0
            && highest < width;
    return within ? x : null;
  }
}
