// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.Model;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The recurrent form of whole models against the parallel one. */
public final class StepwiseTest {

  private static final int STEPS = 150;
  private static final int ROWS = 2;
  private static final int TOKENS = 7;

  private static Model model(
      String id, Map<String, Object> more, DataSignature data, Precision precision) {
    Map<String, Object> options =
        new TreeMap<>(Map.of("width", 16, "heads", 2, "feed-forward", 24, "layers", 3));
    options.putAll(more);
    Model model = Fixture.model(id, options, data, precision, 1);
    StateVector parameters = StateVector.zeros(precision, 1, model.parameters().size());
    model.initialize(parameters, new Random(3));
    model.setParameters(parameters);
    return model;
  }

  @DataProvider
  public Object[][] causalNets() {
    String momentum = "momentum-transformer";
    return new Object[][] {
      {"transformer", Map.of()},
      {"transformer", Map.of("attention", "linear", "norm", "post", "tie-embedding", true)},
      {momentum, Map.of("momentum", 0)},
      {momentum, Map.of("momentum", 0.3, "dropout", 0.5)},
      {momentum, Map.of("momentum", 0.99, "step-size", 0.1, "positions", "learned")},
      {momentum, Map.of("normalizer-momentum", true, "join-positions", "concatenate")},
      {momentum, Map.of("connection", "paper", "adaptive", "paper", "norm", "post")},
      {momentum, Map.of("connection", "code", "connection-weights", true)},
      {momentum, Map.of("connection", "code", "adaptive", "hestenes-stiefel")},
      {momentum, Map.of("feature-map", "fourier", "normalizer-momentum", false)},
    };
  }

  @Test(dataProvider = "causalNets")
  public void equalsTheParallelForm(String id, Map<String, Object> options) {
    DataSignature data = Fixture.language(STEPS, TOKENS);
    assertThat(largestDifference(id, options, data, Precision.FLOAT64)).isLessThan(1e-12);
    assertThat(largestDifference(id, options, data, Precision.FLOAT32)).isLessThan(1e-5);
  }

  @Test
  public void readsFeaturesToo() {
    DataSignature data = Fixture.everyStep(STEPS, 3, 2);
    assertThat(largestDifference("momentum-transformer", Map.of(), data, Precision.FLOAT64))
        .isLessThan(1e-12);
  }

  /** The largest difference, over the largest prediction. */
  private static double largestDifference(
      String id, Map<String, Object> options, DataSignature data, Precision precision) {
    try (Model model = model(id, options, data, precision)) {
      Batch batch = Fixture.batch(data, precision, ROWS, new Random(5));
      StateVector inputs = batch.vector(DataField.INPUTS);
      StateVector all = model.newPass(ROWS).forward(batch, false, 0);
      StepwisePass steps = model.newStepwisePass(ROWS).orElseThrow();
      assertThat(steps.rows()).isEqualTo(ROWS);
      int features = inputs.width() / STEPS;
      int outputs = all.width() / STEPS;
      StateVector one = StateVector.zeros(precision, ROWS, features);
      double largest = 0;
      double size = 0;
      // Twice, since nothing may be left of the first sequence.
      for (int repetition = 0; repetition < 2; repetition++) {
        steps.reset();
        for (int step = 0; step < STEPS; step++) {
          for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < features; i++) {
              one.set(row, i, inputs.get(row, step * features + i));
            }
          }
          StateVector prediction = steps.step(one);
          for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < outputs; i++) {
              double expected = all.get(row, step * outputs + i);
              largest = Math.max(largest, Math.abs(prediction.get(row, i) - expected));
              size = Math.max(size, Math.abs(expected));
            }
          }
        }
      }
      return largest / size;
    }
  }

  @Test
  public void onlySoftmaxRemembersMoreWithEveryToken() {
    DataSignature data = Fixture.language(STEPS, TOKENS);
    StateVector token = StateVector.zeros(Precision.FLOAT64, 1, 1);
    for (String attention : new String[] {"momentum", "linear", "softmax"}) {
      try (Model model =
          model("momentum-transformer", Map.of("attention", attention), data, Precision.FLOAT64)) {
        StepwisePass steps = model.newStepwisePass(1).orElseThrow();
        steps.step(token);
        long before = steps.memory();
        for (int i = 0; i < 3 * STEPS; i++) {
          steps.step(token);
        }
        assertThat(before).isPositive();
        if (attention.equals("softmax")) {
          assertThat(steps.memory()).isGreaterThan(before);
        } else {
          assertThat(steps.memory()).isEqualTo(before);
        }
      }
    }
  }

  @Test
  public void positionsBehindThoseOfTrainingAreBehindTheHorizon() {
    DataSignature data = Fixture.language(3, TOKENS);
    Map<String, Long> horizons = Map.of("learned", 3L, "sinusoidal", 3L, "none", Long.MAX_VALUE);
    horizons.forEach(
        (positions, horizon) -> {
          try (Model model =
              model("transformer", Map.of("positions", positions), data, Precision.FLOAT64)) {
            StepwisePass steps = model.newStepwisePass(1).orElseThrow();
            assertThat(steps.horizon()).as(positions).isEqualTo(horizon);
          }
        });
  }

  @Test
  public void learnedPositionsEnd() {
    DataSignature data = Fixture.language(3, TOKENS);
    StateVector token = StateVector.zeros(Precision.FLOAT64, 1, 1);
    try (Model model =
        model("momentum-transformer", Map.of("positions", "learned"), data, Precision.FLOAT64)) {
      StepwisePass steps = model.newStepwisePass(1).orElseThrow();
      assertThat(steps.limit()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        steps.step(token);
      }
      assertThatThrownBy(() -> steps.step(token))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("it reads 3 steps")
          .hasMessageContaining("positions: sinusoidal");
      steps.reset();
      steps.step(token);
    }
  }

  @Test
  public void thereIsNoneWhereTokensSeeLaterOnes() {
    try (Model tagging =
            model(
                "transformer",
                Map.of("causal", false),
                Fixture.language(STEPS, TOKENS),
                Precision.FLOAT64);
        Model classifier =
            model("transformer", Map.of(), Fixture.classes(STEPS, 5, 3), Precision.FLOAT64)) {
      assertThat(tagging.newStepwisePass(1)).isEmpty();
      assertThat(classifier.newStepwisePass(1)).isEmpty();
    }
  }

  @Test
  public void legacyIsRefusedWithTheReason() {
    try (Model model =
        model(
            "momentum-transformer",
            Map.of("attention", "legacy"),
            Fixture.language(STEPS, TOKENS),
            Precision.FLOAT64)) {
      assertThatThrownBy(() -> model.newStepwisePass(1))
          .isInstanceOf(ImpetusException.class)
          .hasMessageContaining("depend on the length of the whole sequence")
          .hasMessageContaining("attention: momentum");
    }
  }
}
