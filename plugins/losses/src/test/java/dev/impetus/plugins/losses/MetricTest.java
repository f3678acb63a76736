// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Metric;
import dev.impetus.model.training.MetricProvider;
import java.util.List;
import java.util.Map;
import org.testng.annotations.Test;

public final class MetricTest {

  private static Metric create(MetricProvider provider, DataSignature data, Integer... prediction) {
    return provider.create(
        provider.schema().resolve(Map.of(), "metrics"),
        data,
        DataField.real("prediction", prediction));
  }

  @Test
  public void errorsArePooledOverBatches() {
    DataSignature data = DataSignature.of(DataField.real(DataField.TARGETS));
    Metric mse = create(new MeanSquaredErrorMetricProvider(), data);
    Metric rmse = create(new RootMeanSquaredErrorMetricProvider(), data);
    Metric mae = create(new MeanAbsoluteErrorMetricProvider(), data);
    for (Metric metric : List.of(mse, rmse, mae)) {
      assertThat(metric.value()).isNaN();
      metric.add(Samples.prediction(1, 100), Samples.batch(data, new double[] {0}, null));
      metric.reset();
      metric.add(Samples.prediction(3, 1, 2, 3), Samples.batch(data, new double[] {1, 1, 1}, null));
      metric.add(Samples.prediction(1, 8), Samples.batch(data, new double[] {1}, null));
      assertThat(metric.higherIsBetter()).isFalse();
    }
    assertThat(mse.value()).isEqualTo((1 + 4 + 49) / 4.0);
    assertThat(rmse.value()).isEqualTo(Math.sqrt(13.5));
    assertThat(mae.value()).isEqualTo(10 / 4.0);
  }

  @Test
  public void accuracyCountsHighestScores() {
    DataSignature data =
        DataSignature.of(new DataField(DataField.TARGETS, List.of(), 3, List.of()));
    Metric accuracy = create(new AccuracyMetricProvider(), data, 3);
    accuracy.add(
        Samples.prediction(4, 0, 5, 1, -3, -2, -1, 1, 0, 0, Double.NaN, 0, 1),
        Samples.batch(data, new double[] {1, 2, 1, 2}, null));
    assertThat(accuracy.value()).isEqualTo(0.5);
  }

  @Test
  public void accuracyOfOneLogitIsItsSign() {
    DataSignature data =
        DataSignature.of(new DataField(DataField.TARGETS, List.of(), 2, List.of()));
    Metric accuracy = create(new AccuracyMetricProvider(), data);
    accuracy.add(
        Samples.prediction(4, 2, -1, 3, 0), Samples.batch(data, new double[] {1, 0, 0, 0}, null));
    assertThat(accuracy.value()).isEqualTo(0.75);
  }

  @Test
  public void accuracyLeavesPaddingOut() {
    DataSignature data =
        DataSignature.of(
            new DataField(DataField.TARGETS, List.of(2), 2, List.of()),
            DataField.real(DataField.MASK, 2));
    Metric accuracy = create(new AccuracyMetricProvider(), data, 2, 2);
    accuracy.add(
        Samples.prediction(1, 0, 1, 0, 1),
        Samples.batch(data, new double[] {1, 0}, new double[] {1, 0}));
    assertThat(accuracy.value()).isEqualTo(1);
  }

  private static DataSignature steps(int steps, int classes) {
    return DataSignature.of(
        new DataField(DataField.TARGETS, List.of(steps), classes, List.of()),
        DataField.real(DataField.MASK, steps));
  }

  @Test
  public void aSequenceIsRightAsAWhole() {
    DataSignature data = steps(2, 2);
    Metric metric = create(new SequenceAccuracyMetricProvider(), data, 2, 2);
    assertThat(metric.value()).isNaN();
    // Right in both steps; wrong in the second; wrong in a second that does not count; nothing
    // counts.
    metric.add(
        Samples.prediction(4, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1),
        Samples.batch(
            data, new double[] {1, 0, 1, 0, 1, 0, 0, 0}, new double[] {1, 1, 1, 1, 1, 0, 0, 0}));
    assertThat(metric.value()).isEqualTo(2 / 3.0);
    assertThat(metric.higherIsBetter()).isTrue();
    metric.reset();
    assertThat(metric.value()).isNaN();
  }

  /**
   * Confusion [[2, 1, 0], [0, 1, 1], [0, 0, 0]]; the fourth class is neither there nor predicted.
   */
  @Test
  public void macroF1AveragesOverClasses() {
    DataSignature data =
        DataSignature.of(new DataField(DataField.TARGETS, List.of(), 4, List.of()));
    Metric metric = create(new MacroF1MetricProvider(), data, 4);
    metric.add(
        Samples.prediction(3, 9, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0),
        Samples.batch(data, new double[] {0, 0, 0}, null));
    metric.add(
        Samples.prediction(2, 0, 9, 0, 0, 0, 0, 9, 0),
        Samples.batch(data, new double[] {1, 1}, null));
    double first = 2 * 2.0 / (3 + 2);
    double second = 2 * 1.0 / (2 + 2);
    assertThat(metric.value()).isCloseTo((first + second + 0) / 3, within(1e-15));
    metric.add(
        Samples.prediction(1, Double.NaN, 0, 0, 9), Samples.batch(data, new double[] {3}, null));
    assertThat(metric.value()).isCloseTo((first + second + 0 + 0) / 4, within(1e-15));
  }

  @Test
  public void macroF1TakesOneLogit() {
    DataSignature data =
        DataSignature.of(new DataField(DataField.TARGETS, List.of(), 2, List.of()));
    Metric metric = create(new MacroF1MetricProvider(), data);
    metric.add(
        Samples.prediction(4, 2, -1, 3, 0), Samples.batch(data, new double[] {1, 0, 0, 0}, null));
    assertThat(metric.value()).isCloseTo((0.8 + 2 / 3.0) / 2, within(1e-15));
  }

  /**
   * A model that gives the right token p says of n tokens: perplexity is the geometric mean of 1/p,
   * each token with the same weight whatever its batch.
   */
  @Test
  public void perplexityIsTheGeometricMeanOfInverseProbabilities() {
    DataSignature data = steps(2, 2);
    Metric perplexity = create(new PerplexityMetricProvider(), data, 2, 2);
    Metric bits = create(new BitsPerCharacterMetricProvider(), data, 2, 2);
    for (Metric metric : List.of(perplexity, bits)) {
      assertThat(metric.higherIsBetter()).isFalse();
      assertThat(metric.value()).isNaN();
      metric.add(
          Samples.prediction(1, 7, 7, 0, Math.log(3)), // 1/2 and 3/4
          Samples.batch(data, new double[] {0, 1}, new double[] {1, 1}));
      metric.add(
          Samples.prediction(1, 0, Math.log(7), Double.NaN, 0), // 1/8
          Samples.batch(data, new double[] {0, 1}, new double[] {1, 0}));
    }
    assertThat(perplexity.value()).isCloseTo(Math.cbrt(2 * 4 / 3.0 * 8), within(1e-14));
    assertThat(bits.value())
        .isCloseTo((1 + (2 - Math.log(3) / Math.log(2)) + 3) / 3, within(1e-14));
  }

  @Test
  public void perplexityWantsAScoreAClass() {
    DataSignature data =
        DataSignature.of(new DataField(DataField.TARGETS, List.of(), 2, List.of()));
    assertThatThrownBy(() -> create(new PerplexityMetricProvider(), data))
        .hasMessageContaining("one score a class");
  }

  @Test
  public void signAccuracyWantsTheSameSign() {
    DataSignature data = DataSignature.of(DataField.real(DataField.TARGETS));
    Metric accuracy = create(new SignAccuracyMetricProvider(), data);
    accuracy.add(
        Samples.prediction(4, 0.1, -7, 2, 0),
        Samples.batch(data, new double[] {1, -1, -1, 1}, null));
    assertThat(accuracy.value()).isEqualTo(0.5);
  }

  @Test
  public void determinationIsOneForRightAndZeroForTheMean() {
    DataSignature data = DataSignature.of(DataField.real(DataField.TARGETS, 2));
    Metric r2 = create(new DeterminationMetricProvider(), data, 2);
    // Column 0 is predicted exactly, column 1 by its mean: (1 + 0) / 2. The large offset would
    // drown
    // a difference of sums of squares.
    double[] targets = {1, 1e9 + 1, 2, 1e9 + 2, 3, 1e9 + 3};
    r2.add(
        Samples.prediction(2, 1, 1e9 + 2, 2, 1e9 + 2),
        Samples.batch(data, new double[] {1, 1e9 + 1, 2, 1e9 + 2}, null));
    r2.add(
        Samples.prediction(1, 3, 1e9 + 2), Samples.batch(data, new double[] {3, targets[5]}, null));
    assertThat(r2.value()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  public void determinationOfConstantTargetsIsNoNumber() {
    DataSignature data = DataSignature.of(DataField.real(DataField.TARGETS));
    Metric r2 = create(new DeterminationMetricProvider(), data);
    r2.add(Samples.prediction(2, 1, 2), Samples.batch(data, new double[] {5, 5}, null));
    assertThat(r2.value()).isNaN();
  }
}
