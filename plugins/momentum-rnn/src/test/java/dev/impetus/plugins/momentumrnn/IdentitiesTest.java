// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** What must be equal to the last bit. */
public final class IdentitiesTest {

  /** Predictions and gradients of a net with fixed parameters on fixed data. */
  private record Outcome(double[] predictions, double[] gradient) {}

  private static Outcome run(
      String id, Map<String, Object> own, DataSignature data, Precision precision, int threads) {
    Map<String, Object> options = new HashMap<>(Map.of("hidden", 9));
    options.putAll(own);
    try (Model model = Fixture.model(id, options, data, precision, threads)) {
      Random random = new Random(3);
      StateVector parameters = Fixture.randomized(model, precision, random);
      Batch batch = Fixture.batch(data, precision, 7, random);
      if (data.find(DataField.MASK).isPresent()) {
        StateVector mask = batch.vector(DataField.MASK);
        for (int row = 0; row < mask.rows(); row++) {
          for (int step = 0; step < mask.width(); step++) {
            mask.set(row, step, step < mask.width() - 2 * row ? 1 : 0);
          }
        }
      }
      ModelPass pass = model.newPass(7);
      StateVector predictions = pass.forward(batch, true, 1);
      StateVector cotangent = predictions.newLike();
      cotangent.fill(1);
      StateVector gradient = parameters.newLike();
      pass.backward(cotangent, gradient);
      return new Outcome(predictions.toArray(), gradient.toArray());
    }
  }

  private static void assertEqual(Outcome actual, Outcome expected) {
    assertThat(actual.predictions()).containsExactly(expected.predictions());
    assertThat(actual.gradient()).containsExactly(expected.gradient());
  }

  @DataProvider
  public Object[][] plainForms() {
    return new Object[][] {
      {"momentum-lstm", Map.of("mu", 0.0, "s", 1.0), "lstm"},
      {"momentum-gru", Map.of("mu", 0.0, "s", 1.0), "gru"},
      {"momentum-rnn", Map.of("mu", 0.0, "s", 1.0), "rnn"},
      {"sr-lstm", Map.of("restart", 1, "s", 1.0), "lstm"},
    };
  }

  @Test(dataProvider = "plainForms")
  public void withoutMomentumItIsThePlainCell(
      String id, Map<String, Object> options, String plain) {
    for (Precision precision : Precision.values()) {
      DataSignature data = Fixture.everyStep(20, 3, 2);
      assertEqual(run(id, options, data, precision, 1), run(plain, Map.of(), data, precision, 1));
    }
  }

  @DataProvider
  public Object[][] nets() {
    return new Object[][] {
      {"momentum-lstm", Map.of()},
      {"adam-lstm", Map.of()},
      {"sr-lstm", Map.of("restart", 3)},
      {"sr-lstm", Map.of("restart", 3, "rule", "legacy")},
      {"momentum-gru", Map.of("layers", 2, "bidirectional", true)},
    };
  }

  private static DataSignature masked(int steps) {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, steps, 3),
        DataField.real(DataField.TARGETS, 2),
        DataField.real(DataField.MASK, steps));
  }

  @Test(dataProvider = "nets")
  public void recomputationChangesNothing(String id, Map<String, Object> options) {
    Map<String, Object> recomputed = new HashMap<>(options);
    recomputed.put("recompute", 4);
    DataSignature data = masked(21);
    assertEqual(
        run(id, recomputed, data, Precision.FLOAT64, 1),
        run(id, options, data, Precision.FLOAT64, 1));
  }

  @Test(dataProvider = "nets")
  public void resultsDependOnTheNumberOfThreadsAlone(String id, Map<String, Object> options) {
    Outcome two = run(id, options, masked(21), Precision.FLOAT32, 2);
    assertEqual(run(id, options, masked(21), Precision.FLOAT32, 2), two);
    // Products over fewer rows may round differently; the threads of a sum do.
    Outcome one = run(id, options, masked(21), Precision.FLOAT64, 1);
    Outcome three = run(id, options, masked(21), Precision.FLOAT64, 3);
    assertThat(three.predictions())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(one.predictions());
  }

  @Test(dataProvider = "nets")
  public void paddingChangesNothing(String id, Map<String, Object> own) {
    Map<String, Object> options = new HashMap<>(Map.of("hidden", 6));
    options.putAll(own);
    double[][] results = new double[2][];
    double[][] gradients = new double[2][];
    int[] lengths = {5, 30};
    for (int i = 0; i < 2; i++) {
      DataSignature data = masked(lengths[i]);
      try (Model model = Fixture.model(id, options, data)) {
        Random random = new Random(8);
        StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, random);
        Batch batch = new Batch(data, Precision.FLOAT64, 2);
        for (int row = 0; row < 2; row++) {
          for (int step = 0; step < lengths[i]; step++) {
            batch.vector(DataField.MASK).set(row, step, step < 5 ? 1 : 0);
            for (int k = 0; k < 3; k++) {
              batch
                  .vector(DataField.INPUTS)
                  .set(row, step * 3 + k, step < 5 ? Math.sin(row + step + k) : Double.NaN);
            }
          }
        }
        ModelPass pass = model.newPass(2);
        StateVector predictions = pass.forward(batch, false, 0);
        results[i] = predictions.toArray();
        StateVector cotangent = predictions.newLike();
        cotangent.fill(1);
        StateVector gradient = parameters.newLike();
        pass.backward(cotangent, gradient);
        gradients[i] = gradient.toArray();
      }
    }
    assertThat(results[1]).containsExactly(results[0]);
    assertThat(gradients[1]).usingComparatorWithPrecision(1e-14).containsExactly(gradients[0]);
  }

  @Test
  public void aBatchOfOneWorks() {
    DataSignature data = Fixture.series(4, 1, 1);
    try (Model model = Fixture.model("momentum-lstm", Map.of(), data, Precision.FLOAT32, 2)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT32, new Random(1));
      Batch batch = Fixture.batch(data, Precision.FLOAT32, 1, new Random(2));
      ModelPass pass = model.newPass(1);
      StateVector predictions = pass.forward(batch, true, 0);
      StateVector cotangent = predictions.newLike();
      cotangent.fill(1);
      StateVector gradient = parameters.newLike();
      pass.backward(cotangent, gradient);
      assertThat(predictions.firstNonFiniteRow()).isEqualTo(-1);
      assertThat(gradient.dot(gradient)).isPositive();
    }
  }

  @Test
  public void truncatedGradientsSeeThePresentSegmentOnly() {
    DataSignature data = Fixture.everyStep(8, 2, 1);
    Map<String, Object> options = new HashMap<>(Map.of("truncate", 1));
    Outcome truncated = run("rnn", options, data, Precision.FLOAT64, 1);
    Outcome whole = run("rnn", Map.of(), data, Precision.FLOAT64, 1);
    assertThat(truncated.predictions()).containsExactly(whole.predictions());
    assertThat(truncated.gradient()).isNotEqualTo(whole.gradient());
    assertEqual(run("rnn", Map.of("truncate", 8), data, Precision.FLOAT64, 1), whole);
  }

  @DataProvider
  public Object[][] parameterCounts() {
    return new Object[][] {
      {128, 68_362}, {256, 267_786},
    };
  }

  @Test(dataProvider = "parameterCounts")
  public void parameterCountsOfPixelMnist(int hidden, int expected) {
    DataSignature data =
        DataSignature.of(
            DataField.real(DataField.INPUTS, 784, 1),
            new DataField(DataField.TARGETS, List.of(), 10, List.of()));
    for (String id : List.of("lstm", "momentum-lstm", "adam-lstm", "rmsprop-lstm", "sr-lstm")) {
      try (Model model = Fixture.model(id, Map.of("hidden", hidden), data)) {
        assertThat(model.parameters().size()).isEqualTo(expected);
        assertThat(model.prediction().shape()).containsExactly(10);
      }
    }
  }
}
