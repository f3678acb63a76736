// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import org.testng.annotations.Test;

public class HermiteCubicTest {

  private static double cubic(double t) {
    return 1 - 2 * t + 0.5 * t * t + 3 * t * t * t;
  }

  private static double slope(double t) {
    return -2 + t + 9 * t * t;
  }

  /** Inside the step, at its ends and beyond, with one step for all rows and with one a row. */
  @Test
  public void aCubicIsRepeatedExactly() {
    double[] starts = {0.2, -0.4};
    for (RowScalar h : new RowScalar[] {RowScalar.shared(0.5), RowScalar.perRow(2)}) {
      if (!h.isShared()) {
        h.set(0, 0.5);
        h.set(1, -0.25);
      }
      StateVector[] ends = new StateVector[4];
      for (int i = 0; i < 4; i++) {
        ends[i] = StateVector.of(new double[1], new double[1]);
        for (int row = 0; row < 2; row++) {
          double t = starts[row] + (i < 2 ? 0 : h.get(row));
          ends[i].set(row, 0, i % 2 == 0 ? cubic(t) : slope(t));
        }
      }
      StateVector out = ends[0].newLike();
      RowScalar theta = h.newLike();
      for (double place : new double[] {0, 0.3, 1, 2.5}) {
        theta.setAll(place);
        new HermiteCubic().value(theta, h, ends[0], ends[1], ends[2], ends[3], out);
        for (int row = 0; row < 2; row++) {
          double wanted = cubic(starts[row] + place * h.get(row));
          assertThat(out.get(row, 0)).isCloseTo(wanted, within(1e-13));
        }
      }
    }
  }
}
