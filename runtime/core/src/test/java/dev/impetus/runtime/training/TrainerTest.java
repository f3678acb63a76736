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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.Dataset;
import dev.impetus.model.data.Split;
import dev.impetus.model.training.Loss;
import dev.impetus.model.training.Optimizer;
import dev.impetus.runtime.toy.ToyData;
import dev.impetus.runtime.toy.ToyLoss;
import dev.impetus.runtime.toy.ToyMetric;
import dev.impetus.runtime.toy.ToyNet;
import dev.impetus.runtime.toy.ToyOptimizer;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.testng.annotations.Test;

public final class TrainerTest {

  @Test
  public void theLossFalls() {
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingSetup setup =
        new TrainingSetup(
            ToyNet.net(Precision.FLOAT64, HIDDEN, 0),
            ToyData.samples(3, 37, 11, 13),
            new ToyLoss(),
            List.of(ToyMetric.hits()),
            ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24),
            Precision.FLOAT64,
            1);
    Trainer trainer = new Trainer(setup, options("epochs", 200));
    trainer.listen(collecting(epochs));
    TrainingResult result = trainer.train();
    assertThat(epochs).hasSize(200);
    assertThat(epochs.get(199).validation().orElseThrow().loss())
        .isLessThan(0.2 * epochs.get(0).validation().orElseThrow().loss());
    assertThat(result.test().orElseThrow().loss()).isLessThan(0.03);
    assertThat(result.test().orElseThrow().get("hits")).isGreaterThan(0.4);
  }

  @Test
  public void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    for (Precision precision : Precision.values()) {
      double[] first = train(setup(precision, 7), options()).parameters().toArray();
      assertThat(train(setup(precision, 7), options()).parameters().toArray()).isEqualTo(first);
      assertThat(train(setup(precision, 8), options()).parameters().toArray()).isNotEqualTo(first);
    }
  }

  @Test
  public void anInterruptedTrainingGoesOnBitForBit() {
    for (Precision precision : Precision.values()) {
      TrainingResult straight = train(setup(precision, 7), options());
      for (int interruption : new int[] {1, 4, 10}) {
        TrainingState kept = stateAfter(interruption, setup(precision, 7), options());
        Trainer second = new Trainer(setup(precision, 7), options());
        second.resume(kept);
        TrainingResult resumed = second.train();
        assertThat(resumed.parameters().toArray()).isEqualTo(straight.parameters().toArray());
        assertThat(resumed.chosenEpoch()).isEqualTo(straight.chosenEpoch());
        assertThat(resumed.test()).isEqualTo(straight.test());
      }
    }
  }

  @Test
  public void everySampleIsSeenOnceAnEpochInAnOrderOfItsOwn() {
    Dataset data = ToyData.samples(3, 37, 11, 13);
    List<Double> targets = new ArrayList<>();
    Loss spying =
        (prediction, batch, cotangent) -> {
          if (cotangent != null) {
            for (int row = 0; row < batch.rows(); row++) {
              targets.add(batch.vector(DataField.TARGETS).get(row, 0));
            }
          }
          return new ToyLoss().evaluate(prediction, batch, cotangent);
        };
    train(
        setup(
            Precision.FLOAT64, 1, data, spying, ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24)),
        options("epochs", 2));
    Batch all = new Batch(data.signature(), Precision.FLOAT64, 37);
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 37; i++) {
      data.read(Split.TRAINING, i, all, i);
      expected.add(all.vector(DataField.TARGETS).get(i, 0));
    }
    assertThat(targets).hasSize(74);
    List<Double> first = targets.subList(0, 37);
    List<Double> second = targets.subList(37, 74);
    assertThat(first).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(expected);
    assertThat(second).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(first);
  }

  @Test
  public void theShortLastBatchCountsByItsRows() {
    // With a learning rate of next to nothing and no dropout, the mean over 37 = 4·8 + 5 samples is
    // that of
    // one batch of 37.
    for (int batchSize : new int[] {8, 37, 100}) {
      List<EpochRecord> epochs = new ArrayList<>();
      TrainingSetup setup =
          new TrainingSetup(
              ToyNet.net(Precision.FLOAT64, HIDDEN, 0),
              ToyData.samples(3, 37, 11, 13),
              new ToyLoss(),
              List.of(ToyMetric.hits()),
              ToyOptimizer.momentum(1e-300, Precision.FLOAT64, 24),
              Precision.FLOAT64,
              5);
      Trainer trainer = new Trainer(setup, options("epochs", 1, "batch-size", batchSize));
      trainer.listen(collecting(epochs));
      trainer.train();
      Figures whole = new Evaluator(setup, 37).evaluate(Split.TRAINING).orElseThrow();
      assertThat(epochs.get(0).training().loss()).isCloseTo(whole.loss(), within(1e-15));
      assertThat(epochs.get(0).training().metrics()).isEqualTo(whole.metrics());
      assertThat(epochs.get(0).iteration()).isEqualTo(batchSize == 8 ? 5 : 1);
      assertThat(epochs.get(0).training().measures())
          .containsEntry("evaluations-forward", batchSize == 8 ? 37 / 5.0 : 37.0)
          .containsEntry("evaluations-backward", 2.0);
    }
  }

  @Test
  public void stopsWithoutImprovementAndKeepsTheBest() {
    // The validation loss is made to fall until epoch 3 and to rise from then on.
    AtomicInteger evaluations = new AtomicInteger();
    List<double[]> parameters = new ArrayList<>();
    Loss scripted =
        (prediction, batch, cotangent) ->
            cotangent == null
                ? Math.abs(evaluations.incrementAndGet() - 3)
                : new ToyLoss().evaluate(prediction, batch, cotangent);
    Dataset data = ToyData.samples(3, 37, 8, 0);
    Trainer trainer =
        new Trainer(
            setup(
                Precision.FLOAT64,
                1,
                data,
                scripted,
                ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24)),
            options("epochs", 50, "patience", 4));
    List<Boolean> best = new ArrayList<>();
    trainer.listen(
        new TrainingListener() {
          @Override
          public void epochEnded(EpochRecord epoch, TrainingState state) {
            parameters.add(state.parameters().toArray());
            best.add(epoch.best());
          }
        });
    TrainingResult result = trainer.train();
    assertThat(result.reason()).isEqualTo(StopReason.NO_IMPROVEMENT);
    assertThat(result.epochs()).isEqualTo(7);
    assertThat(result.chosenEpoch()).isEqualTo(3);
    assertThat(result.parameters().toArray()).isEqualTo(parameters.get(2));
    assertThat(best).containsExactly(true, true, true, false, false, false, false);
    assertThat(result.test()).isEmpty();
  }

  @Test
  public void withoutAValidationPartTheLastParametersAreKept() {
    Dataset data = ToyData.samples(3, 20, 0, 5);
    List<double[]> parameters = new ArrayList<>();
    Trainer trainer =
        new Trainer(
            setup(
                Precision.FLOAT64,
                1,
                data,
                new ToyLoss(),
                ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24)),
            options("epochs", 4));
    trainer.listen(
        new TrainingListener() {
          @Override
          public void epochEnded(EpochRecord epoch, TrainingState state) {
            assertThat(epoch.validation()).isEmpty();
            parameters.add(state.parameters().toArray());
          }
        });
    TrainingResult result = trainer.train();
    assertThat(result.chosenEpoch()).isEqualTo(4);
    assertThat(result.parameters().toArray()).isEqualTo(parameters.get(3));
    assertThat(result.validation()).isEmpty();
    assertThat(result.test()).isPresent();
  }

  @Test
  public void gradientsAreClipped() {
    StateVector gradient = StateVector.of(new double[] {3, -4, 0.5});
    assertThat(clipping("clip-norm", 1e9).apply(gradient)).isEqualTo(Math.sqrt(25.25));
    assertThat(gradient.toArray()).containsExactly(3, -4, 0.5);
    clipping("clip-value", 2).apply(gradient);
    assertThat(gradient.toArray()).containsExactly(2, -2, 0.5);
    clipping("clip-norm", 1).apply(gradient);
    assertThat(Math.sqrt(gradient.dot(gradient))).isCloseTo(1, within(1e-15));
    assertThat(gradient.get(0, 0)).isEqualTo(-gradient.get(0, 1));
    StateVector broken = StateVector.of(new double[] {Double.NaN, 5});
    assertThat(clipping("clip-norm", 1).apply(broken)).isNaN();
  }

  private static GradientClipping clipping(String option, double bound) {
    TrainingOptions options = options(option, bound);
    return new GradientClipping(options.clipValue(), options.clipNorm());
  }

  @Test
  public void aLossThatIsNoNumberNamesEpochAndBatch() {
    AtomicInteger calls = new AtomicInteger();
    Loss loss =
        (prediction, batch, cotangent) ->
            cotangent != null && calls.incrementAndGet() == 8
                ? Double.NaN
                : new ToyLoss().evaluate(prediction, batch, cotangent);
    Problem problem = failure(loss, ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24));
    assertThat(problem.what()).isEqualTo("training failed: the loss is NaN");
    assertThat(problem.where()).isEqualTo("epoch 2, batch 3 of 5");
    assertThat(problem.why()).contains("check the targets");
    assertThat(problem.fix()).contains("learning-rate").contains("training.clip-norm");
  }

  @Test
  public void aGradientThatIsNotFiniteNamesTheFirstParameter() {
    Loss loss =
        (prediction, batch, cotangent) -> {
          double value = new ToyLoss().evaluate(prediction, batch, cotangent);
          if (cotangent != null) {
            cotangent.set(0, 0, Double.POSITIVE_INFINITY);
          }
          return value;
        };
    Problem problem = failure(loss, ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24));
    assertThat(problem.where()).isEqualTo("epoch 1, batch 1 of 5");
    assertThat(problem.why()).contains("parameter hidden.weight");
  }

  @Test
  public void anUpdateThatBreaksParametersIsFoundAtOnce() {
    Loss steep =
        (prediction, batch, cotangent) -> {
          double value = new ToyLoss().evaluate(prediction, batch, cotangent);
          if (cotangent != null) {
            cotangent.scale(1e6);
          }
          return value;
        };
    Problem problem = failure(steep, ToyOptimizer.momentum(1e308, Precision.FLOAT64, 24));
    assertThat(problem.what()).contains("an update made a parameter infinite");
    assertThat(problem.where()).isEqualTo("epoch 1, batch 1 of 5");
    assertThat(problem.why()).contains("parameter hidden.weight is ");
  }

  @Test
  public void aFailedSolveSaysWhere() {
    Loss loss =
        (prediction, batch, cotangent) -> {
          throw new ImpetusException(
              new Problem(ErrorKind.NUMERICAL, "step limit", "t = 0.5, row 3", "stiff", "relax"));
        };
    Problem problem = failure(loss, ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24));
    assertThat(problem.what()).isEqualTo("step limit");
    assertThat(problem.where()).isEqualTo("epoch 1, batch 1 of 5: t = 0.5, row 3");
  }

  private static Problem failure(Loss loss, Optimizer optimizer) {
    Dataset data = ToyData.samples(3, 37, 11, 13);
    ImpetusException thrown =
        catchThrowableOfType(
            ImpetusException.class,
            () -> train(setup(Precision.FLOAT64, 1, data, loss, optimizer), options()));
    assertThat(thrown.kind()).isEqualTo(ErrorKind.NUMERICAL);
    assertThat(thrown.problems()).hasSize(1);
    return thrown.problems().get(0);
  }

  @Test
  public void whatIsWatchedHasToBeThere() {
    assertThatThrownBy(() -> new Trainer(setup(Precision.FLOAT64, 1), options("monitor", "hit")))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("did you mean \"hits\"?");
    Dataset nothing = ToyData.samples(3, 0, 0, 5);
    Optimizer optimizer = ToyOptimizer.momentum(0.1, Precision.FLOAT64, 24);
    assertThatThrownBy(
            () ->
                new Trainer(
                    setup(Precision.FLOAT64, 1, nothing, new ToyLoss(), optimizer),
                    options("patience", 3)))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("nothing to train on")
        .hasMessageContaining("training.patience");
  }

  @Test
  public void aMetricThatRisesIsWatchedUpwards() {
    Improvement improvement = Improvement.NONE;
    double[] seen = {0.1, 0.5, 0.52, 0.3, Double.NaN, 0.7};
    int[] since = {0, 0, 1, 2, 3, 0};
    double[] best = {0.1, 0.5, 0.52, 0.52, 0.52, 0.7};
    for (int i = 0; i < seen.length; i++) {
      improvement = improvement.after(i + 1, seen[i], true, 0.1);
      assertThat(improvement.epochsSince()).isEqualTo(since[i]);
      assertThat(improvement.best()).isEqualTo(best[i]);
    }
    assertThat(improvement.bestEpoch()).isEqualTo(6);
  }

  @Test
  public void predictsTheFirstSamplesWhateverTheBatches() {
    TrainingSetup setup = setup(Precision.FLOAT32, 2);
    train(setup, options("epochs", 1));
    double[] one = new Evaluator(setup, 100).predict(Split.TEST, 13).toArray();
    assertThat(new Evaluator(setup, 4).predict(Split.TEST, 13).toArray()).isEqualTo(one);
    assertThat(new Evaluator(setup, 4).predict(Split.TEST, 5).toArray())
        .isEqualTo(java.util.Arrays.copyOf(one, 5));
  }
}
