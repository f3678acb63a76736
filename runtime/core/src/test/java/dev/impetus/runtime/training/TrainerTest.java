// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.testng.annotations.Test;

public final class TrainerTest {

  private static final int HIDDEN = 6;

  private static TrainingSetup setup(Precision precision, long seed) {
    return setup(
        precision,
        seed,
        ToyData.samples(3, 37, 11, 13),
        new ToyLoss(),
        ToyOptimizer.momentum(0.1, precision, 4 * HIDDEN));
  }

  private static TrainingSetup setup(
      Precision precision, long seed, Dataset data, Loss loss, Optimizer optimizer) {
    return new TrainingSetup(
        ToyNet.net(precision, HIDDEN, 0.1),
        data,
        loss,
        List.of(ToyMetric.hits()),
        optimizer,
        precision,
        seed);
  }

  private static TrainingOptions options(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>(Map.of("batch-size", 8, "epochs", 10));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return TrainingOptions.of(values);
  }

  private static TrainingResult train(TrainingSetup setup, TrainingOptions options) {
    return new Trainer(setup, options).train();
  }

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
        TrainingState[] kept = new TrainingState[1];
        Trainer first = new Trainer(setup(precision, 7), options());
        first.listen(
            new TrainingListener() {
              @Override
              public void epochEnded(EpochRecord epoch, TrainingState state) {
                if (epoch.epoch() == interruption) {
                  kept[0] = copy(state);
                }
              }
            });
        first.train();
        Trainer second = new Trainer(setup(precision, 7), options());
        second.resume(kept[0]);
        TrainingResult resumed = second.train();
        assertThat(resumed.parameters().toArray()).isEqualTo(straight.parameters().toArray());
        assertThat(resumed.chosenEpoch()).isEqualTo(straight.chosenEpoch());
        assertThat(resumed.test()).isEqualTo(straight.test());
      }
    }
  }

  private static TrainingState copy(TrainingState state) {
    StateVector parameters = state.parameters().newLike();
    parameters.copyFrom(state.parameters());
    StateVector best = state.bestParameters().newLike();
    best.copyFrom(state.bestParameters());
    return new TrainingState(
        state.epoch(),
        state.iteration(),
        state.seconds(),
        state.improvement(),
        parameters,
        best,
        state.optimizer().clone());
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
    TrainingState[] kept = new TrainingState[1];
    Trainer first = new Trainer(setup(Precision.FLOAT32, 7), options);
    first.listen(
        new TrainingListener() {
          @Override
          public void epochEnded(EpochRecord epoch, TrainingState state) {
            if (epoch.epoch() == 4) {
              kept[0] = copy(state);
            }
          }
        });
    first.train();
    assertThat(kept[0].iteration()).isEqualTo(4 * 2);
    Trainer second = new Trainer(setup(Precision.FLOAT32, 7), options);
    second.resume(kept[0]);
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

  private static TrainingListener collecting(List<EpochRecord> epochs) {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochRecord epoch, TrainingState state) {
        epochs.add(epoch);
      }
    };
  }
}
