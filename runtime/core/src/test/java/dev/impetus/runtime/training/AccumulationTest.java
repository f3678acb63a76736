// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import static dev.impetus.runtime.training.ToyTrainings.HIDDEN;
import static dev.impetus.runtime.training.ToyTrainings.collecting;
import static dev.impetus.runtime.training.ToyTrainings.options;
import static dev.impetus.runtime.training.ToyTrainings.setup;
import static dev.impetus.runtime.training.ToyTrainings.stateAfter;
import static dev.impetus.runtime.training.ToyTrainings.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.training.Loss;
import dev.impetus.runtime.toy.ToyData;
import dev.impetus.runtime.toy.ToyLoss;
import dev.impetus.runtime.toy.ToyMetric;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.runtime.toy.ToyOptimizer;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.testng.annotations.Test;

/** Updates made of several batches. */
public final class AccumulationTest {

  private static TrainingSetup withoutDropout(Loss loss, Dataset data) {
    return new TrainingSetup(
        ToyNet.net(Precision.FLOAT64, HIDDEN, 0),
        data,
        loss,
        List.of(ToyMetric.hits()),
        ToyOptimizer.momentum(0.1, Precision.FLOAT64, 4 * HIDDEN),
        Precision.FLOAT64,
        7);
  }

  /** 37 samples: batches of 8 with a last one of 5, updates of 24 and 13, or of 32 and 5. */
  @Test
  public void accumulatedBatchesAreAsOneLargeBatch() {
    Dataset data = ToyData.samples(3, 37, 11, 13);
    for (Loss loss : List.of(new ToyLoss(), new WeighingLoss())) {
      for (int accumulate : new int[] {3, 4, 5, Integer.MAX_VALUE}) {
        List<EpochRecord> seen = new ArrayList<>();
        List<StepRecord> steps = new ArrayList<>();
        Trainer trainer =
            new Trainer(withoutDropout(loss, data), options("accumulate", accumulate));
        trainer.listen(collecting(seen));
        trainer.listen(
            new TrainingListener() {
              @Override
              public void stepEnded(StepRecord step) {
                steps.add(step);
              }
            });
        TrainingResult accumulated = trainer.train();
        List<EpochRecord> expected = new ArrayList<>();
        int size = Math.min(8L * accumulate, 37) == 37 ? 37 : 8 * accumulate;
        Trainer large = new Trainer(withoutDropout(loss, data), options("batch-size", size));
        large.listen(collecting(expected));
        assertThat(accumulated.parameters().toArray())
            .usingComparatorWithPrecision(1e-12)
            .containsExactly(large.train().parameters().toArray());
        assertThat(seen).hasSameSizeAs(expected);
        for (int i = 0; i < seen.size(); i++) {
          assertThat(seen.get(i).iteration()).isEqualTo(expected.get(i).iteration());
          assertThat(seen.get(i).gradientNorm())
              .isEqualTo(expected.get(i).gradientNorm(), within(1e-12));
          assertThat(seen.get(i).training().loss())
              .isEqualTo(expected.get(i).training().loss(), within(1e-12));
        }
        int last = Math.min(accumulate, 5);
        assertThat(steps.get(0).batch()).isEqualTo(last);
        assertThat(steps.get(0).batches()).isEqualTo(5);
        assertThat(steps).hasSize((int) expected.get(expected.size() - 1).iteration());
      }
    }
  }

  /** Steps 0 to 2 record |∂L/∂y| of the first row over 3, 2 and 1; L is the batch's own mean. */
  @Test
  public void stepGradientsAreThoseOfTheBatchesOwnLossHoweverManyMakeAnUpdate() {
    Dataset data = ToyData.samples(3, 16, 0, 0);
    List<double[]> recorded = new ArrayList<>();
    for (int accumulate : new int[] {1, 2}) {
      TrainingSetup setup =
          new TrainingSetup(
              ToyNet.net(Precision.FLOAT64, HIDDEN, 0, 3),
              data,
              new ToyLoss(),
              List.of(ToyMetric.hits()),
              ToyOptimizer.momentum(0, Precision.FLOAT64, 4 * HIDDEN),
              Precision.FLOAT64,
              7);
      Trainer trainer =
          new Trainer(
              setup,
              options(
                  "accumulate",
                  accumulate,
                  "epochs",
                  1,
                  "shuffle",
                  false,
                  "step-gradients-every",
                  1));
      trainer.listen(
          new TrainingListener() {
            @Override
            public void stepGradients(long update, double[] norms) {
              recorded.add(norms);
            }
          });
      trainer.train();
    }
    // Nothing is learnt, so the second batch of the first training is the second part here.
    assertThat(recorded).hasSize(3);
    assertThat(recorded.get(1)[2]).isPositive();
    assertThat(recorded.get(2)).containsExactly(recorded.get(1));
  }

  /** A mean over what its targets weigh, as one over the steps that count. */
  private static final class WeighingLoss implements Loss {

    @Override
    public double weight(Batch batch) {
      double sum = 0;
      for (int row = 0; row < batch.rows(); row++) {
        sum += weight(batch, row);
      }
      return sum;
    }

    private static double weight(Batch batch, int row) {
      return Math.abs(batch.vector(DataField.INPUTS).get(row, 0)) < 0.5 ? 3 : 1;
    }

    @Override
    public double evaluate(StateVector prediction, Batch batch, StateVector cotangent) {
      double all = weight(batch);
      double sum = 0;
      for (int row = 0; row < batch.rows(); row++) {
        double share = weight(batch, row) / all;
        double error = prediction.get(row, 0) - batch.vector(DataField.TARGETS).get(row, 0);
        sum += share * error * error;
        if (cotangent != null) {
          cotangent.set(row, 0, 2 * share * error);
        }
      }
      return sum;
    }
  }

  @Test
  public void anAccumulatingTrainingGoesOnBitForBit() {
    TrainingOptions options = options("accumulate", 3);
    TrainingResult straight = train(setup(Precision.FLOAT32, 7), options);
    TrainingState kept = stateAfter(4, setup(Precision.FLOAT32, 7), options);
    assertThat(kept.iteration()).isEqualTo(4 * 2);
    Trainer second = new Trainer(setup(Precision.FLOAT32, 7), options);
    second.resume(kept);
    assertThat(second.train().parameters().toArray()).isEqualTo(straight.parameters().toArray());
  }

  @Test
  public void dropoutDiffersBetweenTheBatchesOfAnUpdate() {
    // Twice the same samples: with the same dropout, two batches would be as one of them.
    Dataset twice = ToyData.samples(3, 8, 0, 0);
    TrainingSetup setup =
        setup(
            Precision.FLOAT64,
            7,
            new Repeated(twice),
            new ToyLoss(),
            ToyOptimizer.momentum(0.1, Precision.FLOAT64, 4 * HIDDEN));
    TrainingOptions options = options("accumulate", 2, "epochs", 1, "shuffle", false);
    TrainingSetup once =
        setup(
            Precision.FLOAT64,
            7,
            twice,
            new ToyLoss(),
            ToyOptimizer.momentum(0.1, Precision.FLOAT64, 4 * HIDDEN));
    assertThat(train(setup, options).parameters().toArray())
        .isNotEqualTo(train(once, options("epochs", 1, "shuffle", false)).parameters().toArray());
  }

  /** The training samples one time after the other. */
  private record Repeated(Dataset data) implements Dataset {

    @Override
    public DataSignature signature() {
      return data.signature();
    }

    @Override
    public String description() {
      return "twice " + data.description();
    }

    @Override
    public int size(Split split) {
      return 2 * data.size(split);
    }

    @Override
    public void read(Split split, int index, Batch batch, int row) {
      data.read(split, index % data.size(split), batch, row);
    }
  }
}
