// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What must be equal to what. */
public final class IdentitiesTest {

  private static final int STEPS = 9;
  private static final String MOMENTUM = "momentum-transformer";
  private static final Map<String, Object> SMALL =
      Map.of("width", 8, "heads", 2, "feed-forward", 12, "layers", 3);

  private static Map<String, Object> small(Map<String, Object> more) {
    Map<String, Object> options = new TreeMap<>(SMALL);
    options.putAll(more);
    return options;
  }

  private static Batch batch(DataSignature data, int rows) {
    return Fixture.batch(data, Precision.FLOAT64, rows, new Random(5));
  }

  /** Predictions and gradient of a model with parameters from a seed. */
  private record Outcome(double[] predictions, double[] gradient) {}

  private static Outcome outcome(
      String id, Map<String, Object> options, DataSignature data, Batch batch, int threads) {
    try (Model model = Fixture.model(id, small(options), data, Precision.FLOAT64, threads)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      ModelPass pass = model.newPass(batch.rows());
      StateVector predictions = pass.forward(batch, true, 7);
      double[] values = predictions.toArray();
      StateVector gradient = parameters.newLike();
      pass.backward(predictions, gradient);
      return new Outcome(values, gradient.toArray());
    }
  }

  @DataProvider
  public Object[][] plainConnections() {
    return new Object[][] {
      {Map.of("connection", "paper", "connection-momentum", 0, "connection-step-size", 1)},
      {Map.of("connection", "code", "connection-momentum", 0, "connection-step-size", 1)},
    };
  }

  @Test(dataProvider = "plainConnections")
  public void withoutMomentumConnectionsAreResidualToTheLastBit(Map<String, Object> options) {
    DataSignature data = Fixture.language(STEPS, 5);
    for (String norm : new String[] {"pre", "post"}) {
      Map<String, Object> connected = new TreeMap<>(options);
      connected.put("norm", norm);
      Outcome plain = outcome(MOMENTUM, Map.of("norm", norm), data, batch(data, 2), 1);
      Outcome other = outcome(MOMENTUM, connected, data, batch(data, 2), 1);
      assertThat(other.predictions()).containsExactly(plain.predictions());
      assertThat(other.gradient()).containsExactly(plain.gradient());
    }
  }

  @Test
  public void connectionsWithMomentumDoSomethingElse() {
    DataSignature data = Fixture.language(STEPS, 5);
    double[] plain = outcome(MOMENTUM, Map.of(), data, batch(data, 2), 1).predictions();
    for (String form : new String[] {"paper", "code"}) {
      assertThat(
              outcome(MOMENTUM, Map.of("connection", form), data, batch(data, 2), 1).predictions())
          .isNotEqualTo(plain);
    }
  }

  @Test
  public void weightedConnectionBeginsAsTheOneWithoutWeights() {
    DataSignature data = Fixture.language(STEPS, 5);
    Batch batch = batch(data, 2);
    double[][] predictions = new double[2][];
    for (int weighted = 0; weighted < 2; weighted++) {
      Map<String, Object> options =
          small(Map.of("connection", "code", "connection-weights", weighted == 1));
      try (Model model = Fixture.model(MOMENTUM, options, data)) {
        StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
        model.initialize(parameters, new Random(3));
        model.setParameters(parameters);
        predictions[weighted] = model.newPass(2).forward(batch, false, 0).toArray();
      }
    }
    assertThat(predictions[1]).containsExactly(predictions[0], within(1e-13));
  }

  @Test
  public void withoutMomentumAttentionIsLinear() {
    DataSignature data = Fixture.language(STEPS, 5);
    Batch batch = batch(data, 2);
    double[] linear =
        outcome(MOMENTUM, Map.of("attention", "linear"), data, batch, 1).predictions();
    double[] momentum =
        outcome(MOMENTUM, Map.of("momentum", 0, "step-size", 1), data, batch, 1).predictions();
    assertThat(momentum).containsExactly(linear, within(1e-12));
    double[] own =
        outcome("transformer", Map.of("attention", "linear"), data, batch, 1).predictions();
    assertThat(own).containsExactly(linear);
  }

  /** What a trainer is told of adaptive momentum is that of the real tokens. */
  @Test
  public void paddingDoesNotCountInTheMeanMomentum() {
    Map<String, Object> options = small(Map.of("connection", "code", "adaptive", "paper"));
    DataSignature padded = Fixture.masked(Fixture.classes(STEPS, 5, 3));
    DataSignature alone = Fixture.classes(4, 5, 3);
    try (Model model = Fixture.model(MOMENTUM, options, padded);
        Model other = Fixture.model(MOMENTUM, options, alone)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      other.setParameters(parameters);
      Batch batch = Fixture.batch(padded, Precision.FLOAT64, 1, new Random(5));
      Fixture.setLengths(batch, 4);
      Batch real = new Batch(alone, Precision.FLOAT64, 1);
      for (int step = 0; step < 4; step++) {
        real.vector(DataField.INPUTS).set(0, step, batch.vector(DataField.INPUTS).get(0, step));
      }
      double mean = meanMomentum(model, batch);
      assertThat(mean).isBetween(0.001, 0.99);
      assertThat(mean).isCloseTo(meanMomentum(other, real), within(1e-12));
    }
  }

  private static double meanMomentum(Model model, Batch batch) {
    ModelPass pass = model.newPass(1);
    pass.forward(batch, false, 0);
    Map<String, Double> figures = new HashMap<>();
    pass.measure(figures::put);
    assertThat(figures).containsOnlyKeys("connection-momentum");
    return figures.get("connection-momentum");
  }

  @DataProvider
  public Object[][] causalNets() {
    return new Object[][] {
      {"transformer", Map.of()},
      {"transformer", Map.of("attention", "linear", "norm", "post")},
      {MOMENTUM, Map.of("momentum", 0.9)},
      {MOMENTUM, Map.of("connection", "code", "adaptive", "paper")},
      {MOMENTUM, Map.of("connection", "paper", "positions", "learned")},
    };
  }

  /** Later tokens change nothing before them, and something from there on. */
  @Test(dataProvider = "causalNets")
  public void laterTokensChangeNothingBefore(String id, Map<String, Object> options) {
    DataSignature data = Fixture.language(STEPS, 5);
    int changed = 6;
    Batch batch = batch(data, 2);
    double[] before = outcome(id, options, data, batch, 1).predictions();
    for (int step = changed; step < STEPS; step++) {
      StateVector inputs = batch.vector(DataField.INPUTS);
      inputs.set(0, step, (inputs.get(0, step) + 1) % 5);
    }
    double[] after = outcome(id, options, data, batch, 1).predictions();
    for (int i = 0; i < before.length; i++) {
      boolean isLater = i / 5 >= changed && i / 5 < STEPS;
      if (isLater) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      } else {
        assertThat(after[i]).isEqualTo(before[i]);
      }
    }
  }

  @DataProvider
  public Object[][] paddedNets() {
    return new Object[][] {
      {"transformer", Map.of()},
      {"transformer", Map.of("readout", "last", "norm", "post")},
      {"transformer", Map.of("attention", "linear", "readout", "first")},
      {MOMENTUM, Map.of("momentum", 0.9, "connection", "code", "adaptive", "velocity")},
    };
  }

  /**
   * What stands in padding, and how much of it there is, changes neither prediction nor gradient.
   */
  @Test(dataProvider = "paddedNets")
  public void paddingChangesNothing(String id, Map<String, Object> options) {
    int real = 6;
    DataSignature padded = Fixture.masked(Fixture.classes(STEPS, 5, 3));
    Batch batch = batch(padded, 1);
    Fixture.setLengths(batch, real);
    Outcome first = outcome(id, options, padded, batch, 1);
    for (int step = real; step < STEPS; step++) {
      batch.vector(DataField.INPUTS).set(0, step, 4);
    }
    Outcome other = outcome(id, options, padded, batch, 1);
    assertThat(other.predictions()).containsExactly(first.predictions());
    assertThat(other.gradient()).containsExactly(first.gradient());

    DataSignature exact = Fixture.classes(real, 5, 3);
    Batch short1 = new Batch(exact, Precision.FLOAT64, 1);
    for (int step = 0; step < real; step++) {
      short1.vector(DataField.INPUTS).set(0, step, batch.vector(DataField.INPUTS).get(0, step));
    }
    Outcome unpadded = outcome(id, options, exact, short1, 1);
    assertThat(unpadded.predictions()).containsExactly(first.predictions(), within(1e-12));
    assertThat(unpadded.gradient()).containsExactly(first.gradient(), within(1e-11));
  }

  /** A row of a batch is what it is alone. */
  @Test
  public void aBatchOfOneIsARowOfMany() {
    DataSignature data = Fixture.language(STEPS, 5);
    Batch many = batch(data, 3);
    Batch one = new Batch(data, Precision.FLOAT64, 1);
    one.vector(DataField.INPUTS).copyFrom(many.vector(DataField.INPUTS).row(1));
    double[] all = outcome(MOMENTUM, Map.of(), data, many, 2).predictions();
    double[] alone = outcome(MOMENTUM, Map.of(), data, one, 2).predictions();
    double[] second = new double[alone.length];
    System.arraycopy(all, alone.length, second, 0, alone.length);
    assertThat(alone).containsExactly(second, within(1e-12));
  }

  /** Numbers that are dropped depend on the seed alone, not on how tokens are shared. */
  @Test
  public void dropoutFollowsFromTheSeed() {
    DataSignature data = Fixture.language(STEPS, 5);
    Batch batch = batch(data, 3);
    Map<String, Object> options = Map.of("dropout", 0.4);
    Outcome once = outcome(MOMENTUM, options, data, batch, 1);
    Outcome again = outcome(MOMENTUM, options, data, batch, 1);
    assertThat(again.predictions()).containsExactly(once.predictions());
    assertThat(again.gradient()).containsExactly(once.gradient());
    Outcome shared = outcome(MOMENTUM, options, data, batch, 2);
    assertThat(shared.predictions()).containsExactly(once.predictions(), within(1e-12));
    assertThat(shared.gradient()).containsExactly(once.gradient(), within(1e-11));
    try (Model model = Fixture.model(MOMENTUM, small(options), data)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(3));
      ModelPass pass = model.newPass(3);
      double[] seven = pass.forward(batch, true, 7).toArray();
      double[] eight = pass.forward(batch, true, 8).toArray();
      double[] none = pass.forward(batch, false, 7).toArray();
      assertThat(eight).isNotEqualTo(seven);
      assertThat(none).isNotEqualTo(seven);
      assertThat(seven).containsExactly(once.predictions());
    }
  }

  /** The share that is dropped, and the mean of what is kept. */
  @Test
  public void dropoutKeepsTheMean() {
    TokenArithmetic<double[]> on = new Float64TokenArithmetic();
    double[] ones = new double[200_000];
    Arrays.fill(ones, 1);
    on.drop(ones, 1000, 200, 42, IntStream.range(0, 1000).toArray(), 0.25);
    double sum = 0;
    int dropped = 0;
    for (double number : ones) {
      sum += number;
      dropped += number == 0 ? 1 : 0;
      assertThat(number == 0 || number == 1 / 0.75).isTrue();
    }
    // Four standard deviations of 200 000 draws.
    assertThat(dropped / 200_000.0).isCloseTo(0.25, within(0.004));
    assertThat(sum / 200_000).isCloseTo(1, within(0.006));
  }

  @Test
  public void singlePrecisionAgreesWithDouble() {
    DataSignature data = Fixture.language(STEPS, 5);
    Map<String, Object> options = small(Map.of("connection", "code", "activation", "gelu"));
    List<double[]> predictions = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      try (Model model = Fixture.model(MOMENTUM, options, data, precision, 1)) {
        StateVector parameters = StateVector.zeros(precision, 1, model.parameters().size());
        model.initialize(parameters, new Random(3));
        model.setParameters(parameters);
        Batch batch = Fixture.batch(data, precision, 2, new Random(5));
        predictions.add(model.newPass(2).forward(batch, false, 0).toArray());
      }
    }
    assertThat(predictions.get(0)).containsExactly(predictions.get(1), within(1e-5));
  }

  /** d(4d + 4) + f(2d + 1) + d + 4d a layer, beside embedding, last norm and readout. */
  @Test
  public void parameterCounts() {
    int d = 8;
    int f = 12;
    int v = 5;
    int layer = 4 * d * (d + 1) + f * (d + 1) + d * (f + 1) + 4 * d;
    assertThat(count("transformer", Map.of(), Fixture.language(STEPS, v)))
        .isEqualTo(v * d + 3 * layer + 2 * d + v * (d + 1));
    assertThat(count(MOMENTUM, Map.of("final-norm", false), Fixture.everyStep(STEPS, 2, 3)))
        .isEqualTo(d * 3 + 3 * layer + 3 * (d + 1));
    assertThat(count(MOMENTUM, Map.of("tie-embedding", true), Fixture.language(STEPS, v)))
        .isEqualTo(v * d + 3 * layer + 2 * d + v);
    assertThat(
            count(
                MOMENTUM,
                Map.of(
                    "positions",
                    "learned",
                    "join-positions",
                    "concatenate",
                    "connection",
                    "code",
                    "connection-weights",
                    true),
                Fixture.language(STEPS, v)))
        .isEqualTo(v * d / 2 + STEPS * d / 2 + 3 * (layer + 2 * d * d) + 2 * d + v * (d + 1));
  }

  private static int count(String id, Map<String, Object> options, DataSignature data) {
    try (Model model = Fixture.model(id, small(options), data)) {
      return model.parameters().size();
    }
  }

  @Test
  public void statesWhoseSquaresAreNoFloatsAreNormalized() {
    int width = 128;
    Random random = new Random(5);
    float[] small = new float[width];
    float[] large = new float[width];
    for (int i = 0; i < width; i++) {
      small[i] = (float) random.nextGaussian();
      large[i] = small[i] * 0x1p66f;
    }
    Float32TokenArithmetic arithmetic = new Float32TokenArithmetic();
    float[] wanted = new float[width];
    float[] out = new float[width];
    float[] inverse = new float[1];
    arithmetic.normalize(small, wanted, inverse, 1, width, 0);
    arithmetic.normalize(large, out, inverse, 1, width, 0);
    assertThat(inverse[0]).isPositive();
    for (int i = 0; i < width; i++) {
      assertThat(out[i]).isCloseTo(wanted[i], within(1e-5f));
    }
  }
}
