// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.plugins.fused.Operation.Reduction;
import dev.impetus.plugins.fused.Operation.Reduction.Combiner;
import dev.impetus.plugins.fused.Operation.Rowwise;
import dev.impetus.plugins.fused.Operation.Rowwise.RowFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Stretch by stretch, the same bits as one pass after the other. */
public class ChainTest {

  private static final long ALWAYS = -1;

  private final Random random = new Random(12);

  @DataProvider
  public Object[][] shapes() {
    // outer, count, inner; whether reductions of them can go stretch by stretch.
    return new Object[][] {
      {1, 5000, 1, true},
      {1, 4099, 1, true},
      {40, 301, 1, true},
      {701, 3, 1, true},
      {2, 3000, 1, false},
      {1, 301, 40, true},
      {1, 64, 33, true},
      {1, 9, 1000, true},
      {1, 3, 2500, false},
      {50, 7, 9, true},
      {3, 100, 30, false},
    };
  }

  @Test(dataProvider = "shapes")
  public void reductionsHaveTheBitsOfAPassOfTheirOwn(
      int outer, int count, int inner, boolean together) {
    int size = outer * count * inner;
    for (Combiner combiner : List.of(Combiner.SUM, Combiner.MAX, Combiner.MIN)) {
      Reduction reduction = new Reduction(combiner, 0.75, outer, count, inner);
      check64(size, together, outer * inner, reduction);
      check32(size, together, outer * inner, reduction);
    }
  }

  private void check64(int size, boolean together, int results, Reduction reduction) {
    double[] x = random.doubles(size, -1, 1).toArray();
    double[] square = new double[size];
    double[] chained = new double[results];
    double[] alone = new double[results];
    List<Chain.Linked> chain =
        run(
            new PositionStep(size, (from, to) -> Float64Loops.square(square, x, from, to)),
            Float64Reductions.reduce(reduction, chained, square));
    assertThat(chain).hasSize(together ? 1 : 2);
    Float64Reductions.reduce(reduction, alone, square).run();
    assertThat(chained).isEqualTo(alone);
    assertClose(reduction, square, alone, 1e-14);
  }

  private void check32(int size, boolean together, int results, Reduction reduction) {
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = 2 * random.nextFloat() - 1;
    }
    float[] square = new float[size];
    float[] chained = new float[results];
    float[] alone = new float[results];
    List<Chain.Linked> chain =
        run(
            new PositionStep(size, (from, to) -> Float32Loops.square(square, x, from, to)),
            Float32Reductions.reduce(reduction, chained, square));
    assertThat(chain).hasSize(together ? 1 : 2);
    Float32Reductions.reduce(reduction, alone, square).run();
    assertThat(chained).isEqualTo(alone);
    double[] widened = new double[size];
    double[] widenedResults = new double[results];
    for (int i = 0; i < size; i++) {
      widened[i] = square[i];
    }
    for (int i = 0; i < results; i++) {
      widenedResults[i] = alone[i];
    }
    assertClose(reduction, widened, widenedResults, 1e-5);
  }

  /** Twice, since what is carried from stretch to stretch must not last. */
  private static List<Chain.Linked> run(Step... steps) {
    List<Chain.Linked> links = new ArrayList<>();
    for (Step step : steps) {
      links.add(new Chain.Linked(step, ALWAYS));
    }
    List<Chain.Linked> linked = Chain.link(links);
    for (int i = 0; i < 2; i++) {
      linked.forEach(link -> link.step().run());
    }
    return linked;
  }

  private static void assertClose(Reduction r, double[] in, double[] out, double tolerance) {
    for (int o = 0; o < r.outer(); o++) {
      for (int i = 0; i < r.inner(); i++) {
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int c = 0; c < r.count(); c++) {
          double number = in[(o * r.count() + c) * r.inner() + i];
          sum += number;
          max = Math.max(max, number);
          min = Math.min(min, number);
        }
        double wanted =
            switch (r.combiner()) {
              case SUM -> r.scale() * sum;
              case MAX -> max;
              default -> min;
            };
        double bound = r.combiner() == Combiner.SUM ? tolerance * r.count() : 0;
        assertThat(Math.abs(out[o * r.inner() + i] - wanted)).isLessThanOrEqualTo(bound);
      }
    }
  }

  @Test
  public void functionsOfRowsTakePart() {
    int rows = 301;
    int width = 30;
    int size = rows * width;
    double[] x = random.doubles(size, -3, 3).toArray();
    double[] scaled = new double[size];
    double[] shares = new double[size];
    double[] alone = new double[size];
    double[] sums = new double[rows];
    Rowwise softmax = new Rowwise(RowFunction.SOFTMAX, width);
    List<Chain.Linked> chain =
        run(
            new PositionStep(size, (from, to) -> Float64Loops.scale(scaled, x, 0.5, from, to)),
            Float64Reductions.rowwise(softmax, shares, scaled),
            Float64Reductions.reduce(new Reduction(Combiner.SUM, 1, rows, width, 1), sums, shares));
    assertThat(chain).hasSize(1);
    Float64Reductions.rowwise(softmax, alone, scaled).run();
    assertThat(shares).isEqualTo(alone);
    for (double sum : sums) {
      assertThat(Math.abs(sum - 1)).isLessThan(1e-14);
    }
  }

  @Test
  public void stretchesThatSuitOneAndNotAnotherPartThem() {
    int size = 61 * 67 * 2;
    double[] x = random.doubles(size).toArray();
    Step ofRows =
        Float64Reductions.reduce(new Reduction(Combiner.SUM, 1, 134, 61, 1), new double[134], x);
    Step ofOtherRows =
        Float64Reductions.reduce(new Reduction(Combiner.SUM, 1, 122, 67, 1), new double[122], x);
    assertThat(run(ofRows, ofOtherRows)).hasSize(2);
    assertThat(run(ofRows, ofRows)).hasSize(1);
  }

  @Test
  public void whatNoWantedGradientNeedsIsLeftOut() {
    int[] runs = new int[2];
    List<Chain.Linked> linked =
        Chain.link(
            List.of(
                new Chain.Linked(new PositionStep(5000, (from, to) -> runs[0] += to - from), 3),
                new Chain.Linked(new PositionStep(5000, (from, to) -> runs[1] += to - from), 1)));
    assertThat(linked).hasSize(1);
    assertThat(linked.get(0).wants()).isEqualTo(3);
    linked.get(0).step().run(2);
    assertThat(runs).containsExactly(5000, 0);
    linked.get(0).step().run(1);
    assertThat(runs).containsExactly(10000, 5000);
  }
}
