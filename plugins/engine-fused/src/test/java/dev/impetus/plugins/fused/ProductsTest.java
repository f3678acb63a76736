// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.kernel.ProductLayout;
import dev.impetus.plugins.fused.Operation.MatrixProduct;
import dev.impetus.solver.state.Precision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Every way to compute a matrix product, with all flags, against three loops. */
public final class ProductsTest {

  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 16, 33};

  private final Random random = new Random(17);

  @DataProvider
  public Object[][] flags() {
    Object[][] rows = new Object[8][];
    for (int flags = 0; flags < 8; flags++) {
      rows[flags] = new Object[] {(flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0};
    }
    return rows;
  }

  @Test(dataProvider = "flags")
  public void agreeWithThreeLoops(boolean transposeX, boolean transposeY, boolean hasAddend) {
    int byBlas = 0;
    int trials = 150;
    for (int trial = 0; trial < trials; trial++) {
      int[] sizes = {1 + random.nextInt(2), size(), size(), size()};
      Value x = value(0, sizes[0], sizes[1], sizes[3], transposeX);
      Value y = value(1, sizes[0], sizes[3], sizes[2], transposeY);
      Value addend = value(2, sizes[0], sizes[1], sizes[2], false);
      Value out = value(3, sizes[0], sizes[1], sizes[2], false);
      Instruction instruction =
          new Instruction(
              new MatrixProduct(transposeX, transposeY),
              hasAddend ? List.of(x, y, addend) : List.of(x, y),
              List.of(out));
      byBlas += MatrixProducts.belongsToBlas(instruction) ? 1 : 0;
      for (Precision precision : Precision.values()) {
        for (boolean constantY : new boolean[] {false, true}) {
          check(instruction, precision, constantY);
        }
      }
    }
    assertThat(byBlas).isBetween(trials / 10, trials * 9 / 10);
  }

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private static Value value(int id, int batch, int rows, int columns, boolean transposed) {
    Shape shape = transposed ? Shape.of(batch, columns, rows) : Shape.of(batch, rows, columns);
    Value value = new Value(new Storage(id, shape.size()), shape);
    return batch == 1 ? value.reshaped(Shape.of(shape.dimension(1), shape.dimension(2))) : value;
  }

  /** Constant matrices belong to the function, which prepares them for its evaluations. */
  private void check(Instruction instruction, Precision precision, boolean constantY) {
    Storage y = instruction.input(1).storage();
    Map<Storage, Integer> own = new HashMap<>();
    instruction.inputs().forEach(input -> own.put(input.storage(), own.size()));
    own.put(instruction.output().storage(), own.size());
    Set<Storage> everything = new HashSet<>(own.keySet());
    if (constantY) {
      own.remove(y);
    }
    Map<Storage, Integer> ofFunction = constantY ? Map.of(y, 0) : Map.of();
    Memory function =
        precision == Precision.FLOAT32
            ? new Float32Memory(null, ofFunction, everything, everything)
            : new Float64Memory(null, ofFunction, everything, everything);
    try (function;
        Memory memory = function.child(own, everything, everything)) {
      double[][] numbers = new double[3][];
      List<Step> steps = memory.link(instruction);
      for (int i = 0; i < instruction.inputs().size(); i++) {
        Storage storage = instruction.input(i).storage();
        numbers[i] = new double[storage.size()];
        for (int k = 0; k < storage.size(); k++) {
          numbers[i][k] = (float) random.nextGaussian();
        }
        memory.fromDoubles(numbers[i], storage);
        if (memory instanceof Float32Memory memory32) {
          memory32.nativeCopy(storage).put(0, memory32.array(storage), 0, storage.size());
        } else if (memory instanceof Float64Memory memory64) {
          memory64.nativeCopy(storage).put(0, memory64.array(storage), 0, storage.size());
        }
      }
      function.derived().forEach(Step::run);
      steps.forEach(Step::run);
      double[] actual = new double[instruction.output().size()];
      memory.toDoubles(instruction.output().storage(), actual);
      assertThat(actual)
          .as("%s, %s", instruction, precision)
          .containsExactly(product(instruction, numbers), within(400 * precision.unitRoundoff()));
    }
  }

  private static double[] product(Instruction instruction, double[][] numbers) {
    MatrixProduct product = (MatrixProduct) instruction.operation();
    MatrixProducts products = MatrixProducts.of(instruction);
    ProductLayout sizes = products.layout();
    double[] out = new double[instruction.output().size()];
    int at = 0;
    for (int batch = 0; batch < products.batch(); batch++) {
      int xStart = batch * sizes.rows() * sizes.inner();
      int yStart = batch * sizes.inner() * sizes.columns();
      for (int row = 0; row < sizes.rows(); row++) {
        for (int column = 0; column < sizes.columns(); column++) {
          double sum = numbers[2] == null ? 0 : numbers[2][at];
          for (int k = 0; k < sizes.inner(); k++) {
            int xAt = product.transposeFirst() ? k * sizes.rows() + row : row * sizes.inner() + k;
            int yAt =
                product.transposeSecond()
                    ? column * sizes.inner() + k
                    : k * sizes.columns() + column;
            sum += numbers[0][xStart + xAt] * numbers[1][yStart + yAt];
          }
          out[at++] = sum;
        }
      }
    }
    return out;
  }
}
