// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.examples.benchmarks.limits.LotkaVolterraLimit;
import dev.impetus.examples.benchmarks.limits.NetLimit;
import dev.impetus.solver.state.Precision;
import org.assertj.core.api.Assertions;
import org.testng.annotations.Test;

/** The hand-written solves are right, so that their times mean something. */
public final class LimitsTest {

  @Test
  public void lotkaVolterraConverges() {
    double before = 1;
    for (double rtol : new double[] {1e-5, 1e-7, 1e-9}) {
      LotkaVolterraLimit limit = new LotkaVolterraLimit(rtol, rtol * 1e-3, 10);
      limit.solve();
      double error = Math.abs(limit.end()[0] - 1.0263447675751);
      assertThat(error).isLessThan(before / 20).isLessThan(40 * rtol);
      before = error;
    }
    // Counts of Dormand and Prince's pair with the same controller: 2078 evaluations.
    LotkaVolterraLimit limit = new LotkaVolterraLimit(1e-9, 1e-12, 10);
    limit.solve();
    assertThat(6 * limit.steps() + 2).isCloseTo(2078, Assertions.within(30));
  }

  @Test
  public void netsOfAnyShapeRun() {
    for (Precision precision : Precision.values()) {
      NetLimit limit = NetLimit.of(precision, 3, new int[] {2, 20, 2}, "elu", "softplus");
      limit.forward();
      limit.backward();
    }
  }
}
