// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.LossProvider;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class LossTest {

  private static final DataField MASK = DataField.real(DataField.MASK, 3);

  private static DataField classes(int count, Integer... shape) {
    return new DataField(DataField.TARGETS, List.of(shape), count, List.of());
  }

  private static DataField real(Integer... shape) {
    return DataField.real(DataField.TARGETS, shape);
  }

  private static DataField predicting(Integer... shape) {
    return DataField.real("prediction", shape);
  }

  private static Loss create(
      LossProvider provider, Map<String, ?> config, DataSignature data, DataField prediction) {
    return provider.create(provider.schema().resolve(config, "loss"), data, prediction);
  }

  @Test
  public void meanSquaredErrorOfNumbersByHand() {
    DataSignature data = DataSignature.of(real(2));
    Loss loss = create(new MeanSquaredErrorLossProvider(), Map.of(), data, predicting(2));
    Batch batch = Samples.batch(data, new double[] {1, 2, 3, 4}, null);
    StateVector prediction = Samples.prediction(2, 2, 2, 1, 8);
    StateVector cotangent = prediction.newLike();
    assertThat(loss.evaluate(prediction, batch, cotangent)).isEqualTo((1 + 0 + 4 + 16) / 4.0);
    assertThat(cotangent.toArray()).containsExactly(0.5, 0, -1, 2);
    assertThat(loss.evaluate(prediction, batch, null)).isEqualTo(21 / 4.0);
  }

  @Test
  public void huberIsSquaredBelowDeltaAndAbsoluteBeyond() {
    DataSignature data = DataSignature.of(real());
    Loss loss = create(new HuberLossProvider(), Map.of("delta", 2), data, predicting());
    Batch batch = Samples.batch(data, new double[] {0}, null);
    assertThat(loss.evaluate(Samples.prediction(1, 1.5), batch, null)).isEqualTo(1.125);
    assertThat(loss.evaluate(Samples.prediction(1, -5), batch, null)).isEqualTo(2 * (5 - 1));
  }

  @Test
  public void crossEntropyOfEqualScoresIsTheLogarithmOfTheClasses() {
    DataSignature data = DataSignature.of(classes(4));
    Loss loss = create(new CrossEntropyLossProvider(), Map.of(), data, predicting(4));
    Batch batch = Samples.batch(data, new double[] {3}, null);
    StateVector prediction = Samples.prediction(1, 7, 7, 7, 7);
    StateVector cotangent = prediction.newLike();
    assertThat(loss.evaluate(prediction, batch, cotangent)).isCloseTo(Math.log(4), within(1e-15));
    assertThat(cotangent.toArray()).containsExactly(0.25, 0.25, 0.25, -0.75);
  }

  @Test
  public void hugeScoresDoNotOverflow() {
    DataSignature data = DataSignature.of(classes(2));
    Loss loss = create(new CrossEntropyLossProvider(), Map.of(), data, predicting(2));
    Batch right = Samples.batch(data, new double[] {0}, null);
    Batch wrong = Samples.batch(data, new double[] {1}, null);
    StateVector prediction = Samples.prediction(1, 1000, -1000);
    assertThat(loss.evaluate(prediction, right, null)).isZero();
    assertThat(loss.evaluate(prediction, wrong, null)).isEqualTo(2000);
    DataSignature binary = DataSignature.of(real());
    Loss logistic = create(new BinaryCrossEntropyLossProvider(), Map.of(), binary, predicting());
    StateVector cotangent = Samples.prediction(1, 0);
    Batch zero = Samples.batch(binary, new double[] {0}, null);
    assertThat(logistic.evaluate(Samples.prediction(1, 1000), zero, cotangent)).isEqualTo(1000);
    assertThat(cotangent.get(0, 0)).isEqualTo(1);
    assertThat(logistic.evaluate(Samples.prediction(1, -1000), zero, cotangent)).isZero();
    assertThat(cotangent.get(0, 0)).isZero();
  }

  @Test
  public void binaryCrossEntropyIsCrossEntropyOfTwoClasses() {
    DataSignature real = DataSignature.of(real());
    DataSignature two = DataSignature.of(classes(2));
    Loss binary = create(new BinaryCrossEntropyLossProvider(), Map.of(), real, predicting());
    Loss general = create(new CrossEntropyLossProvider(), Map.of(), two, predicting(2));
    for (double logit : new double[] {-3, -0.1, 0, 2.5}) {
      double expected =
          general.evaluate(
              Samples.prediction(1, 0, logit), Samples.batch(two, new double[] {1}, null), null);
      assertThat(
              binary.evaluate(
                  Samples.prediction(1, logit), Samples.batch(real, new double[] {1}, null), null))
          .isCloseTo(expected, within(1e-15));
    }
  }

  @DataProvider
  public Object[][] losses() {
    return new Object[][] {
      {new MeanSquaredErrorLossProvider(), real(3, 2), predicting(3, 2)},
      {new MeanSquaredErrorLossProvider(), real(), predicting(3, 2)},
      {new MeanSquaredErrorLossProvider(), real(1, 2), predicting(3, 2)},
      {new MeanSquaredErrorLossProvider(), real(3, 1), predicting(3, 2)},
      {new MeanAbsoluteErrorLossProvider(), real(3, 2), predicting(3, 2)},
      {new HuberLossProvider(), real(3, 2), predicting(3, 2)},
      {new BinaryCrossEntropyLossProvider(), real(3), predicting(3)},
      {new CrossEntropyLossProvider(), classes(3, 3), predicting(3, 3)},
      {new CrossEntropyLossProvider(), classes(5), predicting(5)},
    };
  }

  @Test(dataProvider = "losses")
  public void gradientAgreesWithFiniteDifferences(
      LossProvider provider, DataField targets, DataField prediction) {
    for (String average : List.of("no mask", "samples", "steps")) {
      boolean masked = !average.equals("no mask");
      DataSignature data = masked ? DataSignature.of(targets, MASK) : DataSignature.of(targets);
      Loss loss =
          create(provider, masked ? Map.of("average", average) : Map.of(), data, prediction);
      Random random = new Random(11);
      int rows = 3;
      double[] wanted =
          random
              .doubles((long) rows * targets.width())
              .map(x -> targets.classes() > 0 ? Math.floor(x * targets.classes()) : x)
              .toArray();
      Batch batch =
          Samples.batch(data, wanted, masked ? new double[] {1, 1, 1, 1, 0, 0, 0, 0, 0} : null);
      StateVector point =
          Samples.prediction(
              rows, random.doubles((long) rows * prediction.width()).map(x -> 4 * x - 2).toArray());
      StateVector cotangent = point.newLike();
      cotangent.fill(Double.NaN); // has to be overwritten
      loss.evaluate(point, batch, cotangent);
      double h = 1e-5;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < prediction.width(); column++) {
          double middle = point.get(row, column);
          point.set(row, column, middle + h);
          double above = loss.evaluate(point, batch, null);
          point.set(row, column, middle - h);
          double below = loss.evaluate(point, batch, null);
          point.set(row, column, middle);
          assertThat(cotangent.get(row, column)).isCloseTo((above - below) / (2 * h), within(1e-8));
        }
      }
    }
  }

  @Test
  public void maskedStepsCountNothingEvenIfNaN() {
    DataSignature data = DataSignature.of(real(3, 1), MASK);
    Loss loss = create(new MeanSquaredErrorLossProvider(), Map.of(), data, predicting(3, 1));
    Batch batch =
        Samples.batch(data, new double[] {0, 0, 0, 0, 0, 0}, new double[] {1, 1, 0, 1, 0, 0});
    StateVector prediction = Samples.prediction(2, 1, 3, Double.NaN, 2, Double.NaN, 9);
    StateVector cotangent = prediction.newLike();
    // Each row counts as much as the other: (1 + 9)/2 and 4, averaged.
    assertThat(loss.evaluate(prediction, batch, cotangent)).isEqualTo((5.0 + 4.0) / 2);
    assertThat(cotangent.toArray()).containsExactly(0.5, 1.5, 0, 2, 0, 0);
  }

  @Test
  public void stepsMayWeighTheSame() {
    DataSignature data = DataSignature.of(real(3, 1), MASK);
    Loss loss =
        create(
            new MeanSquaredErrorLossProvider(), Map.of("average", "steps"), data, predicting(3, 1));
    Batch batch =
        Samples.batch(
            data,
            new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0},
            new double[] {1, 1, 0, 1, 0, 0, 0, 0, 0});
    StateVector prediction = Samples.prediction(3, 1, 3, 7, 2, 8, 9, 1, 1, 1);
    StateVector cotangent = prediction.newLike();
    assertThat(loss.evaluate(prediction, batch, cotangent)).isCloseTo(14 / 3.0, within(1e-15));
    double third = 2 / 3.0;
    assertThat(cotangent.toArray())
        .containsExactly(
            new double[] {third, 3 * third, 0, 2 * third, 0, 0, 0, 0, 0}, within(1e-15));

    Batch nothing = Samples.batch(data, new double[9], new double[9]);
    assertThat(loss.evaluate(prediction, nothing, cotangent)).isZero();
    assertThat(cotangent.toArray()).containsOnly(0);
  }

  /** A model reads every step of the mask; the target mask alone says what is scored. */
  /** Rows of one, two and three steps that count, cut after the first. */
  @Test
  public void weighedLossesOfPartsAreTheLossOfTheWhole() {
    DataSignature data = DataSignature.of(real(3, 1), MASK);
    double[] targets = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] mask = {1, 0, 0, 1, 1, 0, 1, 1, 1};
    double[] predicted = {2, 0, 0, 7, 1, 0, 3, 3, 3};
    for (String average : List.of("samples", "steps")) {
      Loss loss =
          create(
              new MeanSquaredErrorLossProvider(),
              Map.of("average", average),
              data,
              predicting(3, 1));
      Batch all = Samples.batch(data, targets, mask);
      StateVector gradient = Samples.prediction(3, new double[9]);
      double whole = loss.evaluate(Samples.prediction(3, predicted), all, gradient);
      double sum = 0;
      double weights = 0;
      double[] joined = new double[9];
      for (int[] part : new int[][] {{0, 1}, {1, 3}}) {
        int rows = part[1] - part[0];
        Batch batch =
            Samples.batch(
                data,
                Arrays.copyOfRange(targets, 3 * part[0], 3 * part[1]),
                Arrays.copyOfRange(mask, 3 * part[0], 3 * part[1]));
        StateVector prediction =
            Samples.prediction(rows, Arrays.copyOfRange(predicted, 3 * part[0], 3 * part[1]));
        StateVector cotangent = prediction.newLike();
        double weight = loss.weight(batch);
        sum += weight * loss.evaluate(prediction, batch, cotangent);
        cotangent.scale(weight);
        cotangent.copyTo(joined, 3 * part[0]);
        weights += weight;
      }
      assertThat(weights).isEqualTo(average.equals("steps") ? 6 : 3);
      assertThat(sum / weights).isEqualTo(whole, within(1e-14));
      for (int i = 0; i < joined.length; i++) {
        assertThat(joined[i] / weights).isEqualTo(gradient.get(i / 3, i % 3), within(1e-14));
      }
    }
  }

  @Test
  public void theTargetMaskComesBeforeTheMask() {
    DataSignature data =
        DataSignature.of(classes(2, 3), MASK, DataField.real(DataField.TARGET_MASK, 3));
    Loss loss = create(new CrossEntropyLossProvider(), Map.of(), data, predicting(3, 2));
    Batch batch = Samples.batch(data, new double[] {1, 1, 0}, new double[] {0, 1, 0});
    batch.vector(DataField.MASK).copyFrom(new double[] {1, 1, 1}, 0);
    StateVector prediction = Samples.prediction(1, 5, 1, 0, Math.log(3), 2, 2);
    StateVector cotangent = prediction.newLike();
    assertThat(loss.evaluate(prediction, batch, cotangent))
        .isCloseTo(Math.log(4 / 3.0), within(1e-15));
    assertThat(cotangent.toArray())
        .containsExactly(new double[] {0, 0, 0.25, -0.25, 0, 0}, within(1e-15));
  }

  @Test
  public void theMaskOfInputsDoesNotTouchAPredictionWithoutTimeSteps() {
    DataSignature data = DataSignature.of(real(), MASK);
    Loss loss = create(new MeanSquaredErrorLossProvider(), Map.of(), data, predicting());
    Batch batch = Samples.batch(data, new double[] {1}, new double[] {0, 0, 0});
    assertThat(loss.evaluate(Samples.prediction(1, 3), batch, null)).isEqualTo(4);
    assertThatThrownBy(
            () ->
                create(
                    new MeanSquaredErrorLossProvider(), Map.of("mask", "on"), data, predicting()))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("the mask has the shape [3]");
  }

  @Test
  public void aColumnOfTargetsIsNotStretchedToASquare() {
    DataSignature data = DataSignature.of(real(3));
    Loss loss = create(new MeanSquaredErrorLossProvider(), Map.of(), data, predicting(3, 1));
    Batch batch = Samples.batch(data, new double[] {1, 2, 3}, null);
    assertThat(loss.evaluate(Samples.prediction(1, 1, 2, 3), batch, null)).isZero();
  }

  @Test
  public void float32GivesTheSameLossToItsPrecision() {
    DataSignature data = DataSignature.of(real(2));
    Loss loss = create(new MeanSquaredErrorLossProvider(), Map.of(), data, predicting(2));
    Batch batch = new Batch(data, Precision.FLOAT32, 1);
    batch.vector(DataField.TARGETS).copyFrom(new double[] {0.1, 0.2}, 0);
    StateVector prediction = StateVector.zeros(Precision.FLOAT32, 1, 2);
    StateVector cotangent = prediction.newLike();
    assertThat(loss.evaluate(prediction, batch, cotangent)).isCloseTo(0.025, within(1e-8));
    assertThat(cotangent.get(0, 1)).isEqualTo(-0.2f);
  }

  @DataProvider
  public Object[][] misfits() {
    return new Object[][] {
      {new MeanSquaredErrorLossProvider(), real(3), predicting(2), "[3]"},
      {new MeanSquaredErrorLossProvider(), real(2, 2), predicting(2), "[2, 2]"},
      {new CrossEntropyLossProvider(), real(), predicting(3), "real numbers"},
      {new CrossEntropyLossProvider(), classes(4), predicting(3), "4 classes"},
      {new CrossEntropyLossProvider(), classes(3, 2), predicting(3), "shape [2]"},
    };
  }

  @Test(dataProvider = "misfits")
  public void shapesThatDoNotFitAreRefused(
      LossProvider provider, DataField targets, DataField prediction, String named) {
    assertThatThrownBy(() -> create(provider, Map.of(), DataSignature.of(targets), prediction))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining(named);
  }

  @Test
  public void targetsOutOfRangeAreNamed() {
    DataSignature data = DataSignature.of(classes(3));
    Loss loss = create(new CrossEntropyLossProvider(), Map.of(), data, predicting(3));
    for (double target : new double[] {3, -1, 0.5, Double.NaN}) {
      Batch batch = Samples.batch(data, new double[] {target}, null);
      assertThatThrownBy(() -> loss.evaluate(Samples.prediction(1, 0, 0, 0), batch, null))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("it is " + target);
    }
    DataSignature signs = DataSignature.of(real());
    Loss binary = create(new BinaryCrossEntropyLossProvider(), Map.of(), signs, predicting());
    Batch batch = Samples.batch(signs, new double[] {-1}, null);
    assertThatThrownBy(() -> binary.evaluate(Samples.prediction(1, 0), batch, null))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("targets of -1 and 1");
  }
}
