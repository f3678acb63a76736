// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.solver.TestMethods;
import org.testng.annotations.Test;

public class TableauTest {

  private static final double[] HALF = {0.5, 0.5};
  private static final double[][] HEUN = {{}, {1}};
  private static final double[] NODES = {0, 1};

  @Test
  public void propertiesFollowFromTheNumbers() {
    ButcherTableau bs = TestMethods.bogackiShampine32().tableau();
    assertThat(bs.isExplicit()).isTrue();
    assertThat(bs.isStifflyAccurate()).isTrue();
    assertThat(bs.isFirstSameAsLast()).isTrue();
    assertThat(bs.orderUpToFour()).isEqualTo(3);
    ButcherTableau heun = TestMethods.heunEuler21().tableau();
    assertThat(heun.isFirstSameAsLast()).isFalse();
    assertThat(heun.orderUpToFour()).isEqualTo(2);
    assertThat(TestMethods.rungeKutta4().tableau().orderUpToFour()).isEqualTo(4);
    assertThat(TestMethods.rungeKutta4().info().evaluationsPerStep()).isEqualTo(4);
    assertThat(TestMethods.bogackiShampine32().info().evaluationsPerStep()).isEqualTo(3);
    assertThat(TestMethods.bogackiShampine32().info().errorOrder()).isEqualTo(3);
  }

  @Test
  public void anImplicitTableauIsOneButNoExplicitMethod() {
    ButcherTableau trapezoid = ButcherTableau.of(NODES, new double[][] {{}, {0.5, 0.5}}, HALF);
    assertThat(trapezoid.isExplicit()).isFalse();
    assertThat(trapezoid.isFirstSameAsLast()).isTrue();
    assertThatThrownBy(
            () ->
                ExplicitRungeKutta.of(
                    "trapezoid",
                    2,
                    trapezoid,
                    ContinuousExtension.of(2, new double[][] {{1, -0.5}, {0, 0.5}}),
                    ""))
        .hasMessage("trapezoid: a stage depends on itself or on a later one");
  }

  @Test
  public void wrongNumbersAreRefusedWithTheSum() {
    assertThatThrownBy(() -> ButcherTableau.of(NODES, HEUN, new double[] {0.5, 0.6}))
        .hasMessage("the sum of the weights must be 1.0, but is 1.1");
    assertThatThrownBy(() -> ButcherTableau.of(new double[] {0, 0.9}, HEUN, HALF))
        .hasMessage("the sum of row 1 must be 0.9, but is 1.0");
    assertThatThrownBy(() -> ButcherTableau.of(NODES, new double[][] {{}}, HALF))
        .hasMessageContaining("2 nodes, 1 rows and 2 weights");
    assertThatThrownBy(() -> ButcherTableau.of(NODES, HEUN, new double[] {0.5, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    ButcherTableau heun = ButcherTableau.of(NODES, HEUN, HALF);
    assertThatThrownBy(() -> heun.withErrorWeights(new double[] {0.5, 0.5}, 1))
        .hasMessage("the sum of the error weights must be 0.0, but is 1.0");
    assertThatThrownBy(() -> heun.withEmbedded(new double[] {1, 0}, 2))
        .hasMessage("the embedded weights have order 1, not 2");
    assertThatThrownBy(() -> heun.withEmbedded(new double[] {1}, 1))
        .hasMessage("1 embedded weights do not fit 2 stages");
  }

  @Test
  public void aWrongOrderOrExtensionIsRefused() {
    ButcherTableau heun = ButcherTableau.of(NODES, HEUN, HALF);
    ContinuousExtension fits = ContinuousExtension.of(2, new double[][] {{1, -0.5}, {0, 0.5}});
    ContinuousExtension ends = ContinuousExtension.of(1, new double[][] {{1}, {0}});
    assertThatThrownBy(() -> ExplicitRungeKutta.of("Heun", 3, heun, fits, ""))
        .hasMessage("Heun: the tableau has order 2, not 3");
    assertThatThrownBy(() -> ExplicitRungeKutta.of("Heun", 2, heun, ends, ""))
        .hasMessageContaining("ends with weight 1.0 for stage 0, but the tableau has 0.5");
    assertThatThrownBy(() -> ContinuousExtension.of(1, new double[][] {{0.5}, {0.4}}))
        .hasMessageContaining("must add up to 1.0, not 0.9");
    assertThatThrownBy(() -> ContinuousExtension.hermite(3, heun, new double[2]))
        .hasMessageContaining("first same as last");
  }
}
