// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.impetus.model.ArchitectureProvider;
import dev.impetus.model.Model;
import dev.impetus.model.StepwisePass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The recurrent twin reads a sequence step by step and says what the whole pass says. */
public final class StepwiseTest {

  private static final int ROWS = 3;
  private static final int STEPS = 23;
  private static final int TOKENS = 7;

  private static final DataSignature SERIES = Fixture.everyStep(STEPS, 4, 2);

  private static final DataSignature TEXT =
      DataSignature.of(
          new DataField(DataField.INPUTS, List.of(STEPS), TOKENS, List.of()),
          new DataField(DataField.TARGETS, List.of(STEPS), TOKENS, List.of()));

  @DataProvider
  public Object[][] nets() {
    List<Object[]> nets = new ArrayList<>();
    List<String> ids =
        ServiceLoader.load(ArchitectureProvider.class).stream()
            .map(provider -> provider.get().id())
            .toList();
    assertThat(ids).hasSize(16);
    for (String id : ids) {
      nets.add(new Object[] {id, Map.of(), SERIES});
      nets.add(new Object[] {id, Map.of("layers", 2, "dropout", 0.5, "recompute", 5), TEXT});
    }
    nets.add(new Object[] {"lstm", Map.of("embedding", 3), TEXT});
    nets.add(new Object[] {"momentum-lstm", Map.of("truncate", 4, "learnable", true), TEXT});
    nets.add(new Object[] {"momentum-rnn", Map.of("parametrization", "state"), SERIES});
    nets.add(new Object[] {"adam-lstm", Map.of("layers", 3, "learnable", true), SERIES});
    for (String id : List.of("sr-lstm", "sr-dtriv")) {
      nets.add(new Object[] {id, Map.of("restart", 3), SERIES});
      nets.add(new Object[] {id, Map.of("restart", 0, "layers", 2), TEXT});
    }
    nets.add(new Object[] {"sr-lstm", Map.of("restart", 3, "rule", "legacy"), SERIES});
    nets.add(new Object[] {"sr-lstm", Map.of("rule", "legacy", "layers", 2), TEXT});
    return nets.toArray(Object[][]::new);
  }

  /** The same loops run on the same numbers, so that not a bit differs. */
  @Test(dataProvider = "nets")
  public void stepsEqualTheWholePass(String id, Map<String, Object> options, DataSignature data) {
    for (Precision precision : Precision.values()) {
      try (Model model = model(id, options, data, precision, 1)) {
        StepwisePass stepwise = model.newStepwisePass(ROWS).orElseThrow();
        // After the pass was made: it has to see the latest parameters.
        Fixture.randomized(model, precision, new Random(5));
        Batch batch = Fixture.batch(data, precision, ROWS, new Random(6));
        double[] whole = model.newPass(ROWS).forward(batch, false, 1).toArray();
        assertThat(read(stepwise, batch)).containsExactly(whole);
        stepwise.reset();
        assertThat(read(stepwise, batch)).containsExactly(whole);
      }
    }
  }

  @Test
  public void threadsOfTheWholePassChangeRoundingAlone() {
    for (Precision precision : Precision.values()) {
      try (Model model = model("momentum-lstm", Map.of(), TEXT, precision, 2)) {
        Fixture.randomized(model, precision, new Random(5));
        Batch batch = Fixture.batch(TEXT, precision, ROWS, new Random(6));
        double[] whole = model.newPass(ROWS).forward(batch, false, 1).toArray();
        assertThat(read(model.newStepwisePass(ROWS).orElseThrow(), batch))
            .usingComparatorWithPrecision(precision == Precision.FLOAT32 ? 1e-5 : 1e-12)
            .containsExactly(whole);
      }
    }
  }

  @Test
  public void rowsKnowNothingOfEachOther() {
    try (Model model = model("adam-lstm", Map.of(), TEXT, Precision.FLOAT64, 1)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(5));
      Batch batch = Fixture.batch(TEXT, Precision.FLOAT64, ROWS, new Random(6));
      double[] before = read(model.newStepwisePass(ROWS).orElseThrow(), batch);
      for (int step = 0; step < STEPS; step++) {
        batch.vector(DataField.INPUTS).set(1, step, 0);
      }
      double[] after = read(model.newStepwisePass(ROWS).orElseThrow(), batch);
      int width = STEPS * TOKENS;
      for (int row = 0; row < ROWS; row++) {
        double[] was = java.util.Arrays.copyOfRange(before, row * width, (row + 1) * width);
        double[] is = java.util.Arrays.copyOfRange(after, row * width, (row + 1) * width);
        if (row == 1) {
          assertThat(is).isNotEqualTo(was);
        } else {
          assertThat(is).containsExactly(was);
        }
      }
    }
  }

  /** h and c, and the filtered inputs with their row of ones. */
  @Test
  public void theStateHasTheSameSizeAtEveryStep() {
    try (Model model = model("momentum-lstm", Map.of(), SERIES, Precision.FLOAT32, 1)) {
      Fixture.randomized(model, Precision.FLOAT32, new Random(5));
      StepwisePass pass = model.newStepwisePass(ROWS).orElseThrow();
      assertThat(pass.memory()).isEqualTo(ROWS * (2 * 9 + 4 + 1) * Float.BYTES);
      read(pass, Fixture.batch(SERIES, Precision.FLOAT32, ROWS, new Random(6)));
      assertThat(pass.memory()).isEqualTo(ROWS * (2 * 9 + 4 + 1) * Float.BYTES);
      assertThat(pass.limit()).isGreaterThan(1_000_000_000L);
      assertThat(pass.rows()).isEqualTo(ROWS);
    }
  }

  @Test
  public void whatDependsOnLaterStepsHasNoTwin() {
    try (Model both = model("lstm", Map.of("bidirectional", true), TEXT, Precision.FLOAT64, 1);
        Model one = model("lstm", Map.of(), Fixture.series(9, 4, 2), Precision.FLOAT64, 1)) {
      assertThat(both.newStepwisePass(1)).isEmpty();
      assertThat(one.newStepwisePass(1)).isEmpty();
    }
  }

  @Test
  public void aStepOfAnotherShapeOrAnUnknownTokenIsRefused() {
    try (Model model = model("gru", Map.of(), TEXT, Precision.FLOAT64, 1)) {
      Fixture.randomized(model, Precision.FLOAT64, new Random(5));
      StepwisePass pass = model.newStepwisePass(2).orElseThrow();
      assertThatThrownBy(() -> pass.step(StateVector.zeros(Precision.FLOAT64, 1, 1)))
          .hasMessageContaining("2 rows of 1 numbers, not 1 of 1");
      StateVector unknown = StateVector.zeros(Precision.FLOAT64, 2, 1);
      unknown.set(1, 0, TOKENS);
      assertThatThrownBy(() -> pass.step(unknown)).hasMessageContaining("7 is no token");
    }
  }

  private static Model model(
      String id, Map<String, Object> own, DataSignature data, Precision precision, int threads) {
    Map<String, Object> options = new HashMap<>(Map.of("hidden", 9));
    options.putAll(own);
    return Fixture.model(id, options, data, precision, threads);
  }

  /** Reads a batch, and gives the predictions as a whole pass would. */
  private static double[] read(StepwisePass pass, Batch batch) {
    StateVector inputs = batch.vector(DataField.INPUTS);
    int width = inputs.width() / STEPS;
    StateVector step = StateVector.zeros(batch.precision(), ROWS, width);
    double[] all = null;
    for (int time = 0; time < STEPS; time++) {
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < width; i++) {
          step.set(row, i, inputs.get(row, time * width + i));
        }
      }
      StateVector prediction = pass.step(step);
      int outputs = prediction.width();
      all = all == null ? new double[ROWS * STEPS * outputs] : all;
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < outputs; i++) {
          all[(row * STEPS + time) * outputs + i] = prediction.get(row, i);
        }
      }
    }
    return all;
  }
}
