// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.synthetic;

import static dev.impetus.plugins.synthetic.Generated.load;
import static dev.impetus.plugins.synthetic.Generated.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import java.util.Map;
import org.testng.annotations.Test;

public final class TrajectoriesTest {

  /**
   * The end value by classical Runge–Kutta in 40 digits with 8000 steps and Richardson
   * extrapolation; published benchmarks give 1.2919915605 and 0.9725860700, of a solver with
   * relative tolerance 1e-7.
   */
  @Test
  public void theCubicSpiralEndsAtItsKnownValue() {
    Dataset data = load(new CubicSpiralProvider(), 1, Map.of());
    double[] targets = read(data, Split.TRAINING, 0, DataField.TARGETS);
    assertThat(targets).hasSize(60);
    assertThat(targets[0]).isEqualTo(2);
    assertThat(targets[1]).isZero();
    assertThat(targets[58])
        .isCloseTo(1.291991562976784, within(1e-12))
        .isCloseTo(1.2919915605, within(5e-9));
    assertThat(targets[59])
        .isCloseTo(0.972586074434524, within(1e-12))
        .isCloseTo(0.9725860700, within(5e-9));
    assertThat(data.signature().times()).hasSize(30).startsWith(0.0).endsWith(1.5);
    assertThat(read(data, Split.TRAINING, 0, DataField.INPUTS)).containsExactly(2, 0);
  }

  /** The same on a long horizon; reference of tolerance 1e-12. */
  @Test
  public void theCubicSpiralIsRightFarOutToo() {
    Dataset data = load(new CubicSpiralProvider(), 1, Map.of("until", 25, "points", 10));
    double[] targets = read(data, Split.TRAINING, 0, DataField.TARGETS);
    assertThat(targets[18]).isCloseTo(-0.443623486689, within(1e-10));
    assertThat(targets[19]).isCloseTo(0.279440641651, within(1e-10));
  }

  @Test
  public void theOscillatorSolvesItsEquation() {
    Dataset data = load(new DampedOscillatorProvider(), 11, Map.of("observe", "state"));
    double[] times = data.signature().times().stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(times).hasSize(50).isSorted().doesNotHaveDuplicates();
    assertThat(data.size(Split.TRAINING)).isEqualTo(30);
    assertThat(data.size(Split.TEST)).isEqualTo(30);
    for (Split split : new Split[] {Split.TRAINING, Split.TEST}) {
      double[] start = read(data, split, 4, DataField.INPUTS);
      double[][] integrated =
          RungeKutta4.trajectory(
              (y, dy) -> {
                dy[0] = y[1];
                dy[1] = -1.01 * y[0] - 0.2 * y[1];
              },
              start,
              times,
              1e-12);
      double[] targets = read(data, split, 4, DataField.TARGETS);
      for (int i = 0; i < 50; i++) {
        assertThat(targets[2 * i]).isCloseTo(integrated[i][0], within(1e-12));
        assertThat(targets[2 * i + 1]).isCloseTo(integrated[i][1], within(1e-12));
      }
    }
  }

  @Test
  public void theOscillatorIsObservedInItsPositionByDefault() {
    Dataset position = load(new DampedOscillatorProvider(), 11, Map.of());
    Dataset state = load(new DampedOscillatorProvider(), 11, Map.of("observe", "state"));
    assertThat(position.signature().require(DataField.TARGETS, "test").shape())
        .containsExactly(50, 1);
    assertThat(read(position, Split.TEST, 0, DataField.TARGETS)[7])
        .isEqualTo(read(state, Split.TEST, 0, DataField.TARGETS)[14]);
    assertThat(read(position, Split.TEST, 0, DataField.TARGETS)[0])
        .isEqualTo(read(position, Split.TEST, 0, DataField.INPUTS)[0]);
  }

  @Test
  public void spiralsAreWhereTheirFormulaSays() {
    Dataset data =
        load(
            new SpiralsProvider(),
            2,
            Map.of("noise", 0, "turns", 1.5, "classes", 3, "training", 300));
    assertThat(data.signature().require(DataField.TARGETS, "test").classes()).isEqualTo(3);
    int[] counts = new int[3];
    for (int i = 0; i < 300; i++) {
      double[] x = read(data, Split.TRAINING, i, DataField.INPUTS);
      int label = (int) read(data, Split.TRAINING, i, DataField.TARGETS)[0];
      counts[label]++;
      double s = Math.hypot(x[0], x[1]);
      double angle = 2 * Math.PI * (1.5 * s + label / 3.0);
      assertThat(x[0] * Math.sin(angle) - x[1] * Math.cos(angle)).isCloseTo(0, within(1e-12));
      assertThat(x[0] * Math.cos(angle) + x[1] * Math.sin(angle)).isCloseTo(s, within(1e-12));
    }
    assertThat(counts).containsExactly(100, 100, 100);
  }

  @Test
  public void theIntegratorGivesUpInsteadOfReturningSomethingWrong() {
    assertThatThrownBy(
            () ->
                RungeKutta4.trajectory(
                    (y, dy) -> dy[0] = y[0] * y[0], new double[] {1}, new double[] {0, 2}, 1e-12))
        .isInstanceOf(IllegalStateException.class);
  }
}
