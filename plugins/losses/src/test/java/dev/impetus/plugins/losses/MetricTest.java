// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import static org.assertj.core.api.Assertions.assertThat;
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
