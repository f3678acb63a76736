// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public class StateVectorTest {

  private final Random random = new Random(1);

  /**
   * Both precisions, vectors with storage of their own and views at odd offsets, below and above a
   * block.
   */
  @DataProvider
  Object[][] kinds() {
    List<Object[]> kinds = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (boolean views : new boolean[] {false, true}) {
        for (int[] shape : new int[][] {{1, 1}, {1, 2}, {3, 5}, {5, 700}}) {
          kinds.add(new Object[] {precision, views, shape[0], shape[1]});
        }
      }
    }
    return kinds.toArray(Object[][]::new);
  }

  private StateVector random(Precision precision, boolean view, int rows, int width) {
    StateVector vector =
        view
            ? StateVector.zeros(precision, 1, rows * width + 9)
                .view(random.nextInt(10), rows, width)
            : StateVector.zeros(precision, rows, width);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        vector.set(row, column, random.nextGaussian());
      }
    }
    return vector;
  }

  private static double tolerance(Precision precision) {
    return 64 * precision.unitRoundoff();
  }

  @DataProvider
  Object[][] widths() {
    List<Object[]> kinds = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (boolean view : new boolean[] {false, true}) {
        for (int width : new int[] {1, 2, 3, 40}) {
          kinds.add(new Object[] {precision, view, width});
        }
      }
    }
    return kinds.toArray(Object[][]::new);
  }

  @Test(dataProvider = "widths")
  public void stepsOfSomeRowsEqualTheirDefinition(Precision precision, boolean view, int width) {
    int[] rows = {5, 0, 3};
    RowScalar step = RowScalar.perRow(6);
    for (int row = 0; row < 6; row++) {
      step.set(row, random.nextGaussian());
    }
    for (int count = 0; count <= 8; count++) {
      StateVector[] terms = new StateVector[count];
      double[][] weights = new double[count][rows.length];
      for (int j = 0; j < count; j++) {
        terms[j] = random(precision, view, 6, width);
        for (int r = 0; r < rows.length; r++) {
          weights[j][r] = random.nextGaussian();
        }
      }
      StateVector base = random(precision, view, 6, width);
      StateVector out = random(precision, view, 6, width);
      double[] before = out.toArray();
      out.setRowsToStep(rows, rows.length, base, step, weights, terms, count);
      for (int row : new int[] {1, 2, 4}) {
        for (int column = 0; column < width; column++) {
          assertThat(out.get(row, column)).isEqualTo(before[row * width + column]);
        }
      }
      for (int r = 0; r < rows.length; r++) {
        for (int column = 0; column < width; column++) {
          double wanted = base.get(rows[r], column);
          for (int j = 0; j < count; j++) {
            wanted += step.get(rows[r]) * weights[j][r] * terms[j].get(rows[r], column);
          }
          assertThat(out.get(rows[r], column)).isCloseTo(wanted, within(tolerance(precision)));
        }
      }
    }
  }

  @Test(dataProvider = "widths")
  public void rowsAreCopiedEachToAVectorOfItsOwn(Precision precision, boolean view, int width) {
    StateVector source = random(precision, view, 6, width);
    StateVector[] targets = {random(precision, false, 6, width), random(precision, true, 6, width)};
    double[][] before = {targets[0].toArray(), targets[1].toArray()};
    source.copyRowsTo(new int[] {4, 1}, 2, targets);
    for (int r = 0; r < 2; r++) {
      for (int row = 0; row < 6; row++) {
        for (int column = 0; column < width; column++) {
          boolean copied = row == (r == 0 ? 4 : 1);
          double wanted = copied ? source.get(row, column) : before[r][row * width + column];
          assertThat(targets[r].get(row, column)).isEqualTo(wanted);
        }
      }
    }
  }

  @Test
  public void aMaskListsItsOthersHoweverItWasSet() {
    RowMask mask = RowMask.perRow(5);
    mask.set(new int[] {1, 0, 1, 0, 0});
    assertThat(mask.get(2)).isTrue();
    assertThat(mask.get(1)).isFalse();
    assertThat(mask.otherCount()).isEqualTo(3);
    assertThat(mask.others()).startsWith(1, 3, 4);
    mask.set(3, true);
    assertThat(mask.otherCount()).isEqualTo(2);
    assertThat(mask.others()).startsWith(1, 4);
    mask.setAll(true);
    assertThat(mask.otherCount()).isZero();
  }

  @Test(dataProvider = "kinds")
  public void sumsOfAnyNumberOfTermsEqualTheirDefinition(
      Precision precision, boolean view, int rows, int width) {
    for (int count = 0; count <= 11; count++) {
      StateVector[] terms = new StateVector[count];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        terms[i] = random(precision, view, rows, width);
        weights[i] = i % 4 == 2 ? 0 : random.nextGaussian();
      }
      StateVector base = random(precision, view, rows, width);
      RowScalar perRow = RowScalar.perRow(rows);
      for (int row = 0; row < rows; row++) {
        perRow.set(row, random.nextGaussian());
      }
      StateVector sum = random(precision, view, rows, width);
      sum.setToSum(weights, terms, count);
      assertSum(sum, null, RowScalar.shared(1), weights, terms, count);
      for (RowScalar step : new RowScalar[] {RowScalar.shared(0.3), perRow}) {
        StateVector out = random(precision, view, rows, width);
        out.setToStep(base, step, weights, terms, count);
        assertSum(out, base, step, weights, terms, count);
        out.setToScaledSum(step, weights, terms, count);
        assertSum(out, null, step, weights, terms, count);
        StateVector self = base.newLike();
        self.copyFrom(base);
        self.setToStep(self, step, weights, terms, count);
        assertSum(self, base, step, weights, terms, count);
      }
    }
  }

  private static void assertSum(
      StateVector sum,
      StateVector base,
      RowScalar step,
      double[] weights,
      StateVector[] terms,
      int count) {
    double worst = 0;
    for (int row = 0; row < sum.rows(); row++) {
      for (int column = 0; column < sum.width(); column++) {
        double wanted = base == null ? 0 : base.get(row, column);
        double magnitude = 1;
        for (int i = 0; i < count; i++) {
          double term = step.get(row) * weights[i] * terms[i].get(row, column);
          wanted += term;
          magnitude += Math.abs(term);
        }
        worst = Math.max(worst, Math.abs(sum.get(row, column) - wanted) / magnitude);
      }
    }
    assertThat(worst).isLessThan(tolerance(sum.precision()));
  }

  @Test(dataProvider = "kinds")
  public void aSkippedTermMayBeNull(Precision precision, boolean view, int rows, int width) {
    StateVector x = random(precision, view, rows, width);
    StateVector out = random(precision, view, rows, width);
    out.setToSum(new double[] {0, 1}, new StateVector[] {null, x}, 2);
    assertThat(out.toArray()).isEqualTo(x.toArray());
  }

  @Test(dataProvider = "kinds")
  public void theResultDoesNotDependOnWhereTheNumbersLie(
      Precision precision, boolean view, int rows, int width) {
    StateVector[] terms = new StateVector[7];
    StateVector[] copies = new StateVector[7];
    double[] weights = new double[7];
    for (int i = 0; i < 7; i++) {
      terms[i] = random(precision, true, rows, width);
      copies[i] = StateVector.zeros(precision, rows, width);
      copies[i].copyFrom(terms[i]);
      weights[i] = random.nextGaussian();
    }
    StateVector a = random(precision, true, rows, width);
    StateVector b = random(precision, false, rows, width);
    a.setToStep(terms[0], RowScalar.shared(0.1), weights, terms, 7);
    b.setToStep(copies[0], RowScalar.shared(0.1), weights, copies, 7);
    assertThat(a.toArray()).isEqualTo(b.toArray());
  }

  @Test(dataProvider = "kinds")
  public void addScaleAndDotEqualTheirDefinition(
      Precision precision, boolean view, int rows, int width) {
    StateVector x = random(precision, view, rows, width);
    StateVector y = random(precision, view, rows, width);
    double[] xs = x.toArray();
    double[] ys = y.toArray();
    double dot = 0;
    double[] rowDots = new double[rows];
    for (int i = 0; i < xs.length; i++) {
      dot += xs[i] * ys[i];
      rowDots[i / width] += xs[i] * ys[i];
    }
    double[] found = new double[rows];
    x.rowDots(y, found);
    assertThat(x.dot(y)).isCloseTo(dot, within(1e-10));
    assertThat(found).containsExactly(rowDots, within(1e-10));

    RowScalar factors = RowScalar.perRow(rows);
    for (int row = 0; row < rows; row++) {
      factors.set(row, row + 0.5);
    }
    x.add(2, y);
    x.add(factors, y);
    x.scale(-3);
    double[] result = x.toArray();
    for (int i = 0; i < xs.length; i++) {
      int row = i / width;
      double wanted = -3 * (xs[i] + 2 * ys[i] + (row + 0.5) * ys[i]);
      assertThat(result[i])
          .isCloseTo(wanted, within(tolerance(precision) * (1 + Math.abs(wanted))));
    }
  }

  @Test(dataProvider = "kinds")
  public void weightedSquaresEqualTheirDefinition(
      Precision precision, boolean view, int rows, int width) {
    StateVector e = random(precision, view, rows, width);
    StateVector a = random(precision, view, rows, width);
    StateVector b = random(precision, view, rows, width);
    RowScalar norms = RowScalar.perRow(rows);
    e.weightedRowNorms(a, b, 1e-2, 1e-3, norms);
    double rounding = precision == Precision.FLOAT64 ? 1e-12 : 1e-6;
    double all = 0;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = 0; i < width; i++) {
        double scale = 1e-3 + 1e-2 * Math.max(Math.abs(a.get(row, i)), Math.abs(b.get(row, i)));
        sum += Math.pow(e.get(row, i) / scale, 2);
      }
      double norm = Math.sqrt(sum / width);
      assertThat(norms.get(row)).isCloseTo(norm, within(rounding * norm));
      all += sum;
    }
    assertThat(e.weightedSquares(a, b, 1e-2, 1e-3, 0, rows * width))
        .isCloseTo(all, within(rounding * all));
    RowScalar largest = RowScalar.shared(0);
    e.weightedRowNorms(a, b, 1e-2, 1e-3, largest);
    assertThat(largest.get(0)).isEqualTo(norms.max());
    e.set(rows - 1, width - 1, Double.NaN);
    e.weightedRowNorms(a, b, 1e-2, 1e-3, largest);
    assertThat(largest.get(0)).isNaN();
    assertThat(e.weightedSquares(a, b, 1e-2, 1e-3, 0, rows * width)).isNaN();
  }

  @Test(dataProvider = "kinds")
  public void aNonFiniteNumberIsFoundWhereverItIs(
      Precision precision, boolean view, int rows, int width) {
    StateVector x = random(precision, view, rows, width);
    assertThat(x.firstNonFiniteRow()).isEqualTo(-1);
    for (double broken :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (int row = 0; row < rows; row++) {
        int column = random.nextInt(width);
        double kept = x.get(row, column);
        x.set(row, column, broken);
        assertThat(x.firstNonFiniteRow()).isEqualTo(row);
        x.set(row, column, kept);
      }
    }
  }

  @Test(dataProvider = "kinds")
  public void copiesConvertBetweenPrecisions(
      Precision precision, boolean view, int rows, int width) {
    StateVector x = random(precision, view, rows, width);
    for (Precision other : Precision.values()) {
      StateVector y = StateVector.zeros(other, rows, width);
      y.copyFrom(x);
      double tolerance = other == precision ? 0 : 1e-6;
      assertThat(y.toArray()).containsExactly(x.toArray(), within(tolerance));
    }
    RowMask mask = RowMask.perRow(rows);
    mask.set(rows - 1, true);
    StateVector some = random(precision, view, rows, width);
    double[] before = some.toArray();
    some.copyRows(x, mask);
    for (int row = 0; row < rows; row++) {
      double wanted = row == rows - 1 ? x.get(row, 0) : before[row * width];
      assertThat(some.get(row, 0)).isEqualTo(wanted);
    }
  }

  @Test
  public void aViewSharesStorageAndKeepsToItsPart() {
    for (Precision precision : Precision.values()) {
      StateVector whole = StateVector.zeros(precision, 3, 4);
      StateVector middle = whole.row(1);
      middle.fill(7);
      assertThat(whole.toArray()).containsExactly(0, 0, 0, 0, 7, 7, 7, 7, 0, 0, 0, 0);
      assertThatThrownBy(() -> middle.view(1, 1, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 x 4 numbers from 1 on do not lie in 4");
    }
  }

  @Test
  public void aMisfitIsRefusedWithBothShapes() {
    StateVector x = StateVector.zeros(Precision.FLOAT64, 2, 3);
    for (StateVector other :
        new StateVector[] {
          StateVector.zeros(Precision.FLOAT64, 2, 4), StateVector.zeros(Precision.FLOAT32, 2, 3)
        }) {
      assertThatThrownBy(() -> x.add(1, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 x 3 float64")
          .hasMessageContaining(
              "2 x " + other.width() + (other.width() == 4 ? " float64" : " float32"));
      assertThatThrownBy(
              () ->
                  x.setToStep(
                      x, RowScalar.shared(1), new double[] {1}, new StateVector[] {other}, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> StateVector.of(new double[] {1, 2}, new double[] {1}))
        .hasMessage("row 0 has 2 numbers, but row 1 has 1");
    assertThatThrownBy(() -> Float64State.wrap(new double[5], 0, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.add(RowScalar.perRow(3), x.newLike()))
        .hasMessage("3 numbers do not fit a state of 2 rows");
  }
}
