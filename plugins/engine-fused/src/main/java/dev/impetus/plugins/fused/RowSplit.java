// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.plugins.fused.Operation.Concatenation;
import dev.impetus.plugins.fused.Operation.Gather;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.plugins.fused.Operation.Pointwise;
import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Rowwise;
import dev.impetus.plugins.fused.Operation.Scatter;
import dev.impetus.plugins.fused.RowIndependence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A function in blocks of rows, one a thread. Decided from the graph alone and not from a clock, so
 * that a thread count always gives the same bits.
 *
 * @param blocks a program for each number of rows that a block has
 */
record RowSplit(int threads, Map<Integer, Block> blocks) {

  /** A program for fewer rows. */
  record Block(GradientGraph graph, Program program) {}

  private static final System.Logger LOGGER = System.getLogger(RowSplit.class.getName());

  /** Below this estimate of apply, handing over to other threads costs more than it saves. */
  private static final double WORTHWHILE_NANOSECONDS = 20_000;

  /** Matrix products of fewer rows are much slower a row. */
  private static final int FEWEST_ROWS = 8;

  /** Empty where one thread is as good, or rows depend on each other. */
  static Optional<RowSplit> of(GradientGraph graph, Program program, int allowed) {
    return of(graph, program, allowed, WORTHWHILE_NANOSECONDS);
  }

  static Optional<RowSplit> of(
      GradientGraph graph, Program program, int allowed, double worthwhile) {
    FunctionGraph function = graph.function();
    int rows = function.batch();
    int threads = Math.min(allowed, rows / FEWEST_ROWS);
    if (threads < 2 || nanoseconds(program.forward()) < worthwhile) {
      return Optional.empty();
    }
    Optional<List<Kind>> kinds = RowIndependence.of(program, rows);
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Block> blocks = new TreeMap<>();
    for (int worker = 0; worker < threads; worker++) {
      int count =
          RowWorkers.firstRow(rows, worker + 1, threads)
              - RowWorkers.firstRow(rows, worker, threads);
      if (!blocks.containsKey(count)) {
        Optional<Block> block = block(function, count);
        if (block.isEmpty()
            || !isPartOf(block.get().program(), count, program, rows, kinds.get())) {
          return Optional.empty();
        }
        blocks.put(count, block.get());
      }
    }
    return Optional.of(new RowSplit(threads, blocks));
  }

  /** Empty if the definition is written for one number of rows. */
  private static Optional<Block> block(FunctionGraph function, int rows) {
    try {
      GradientGraph part = GradientGraph.of(function.withBatch(rows));
      return Optional.of(new Block(part, new GraphImporter(part).program()));
    } catch (RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "function " + function.name() + " stays on one thread: it has no form for fewer rows",
          e);
      return Optional.empty();
    }
  }

  /**
   * A definition can ask for its number of rows and be another function for fewer. So the programs
   * have to be the same but for the size of what holds rows.
   */
  private static boolean isPartOf(
      Program part, int partRows, Program whole, int rows, List<Kind> kinds) {
    List<Instruction> instructions = part.instructions();
    if (instructions.size() != whole.instructions().size()
        || !RowIndependence.of(part, partRows).equals(Optional.of(kinds))) {
      return false;
    }
    List<Storage> ours = new ArrayList<>();
    List<Storage> theirs = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      Instruction one = instructions.get(i);
      Instruction other = whole.instructions().get(i);
      if (!alike(one.operation(), other.operation())
          || !places(one.inputs(), ours).equals(places(other.inputs(), theirs))) {
        return false;
      }
      one.outputs().forEach(value -> ours.add(value.storage()));
      other.outputs().forEach(value -> theirs.add(value.storage()));
    }
    for (int i = 0; i < kinds.size(); i++) {
      boolean holdsRows = kinds.get(i) == Kind.ROWS || kinds.get(i) == Kind.REPEATED;
      long expected =
          holdsRows ? (long) theirs.get(i).size() * partRows / rows : theirs.get(i).size();
      if (ours.get(i).size() != expected) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> places(List<Value> values, List<Storage> storages) {
    return values.stream().map(value -> storages.indexOf(value.storage())).toList();
  }

  private static boolean alike(Operation one, Operation other) {
    if (one instanceof Reduction ours && other instanceof Reduction theirs) {
      return ours.combiner() == theirs.combiner() && ours.scale() == theirs.scale();
    } else if (one instanceof Gather ours && other instanceof Gather theirs) {
      return ours.offset() == theirs.offset() && ours.strides().equals(theirs.strides());
    } else if (one instanceof Scatter ours && other instanceof Scatter theirs) {
      return ours.offset() == theirs.offset() && ours.strides().equals(theirs.strides());
    } else if (one instanceof Concatenation ours && other instanceof Concatenation theirs) {
      return ours.widths().equals(theirs.widths());
    }
    return one.equals(other);
  }

  /** A rough estimate from measurements on one core, float32. */
  static double nanoseconds(List<Instruction> instructions) {
    double sum = 0;
    for (Instruction instruction : instructions) {
      int size = instruction.output().size();
      if (instruction.operation() instanceof MatrixProduct product) {
        Shape x = instruction.input(0).shape();
        int inner = x.dimension(product.transposeFirst() ? x.rank() - 2 : x.rank() - 1);
        sum += (double) size * inner / 30;
      } else if (instruction.operation() instanceof Pointwise pointwise) {
        sum += size * (pointwise.function().isTranscendental() ? 1 : 0.1);
      } else if (instruction.operation() instanceof Reduction reduction) {
        sum += 0.2 * reduction.outer() * reduction.count() * reduction.inner();
      } else {
        sum += size * (instruction.operation() instanceof Rowwise ? 10 : 0.2);
      }
    }
    return sum;
  }
}
