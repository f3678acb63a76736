// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.kernel.Float64Arithmetic;
import dev.impetus.kernel.RowWorkers;
import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Padding is left out: only real tokens are computed, and they are what they are alone. */
public final class PaddingTest {

  private static final int STEPS = 9;
  private static final int CLASSES = 5;

  private static Model model(Map<String, ?> more, DataSignature data, int threads) {
    Map<String, Object> options =
        new TreeMap<>(Map.of("width", 8, "heads", 2, "feed-forward", 12, "layers", 3));
    options.putAll(more);
    return Fixture.model("momentum-transformer", options, data, Precision.FLOAT64, threads);
  }

  private static Batch batch(DataSignature data, int... lengths) {
    Batch batch = Fixture.batch(data, Precision.FLOAT64, lengths.length, new Random(5));
    Fixture.setLengths(batch, lengths);
    return batch;
  }

  /** Predictions, and the gradient of their scalar product with a random cotangent. */
  private record Outcome(double[] predictions, double[] gradient) {

    static Outcome of(ModelPass pass, Model model, Batch batch) {
      StateVector predictions = pass.forward(batch, true, 7);
      double[] values = predictions.toArray();
      StateVector cotangent = predictions.newLike();
      Random random = new Random(6);
      for (int row = 0; row < cotangent.rows(); row++) {
        for (int i = 0; i < cotangent.width(); i++) {
          cotangent.set(row, i, random.nextGaussian());
        }
      }
      return new Outcome(values, gradient(pass, model, cotangent));
    }

    static double[] gradient(ModelPass pass, Model model, StateVector cotangent) {
      StateVector gradient = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
      pass.backward(cotangent, gradient);
      return gradient.toArray();
    }

    void isExactly(Outcome other) {
      assertThat(predictions).containsExactly(other.predictions);
      assertThat(gradient).containsExactly(other.gradient);
    }
  }

  private static Outcome outcome(Map<String, ?> options, Batch batch, int threads) {
    try (Model model = model(options, batch.signature(), threads)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      return Outcome.of(model.newPass(batch.rows()), model, batch);
    }
  }

  @DataProvider
  public Object[][] lengths() {
    return new Object[][] {
      {new int[] {9, 9, 9}},
      {new int[] {1, 1, 1}},
      {new int[] {0, 4, 0, 0, 9, 2, 0}},
      {new int[] {0, 0}},
      {new int[] {7}},
    };
  }

  /** Blocks have every real token once, in order, and no other. */
  @Test(dataProvider = "lengths")
  public void blocksHaveTheRealTokens(int[] counts) {
    DataSignature data = Fixture.masked(Fixture.language(STEPS, CLASSES));
    Lengths lengths = new Lengths(counts.length, STEPS);
    assertThat(lengths.total()).isEqualTo(counts.length * STEPS);
    lengths.read(batch(data, counts));
    List<Integer> real = new ArrayList<>();
    for (int sample = 0; sample < counts.length; sample++) {
      assertThat(lengths.first(sample)).isEqualTo(real.size());
      for (int step = 0; step < counts[sample]; step++) {
        real.add(sample * STEPS + step);
      }
    }
    assertThat(lengths.total()).isEqualTo(real.size());
    for (int capacity = 1; capacity <= real.size(); capacity++) {
      BlockTokens tokens = new BlockTokens(capacity);
      for (int first = 0; first < real.size(); first += capacity) {
        tokens.set(lengths, first, Math.min(capacity, real.size() - first));
        assertThat(tokens.first()).isEqualTo(first);
        for (int row = 0; row < tokens.rows(); row++) {
          int number = real.get(first + row);
          assertThat(tokens.number(row)).isEqualTo(number);
          assertThat(tokens.sample(row)).isEqualTo(number / STEPS);
          assertThat(tokens.step(row)).isEqualTo(number % STEPS);
        }
      }
    }
  }

  /** For any number of threads, with several blocks each. */
  @Test(dataProvider = "lengths")
  public void onlyRealTokensAreComputed(int[] counts) {
    int factor = 50;
    DataSignature data = Fixture.masked(Fixture.language(factor * STEPS, CLASSES));
    int[] longer = Arrays.stream(counts).map(length -> factor * length).toArray();
    Batch batch = batch(data, longer);
    for (int threads = 1; threads <= 3; threads++) {
      try (Model model = model(Map.of("layers", 1), data, threads)) {
        Fixture.randomized(model, Precision.FLOAT64, new Random(3));
        TransformerPass<?> pass = (TransformerPass<?>) model.newPass(counts.length);
        pass.forward(batch, false, 0);
        assertThat(pass.computedTokens()).isEqualTo(Arrays.stream(longer).sum());
      }
    }
  }

  @DataProvider
  public Object[][] nets() {
    return new Object[][] {
      {Map.of("attention", "softmax", "causal", true, "norm", "post"), true},
      {Map.of("attention", "softmax", "readout", "last"), false},
      {Map.of("attention", "linear", "readout", "first", "connection", "paper"), false},
      {Map.of("momentum", 0.9, "connection", "code", "adaptive", "velocity"), true},
      {Map.of("momentum", 0.9, "positions", "learned", "connection", "code"), false},
    };
  }

  private static DataSignature data(boolean everyStep, int steps) {
    return everyStep ? Fixture.language(steps, CLASSES) : Fixture.classes(steps, CLASSES, CLASSES);
  }

  /**
   * Predictions of each sample are those of a batch of it alone without padding, gradients their
   * sum, and predictions for padding are 0.
   */
  @Test(dataProvider = "nets")
  public void samplesAreWhatTheyAreAlone(Map<String, ?> options, boolean everyStep) {
    int[] counts = {3, 9, 1, 6};
    Batch padded = batch(Fixture.masked(data(everyStep, STEPS)), counts);
    try (Model model = model(options, padded.signature(), 2)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      ModelPass pass = model.newPass(counts.length);
      StateVector predictions = pass.forward(padded, false, 0);
      double[] gradient = Outcome.gradient(pass, model, predictions);
      double[] sum = new double[gradient.length];
      for (int sample = 0; sample < counts.length; sample++) {
        StateVector own = predictions.row(sample);
        int real = everyStep ? counts[sample] * CLASSES : CLASSES;
        double[] alone = addAlone(options, padded, sample, counts[sample], parameters, sum);
        assertThat(alone).hasSize(real);
        for (int i = 0; i < own.width(); i++) {
          if (i < real) {
            assertThat(own.get(0, i)).isCloseTo(alone[i], within(1e-12));
          } else {
            assertThat(own.get(0, i)).isZero();
          }
        }
      }
      assertThat(gradient).containsExactly(sum, within(1e-10));
    }
  }

  /** The predictions for the beginning of a row; adds the gradient of half their square. */
  private static double[] addAlone(
      Map<String, ?> options, Batch padded, int row, int length, StateVector all, double[] sum) {
    boolean everyStep = !padded.signature().find(DataField.TARGETS).orElseThrow().shape().isEmpty();
    // Learned positions have a row for each step, so these are given the model's length.
    boolean learned = options.containsValue("learned");
    DataSignature data = data(everyStep, learned ? STEPS : length);
    Batch batch = new Batch(learned ? Fixture.masked(data) : data, Precision.FLOAT64, 1);
    for (int step = 0; step < length; step++) {
      double token = padded.vector(DataField.INPUTS).get(row, step);
      batch.vector(DataField.INPUTS).set(0, step, token);
    }
    if (learned) {
      Fixture.setLengths(batch, length);
    }
    try (Model model = model(options, batch.signature(), 1)) {
      model.setParameters(all);
      ModelPass pass = model.newPass(1);
      StateVector predictions = pass.forward(batch, false, 0);
      double[] values = predictions.toArray();
      double[] gradient = Outcome.gradient(pass, model, predictions);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
      return values;
    }
  }

  /** A mask without padding is no mask, to the last bit. */
  @Test(dataProvider = "nets")
  public void fullLengthsAreNoMask(Map<String, ?> options, boolean everyStep) {
    DataSignature data = data(everyStep, STEPS);
    Batch masked = batch(Fixture.masked(data), 9, 9, 9);
    Batch plain = new Batch(data, Precision.FLOAT64, 3);
    plain.vector(DataField.INPUTS).copyFrom(masked.vector(DataField.INPUTS));
    outcome(options, masked, 2).isExactly(outcome(options, plain, 2));
  }

  /** Arrays are as long as the longest batch needs; what was in them does not come back. */
  @Test(dataProvider = "nets")
  public void nothingIsLeftOfALongerBatch(Map<String, ?> options, boolean everyStep) {
    DataSignature data = Fixture.masked(data(everyStep, STEPS));
    Batch brief = batch(data, 1, 0, 4);
    try (Model model = model(options, data, 2)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      ModelPass pass = model.newPass(3);
      Outcome fresh = Outcome.of(model.newPass(3), model, brief);
      Outcome longer = Outcome.of(pass, model, batch(data, 9, 8, 9));
      assertThat(longer.predictions()).isNotEqualTo(fresh.predictions());
      Outcome.of(pass, model, brief).isExactly(fresh);
    }
  }

  /** Of samples without tokens the readout's offset is left, of their steps nothing. */
  @Test
  public void nothingButPadding() {
    DataSignature pooled = Fixture.masked(data(false, STEPS));
    try (Model model = model(Map.of(), pooled, 2)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      Outcome outcome = Outcome.of(model.newPass(2), model, batch(pooled, 0, 0));
      int bias = parameters.width() - CLASSES;
      for (int i = 0; i < outcome.predictions().length; i++) {
        assertThat(outcome.predictions()[i]).isEqualTo(parameters.get(0, bias + i % CLASSES));
      }
      for (int i = 0; i < bias; i++) {
        assertThat(outcome.gradient()[i]).isZero();
      }
      assertThat(outcome.gradient()[bias]).isNotZero();
    }
    Outcome outcome = outcome(Map.of(), batch(Fixture.masked(data(true, STEPS)), 0, 0), 2);
    assertThat(outcome.predictions()).containsOnly(0);
    assertThat(outcome.gradient()).containsOnly(0);
  }

  /** Losses may leave anything in the cotangents of padding. */
  @Test
  public void cotangentsOfPaddingAreNotRead() {
    DataSignature data = Fixture.masked(data(true, STEPS));
    try (Model model = model(Map.of(), data, 1)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      ModelPass pass = model.newPass(2);
      StateVector cotangent = pass.forward(batch(data, 4, 7), false, 0).newLike();
      cotangent.fill(1);
      double[] gradient = Outcome.gradient(pass, model, cotangent);
      for (int i = 4 * CLASSES; i < STEPS * CLASSES; i++) {
        cotangent.set(0, i, Double.NaN);
      }
      assertThat(Outcome.gradient(pass, model, cotangent)).containsExactly(gradient);
    }
  }

  /** What is dropped of a sample does not depend on how long the ones before it are. */
  @Test
  public void dropoutFollowsFromSampleAndStep() {
    DataSignature data = Fixture.masked(data(false, STEPS));
    Map<String, ?> options = Map.of("dropout", 0.4);
    double[] first = outcome(options, batch(data, 2, 6), 1).predictions();
    double[] second = outcome(options, batch(data, 9, 6), 1).predictions();
    for (int i = 0; i < CLASSES; i++) {
      assertThat(second[CLASSES + i]).isCloseTo(first[CLASSES + i], within(1e-12));
      assertThat(second[i]).isNotEqualTo(first[i]);
    }
  }

  @DataProvider
  public Object[][] attentions() {
    return AttentionEquationsTest.attentions();
  }

  /** Attention without rows of padding is the same numbers at other places. */
  @Test(dataProvider = "attentions")
  public void packedAttentionIsPaddedAttention(Attention attention) {
    AttentionShape shape = new AttentionShape(4, 9, 2, 3, 2);
    AttentionCase one = AttentionCase.random(attention, shape, 2, 4, 0, 9, 5);
    double[] cotangent = AttentionCase.normal(new Random(5), shape.valueNumbers());
    int keys = shape.heads() * shape.keys();
    int values = shape.heads() * shape.values();
    try (RowWorkers workers = new RowWorkers(2);
        AttentionPass<double[]> pass =
            attention.newPass(new Float64Arithmetic(), shape, workers, 4)) {
      double[][] padded = arrays(shape);
      pass.forward(one.queries(), one.keys(), one.values(), one.lengths(), padded[0]);
      pass.backward(cotangent, padded[1], padded[2], padded[3]);
      double[][] packed = arrays(shape);
      pass.forwardPacked(
          packed(one, one.queries(), keys),
          packed(one, one.keys(), keys),
          packed(one, one.values(), values),
          one.lengths(),
          packed[0]);
      pass.backward(packed(one, cotangent, values), packed[1], packed[2], packed[3]);
      for (int i = 0; i < padded.length; i++) {
        int width = i == 1 || i == 2 ? keys : values;
        assertThat(packed[i]).containsExactly(packed(one, padded[i], width));
      }
    }
  }

  /** Outputs and the three cotangents, all NaN. */
  private static double[][] arrays(AttentionShape shape) {
    double[][] arrays = new double[4][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new double[i == 1 || i == 2 ? shape.keyNumbers() : shape.valueNumbers()];
      Arrays.fill(arrays[i], Double.NaN);
    }
    return arrays;
  }

  /** The real tokens' rows one behind the other, and NaN behind them. */
  private static double[] packed(AttentionCase one, double[] padded, int width) {
    double[] packed = new double[padded.length];
    Arrays.fill(packed, Double.NaN);
    int to = 0;
    for (int sample = 0; sample < one.shape().samples(); sample++) {
      int count = one.length(sample) * width;
      System.arraycopy(padded, sample * one.shape().length() * width, packed, to, count);
      to += count;
    }
    return packed;
  }
}
