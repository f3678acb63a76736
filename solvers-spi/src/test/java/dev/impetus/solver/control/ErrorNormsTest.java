// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

public class ErrorNormsTest {

  private static final Tolerances TOLERANCES = new Tolerances(0, 0.5);
  private static final StateVector ERROR =
      StateVector.of(new double[] {3, 4}, new double[] {0, 0}, new double[] {1, 1});
  private static final StateVector STATE = ERROR.newLike();

  private static double shared(ErrorNorm norm, StateVector error) {
    RowScalar out = RowScalar.shared(0);
    norm.measure(error, STATE, STATE, TOLERANCES, out);
    return out.get(0);
  }

  @Test
  public void sharedIsTheRootMeanSquareOfAllNumbers() {
    assertThat(shared(ErrorNorms.of(BatchPolicy.SHARED), ERROR))
        .isCloseTo(2 * Math.sqrt(27 / 6.0), within(1e-15));
  }

  @Test
  public void sharedMaxIsTheWorstRow() {
    assertThat(shared(ErrorNorms.of(BatchPolicy.SHARED_MAX), ERROR))
        .isCloseTo(2 * Math.sqrt(12.5), within(1e-15));
  }

  @Test
  public void askedForRowsBothGiveEachRowsOwn() {
    for (BatchPolicy policy : BatchPolicy.values()) {
      RowScalar out = RowScalar.perRow(3);
      ErrorNorms.of(policy).measure(ERROR, STATE, STATE, TOLERANCES, out);
      assertThat(out.get(0)).isCloseTo(2 * Math.sqrt(12.5), within(1e-15));
      assertThat(out.get(1)).isZero();
      assertThat(out.get(2)).isEqualTo(2);
    }
  }

  @Test
  public void aNaNAnywhereMakesTheNormNaN() {
    for (int row = 0; row < 3; row++) {
      StateVector broken = ERROR.newLike();
      broken.copyFrom(ERROR);
      broken.set(row, 0, Double.NaN);
      for (BatchPolicy policy : BatchPolicy.values()) {
        assertThat(shared(ErrorNorms.of(policy), broken)).isNaN();
      }
    }
  }

  @Test
  public void groupsOfWeightZeroDoNotTakePart() {
    StateVector flat = ERROR.view(0, 1, 6);
    ErrorNorm all = ErrorNorms.grouped(new int[] {2, 2, 2}, new double[] {1, 1, 1});
    ErrorNorm last = ErrorNorms.grouped(new int[] {2, 2, 2}, new double[] {0, 1, 0.5});
    StateVector state = flat.newLike();
    RowScalar out = RowScalar.shared(0);
    all.measure(flat, state, state, TOLERANCES, out);
    assertThat(out.get(0)).isCloseTo(2 * Math.sqrt(12.5), within(1e-15));
    last.measure(flat, state, state, TOLERANCES, out);
    assertThat(out.get(0)).isEqualTo(1);
  }

  @Test
  public void groupsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> ErrorNorms.grouped(new int[] {1}, new double[] {1, 2}))
        .hasMessage("1 groups cannot have 2 weights");
    assertThatThrownBy(() -> ErrorNorms.grouped(new int[] {1}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    ErrorNorm norm = ErrorNorms.grouped(new int[] {5}, new double[] {1});
    assertThatThrownBy(() -> shared(norm, ERROR)).hasMessageContaining("5 numbers in all");
  }
}
