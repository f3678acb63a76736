// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.solver.state.RowScalar;
import java.util.Random;
import org.testng.annotations.Test;

public class PowerTest {

  @Test
  public void itIsThePowerToAFewUnitsInTheLastPlace() {
    Random random = new Random(5);
    for (double exponent : new double[] {-1, -0.5, -1 / 3.0, -0.2, -0.7 / 8, 0, 0.08, 0.4, 1}) {
      Power power = new Power(exponent);
      for (int i = 0; i < 20_000; i++) {
        // Beyond the tables on both sides: they reach from 4e-15 to 7e4.
        double x = Math.exp(90 * random.nextDouble() - 45);
        double wanted = StrictMath.pow(x, exponent);
        assertThat(power.of(x)).isCloseTo(wanted, within(4 * Math.ulp(wanted)));
      }
    }
  }

  @Test
  public void largeExponentsAreAccurateToo() {
    Random random = new Random(6);
    for (double exponent : new double[] {-10, 10, -14.5, 30, -60}) {
      Power power = new Power(exponent);
      for (int i = 0; i < 20_000; i++) {
        double x = Math.exp(20 * random.nextDouble() - 10);
        double wanted = StrictMath.pow(x, exponent);
        assertThat(power.of(x)).isCloseTo(wanted, within(1e-12 * wanted));
      }
    }
  }

  @Test
  public void itIsContinuousWhereIntervalsMeet() {
    Power power = new Power(-0.2);
    for (int i = -128; i <= 1024; i++) {
      double x = 1 + i / 256.0;
      double wanted = StrictMath.pow(x, -0.2);
      assertThat(power.of(x)).isCloseTo(wanted, within(4 * Math.ulp(wanted)));
      assertThat(power.of(Math.nextDown(x))).isCloseTo(wanted, within(4 * Math.ulp(wanted)));
    }
  }

  @Test
  public void whatIsNoOrdinaryNumberIsAsInMath() {
    Power power = new Power(-0.2);
    double[] special = {
      0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, -3
    };
    for (double x : special) {
      assertThat(Double.valueOf(power.of(x))).isEqualTo(Double.valueOf(Math.pow(x, -0.2)));
    }
  }

  @Test
  public void manyAtOnceAreEachAsAlone() {
    for (double exponent : new double[] {-0.2, 0.4, -30}) {
      Power power = new Power(exponent);
      for (double odd : new double[] {1, 0, -0.0, -3, 1e-20, 1e9, Double.NaN}) {
        RowScalar xs = RowScalar.perRow(7);
        for (int i = 0; i < xs.size(); i++) {
          xs.set(i, i == 4 ? odd : Math.exp(i - 3));
        }
        double[] powers = new double[xs.size()];
        power.of(xs, powers);
        for (int i = 0; i < xs.size(); i++) {
          assertThat(Double.valueOf(powers[i])).isEqualTo(Double.valueOf(power.of(xs.get(i))));
        }
      }
    }
  }
}
