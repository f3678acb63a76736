// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.testng.annotations.Test;

public final class SpreadTest {

  @Test
  public void meanAndSampleDeviationAreThoseOfTheClosedForm() {
    // 1 … n has the mean (n + 1)/2 and the sample variance n (n + 1)/12.
    Spread spread = Spread.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0));
    assertThat(spread.mean()).isEqualTo(4);
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(7 * 8 / 12.0), within(1e-15));
    assertThat(spread.least()).isEqualTo(1);
    assertThat(spread.most()).isEqualTo(7);
    assertThat(spread.count()).isEqualTo(7);
    assertThat(spread.text()).isEqualTo("4 ± 2.2");
  }

  @Test
  public void aLargeMeanDoesNotDrownTheDeviation() {
    Spread spread = Spread.of(List.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(30), within(1e-9));
  }

  @Test
  public void whatIsNoNumberIsNotCounted() {
    Spread spread =
        Spread.of(
            List.of(2.0, Double.NaN, 4.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    assertThat(spread).isEqualTo(Spread.of(List.of(2.0, 4.0)));
    assertThat(Spread.of(List.of(Double.NaN)).text()).isEqualTo("–");
  }

  @Test
  public void oneNumberHasNoDeviation() {
    Spread spread = Spread.of(List.of(3.0));
    assertThat(spread.mean()).isEqualTo(3);
    assertThat(spread.deviation()).isNaN();
    assertThat(spread.text()).isEqualTo("3");
    assertThatThrownBy(() -> MeanDifference.of(spread, spread))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  public void equalSpreadsGiveStudentsInterval() {
    // Equal variances and sizes: Welch's degrees of freedom are 2 (n - 1) = 8, t = 2.306.
    MeanDifference difference =
        MeanDifference.of(
            Spread.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0)),
            Spread.of(List.of(4.0, 5.0, 6.0, 7.0, 8.0)));
    assertThat(difference.value()).isEqualTo(-3);
    assertThat(difference.error()).isCloseTo(1, within(1e-15));
    assertThat(difference.freedom()).isCloseTo(8, within(1e-12));
    assertThat(difference.halfInterval()).isCloseTo(2.306, within(1e-12));
    assertThat(difference.isWithinSpread()).isFalse();
  }

  @Test
  public void unequalSpreadsHaveFewerDegreesOfFreedom() {
    // Variances 2.5/5 and 250/5: (0.5 + 50)^2 / (0.5^2/4 + 50^2/4) = 4.0799.
    MeanDifference difference =
        MeanDifference.of(
            Spread.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0)),
            Spread.of(List.of(-20.0, -10.0, 0.0, 10.0, 20.0)));
    assertThat(difference.freedom())
        .isCloseTo(50.5 * 50.5 / (0.25 / 4 + 2500.0 / 4), within(1e-12));
    assertThat(difference.halfInterval()).isCloseTo(2.776 * Math.sqrt(50.5), within(1e-12));
    assertThat(difference.isWithinSpread()).isTrue();
  }

  /** The table has 30, 40, 60 and 120 degrees; in between the lower one's quantile is wider. */
  @Test
  public void theNextLowerDegreeOfFreedomIsTaken() {
    double[][] quantiles = {
      {30, 2.042},
      {39.9, 2.042},
      {40, 2.021},
      {59, 2.021},
      {60, 2.000},
      {119, 2.000},
      {120, 1.980},
      {199, 1.980},
      {1e6, 1.980}
    };
    for (double[] quantile : quantiles) {
      assertThat(new MeanDifference(0, 1, quantile[0]).halfInterval()).isEqualTo(quantile[1]);
    }
  }

  @Test
  public void samplesWithoutSpreadDifferForSure() {
    MeanDifference difference =
        MeanDifference.of(Spread.of(List.of(1.0, 1.0)), Spread.of(List.of(2.0, 2.0)));
    assertThat(difference.error()).isZero();
    assertThat(difference.isWithinSpread()).isFalse();
  }
}
