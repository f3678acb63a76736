// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** The ODE-RNN: irregular gaps, masks, both orders. */
public final class SequenceTest {

  private static final int STEPS = 4;
  private static final int ROWS = 3;

  private static final DataSignature EVERY_STEP = signature(STEPS, 2);
  private static final DataSignature LAST = signature(2);

  private static final Map<String, Object> SMALL =
      Map.of(
          "hidden",
          List.of(4),
          "activation",
          "tanh",
          "width",
          2,
          "update-hidden",
          List.of(3),
          "time-input",
          true);

  private static DataSignature signature(Integer... targets) {
    return DataSignature.of(
        DataField.real(DataField.INPUTS, STEPS, 3),
        DataField.real(DataField.TARGETS, targets),
        DataField.real(DataField.GAPS, STEPS),
        DataField.real(DataField.MASK, STEPS));
  }

  @DataProvider
  static Object[][] cells() {
    return Fixture.IDS.stream()
        .flatMap(
            id ->
                List.of(
                    new Object[] {id, EVERY_STEP, "update-first", true},
                    new Object[] {id, EVERY_STEP, "ode-first", true},
                    new Object[] {id, LAST, "update-first", false},
                    new Object[] {id, LAST, "ode-first", false})
                    .stream())
        .toArray(Object[][]::new);
  }

  @Test(dataProvider = "cells")
  public void gradientsAgreeWithDifferences(
      String id, DataSignature data, String order, boolean skip) {
    OdeSolver solver = Fixture.dopri5(1e-12).build();
    try (Model model = Fixture.model(id, options(order, skip), data, solver)) {
      GradientTest.assertGradient(model, batch(data, new Random(21)), new Random(22), 1e-6);
    }
  }

  @Test
  public void soDoThoseOfTheContinuousAdjoint() {
    OdeSolver solver = Fixture.dopri5(1e-12).gradientMode(ContinuousAdjoint.backsolve()).build();
    try (Model model = Fixture.model("hbnode", options("update-first", true), LAST, solver)) {
      GradientTest.assertGradient(model, batch(LAST, new Random(21)), new Random(22), 1e-6);
    }
  }

  @Test(dataProvider = "cells")
  public void aRowDoesNotDependOnItsBatchMates(
      String id, DataSignature data, String order, boolean skip) {
    OdeSolver solver = Fixture.dopri5(1e-12).build();
    try (Model model = Fixture.model(id, options(order, skip), data, solver)) {
      Fixture.initialized(model, new Random(5));
      Batch together = batch(data, new Random(6));
      double[] all = model.newPass(ROWS).forward(together, false, 0).toArray();
      ModelPass single = model.newPass(1);
      for (int row = 0; row < ROWS; row++) {
        Batch alone = new Batch(data, Precision.FLOAT64, 1);
        for (DataField field : data.fields()) {
          alone.vector(field.name()).copyFrom(together.vector(field.name()).row(row));
        }
        double[] own = single.forward(alone, false, 0).toArray();
        for (int i = 0; i < own.length; i++) {
          assertThat(own[i]).as("row %d", row).isCloseTo(all[row * own.length + i], within(1e-9));
        }
      }
    }
  }

  @DataProvider
  static Object[][] orders() {
    return Fixture.IDS.stream()
        .flatMap(id -> Stream.of(new Object[] {id, "update-first"}, new Object[] {id, "ode-first"}))
        .toArray(Object[][]::new);
  }

  /** A later step must not reach an earlier prediction; with the ODE first, nor must its own. */
  @Test(dataProvider = "orders")
  public void predictionsSeeWhatTheirOrderSays(String id, String order) {
    OdeSolver solver = Fixture.dopri5(1e-9).build();
    try (Model model = Fixture.model(id, options(order, true), EVERY_STEP, solver)) {
      Fixture.initialized(model, new Random(5));
      Batch batch = batch(EVERY_STEP, new Random(6));
      batch.vector(DataField.MASK).fill(1);
      ModelPass pass = model.newPass(ROWS);
      double[] before = pass.forward(batch, false, 0).toArray();
      int changed = 2;
      StateVector inputs = batch.vector(DataField.INPUTS);
      inputs.set(1, changed * 3, inputs.get(1, changed * 3) + 1);
      double[] after = pass.forward(batch, false, 0).toArray();
      int firstSeen = order.equals("update-first") ? changed : changed + 1;
      for (int step = 0; step < STEPS; step++) {
        double difference = Math.abs(after[(STEPS + step) * 2] - before[(STEPS + step) * 2]);
        if (step < firstSeen) {
          assertThat(difference).as("step %d", step).isLessThan(1e-8);
        } else {
          assertThat(difference).as("step %d", step).isGreaterThan(1e-5);
        }
      }
    }
  }

  @Test
  public void aGapOfZeroLeavesTheState() {
    Map<String, Object> options =
        Map.of("width", 2, "readout", "none", "update-hidden", List.of(), "skip", false);
    try (Model model = Fixture.model("node", options, LAST, Fixture.dopri5(1e-6).build())) {
      StateVector parameters = Fixture.initialized(model, new Random(1));
      model.parameters().view(parameters, "update.weight1").fill(0);
      StateVector bias = model.parameters().view(parameters, "update.bias1");
      model.setParameters(parameters);
      Batch batch = batch(LAST, new Random(2));
      batch.vector(DataField.MASK).fill(1);
      batch.vector(DataField.GAPS).fill(0);
      batch.vector(DataField.GAPS).set(1, STEPS - 1, 0.5);
      StateVector prediction = model.newPass(ROWS).forward(batch, false, 0);
      assertThat(prediction.row(0).toArray()).isEqualTo(bias.toArray());
      assertThat(prediction.row(1).toArray()).isNotEqualTo(bias.toArray());
      assertThat(prediction.row(2).toArray()).isEqualTo(bias.toArray());
    }
  }

  /** Padding at the end changes nothing, whatever stands in it. */
  @Test(dataProvider = "cells")
  public void paddingIsNotSeen(String id, DataSignature data, String order, boolean skip) {
    try (Model model =
        Fixture.model(id, options(order, skip), data, Fixture.dopri5(1e-9).build())) {
      Fixture.initialized(model, new Random(5));
      ModelPass pass = model.newPass(ROWS);
      Batch batch = batch(data, new Random(6));
      StateVector mask = batch.vector(DataField.MASK);
      mask.fill(1);
      mask.set(1, STEPS - 1, 0);
      double[] before = pass.forward(batch, false, 0).row(1).toArray();
      batch.vector(DataField.INPUTS).set(1, (STEPS - 1) * 3, 77);
      batch.vector(DataField.GAPS).set(1, STEPS - 1, 99);
      assertThat(pass.forward(batch, false, 0).row(1).toArray()).isEqualTo(before);
    }
  }

  /** A NaN in the padding must not reach the weights' gradient either: 0 times NaN is NaN. */
  @Test(dataProvider = "cells")
  public void nanInThePaddingGivesTheBitsOfZeros(
      String id, DataSignature data, String order, boolean skip) {
    try (Model model =
        Fixture.model(id, options(order, skip), data, Fixture.dopri5(1e-6).build())) {
      Fixture.initialized(model, new Random(5));
      ModelPass pass = model.newPass(ROWS);
      List<double[]> predictions = new ArrayList<>();
      List<double[]> gradients = new ArrayList<>();
      for (double filling : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
        Batch batch = batch(data, new Random(6));
        StateVector mask = batch.vector(DataField.MASK);
        for (int row = 0; row < ROWS; row++) {
          for (int step = 0; step < STEPS; step++) {
            if (mask.get(row, step) == 0) {
              batch.vector(DataField.GAPS).set(row, step, filling);
              for (int i = 0; i < 3; i++) {
                batch.vector(DataField.INPUTS).set(row, step * 3 + i, filling);
              }
            }
          }
        }
        StateVector prediction = pass.forward(batch, true, 0);
        predictions.add(prediction.toArray());
        StateVector cotangent = prediction.newLike();
        Fixture.fill(cotangent, new Random(7));
        StateVector gradient = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
        pass.backward(cotangent, gradient);
        gradients.add(gradient.toArray());
      }
      assertThat(gradients.get(0)).doesNotContain(Double.NaN);
      for (int i = 1; i < 3; i++) {
        assertThat(predictions.get(i)).isEqualTo(predictions.get(0));
        assertThat(gradients.get(i)).isEqualTo(gradients.get(0));
      }
    }
  }

  @Test(dataProvider = "orders")
  public void picturesEndWhereTheStateEnds(String id, String order) {
    Map<String, Object> options = new HashMap<>(options(order, true));
    options.put("readout", "none");
    try (Model model = Fixture.model(id, options, LAST, Fixture.dopri5(1e-10).build())) {
      Fixture.initialized(model, new Random(5));
      ModelPass pass = model.newPass(ROWS);
      StateVector last = pass.forward(batch(LAST, new Random(6)), false, 0);
      List<StateVector> pictures = pass.trajectory(4 * STEPS + 1);
      assertThat(pictures).hasSize(4 * STEPS + 1);
      if (order.equals("update-first")) {
        assertThat(pictures.get(4 * STEPS).get(0, 0)).isCloseTo(last.get(0, 0), within(1e-8));
      } else {
        assertThat(pictures.get(0).toArray()).containsOnly(0);
      }
    }
  }

  @Test
  public void gapsAreOneWhereTheDataHaveNone() {
    DataSignature without =
        DataSignature.of(
            DataField.real(DataField.INPUTS, STEPS, 3), DataField.real(DataField.TARGETS, 2));
    OdeSolver solver = Fixture.sharedNorm(1e-6, CheckpointedDiscrete.everyStep());
    try (Model a = Fixture.model("hbnode", SMALL, without, solver);
        Model b = Fixture.model("hbnode", SMALL, LAST, solver)) {
      Fixture.initialized(a, new Random(3));
      Fixture.initialized(b, new Random(3));
      Batch plain = Fixture.batch(without, ROWS, new Random(4));
      Batch explicit = new Batch(LAST, Precision.FLOAT64, ROWS);
      explicit.vector(DataField.INPUTS).copyFrom(plain.vector(DataField.INPUTS));
      explicit.vector(DataField.GAPS).fill(1);
      explicit.vector(DataField.MASK).fill(1);
      assertThat(a.newPass(ROWS).forward(plain, false, 0).toArray())
          .isEqualTo(b.newPass(ROWS).forward(explicit, false, 0).toArray());
    }
  }

  @Test
  public void aNegativeGapIsRefusedWithItsPlace() {
    try (Model model = Fixture.model("node", SMALL, LAST, Fixture.dopri5(1e-6).build())) {
      Fixture.initialized(model, new Random(1));
      Batch batch = batch(LAST, new Random(2));
      batch.vector(DataField.GAPS).set(1, 2, -0.5);
      ModelPass pass = model.newPass(ROWS);
      assertThatThrownBy(() -> pass.forward(batch, false, 0))
          .isInstanceOfSatisfying(
              ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
          .hasMessageContaining("-0.5")
          .hasMessageContaining("time step 2, row 1");
    }
  }

  /** z' = 2000 z over a gap of 1 overflows. */
  @Test
  public void aFailedSolveIsReportedWithStepAndRow() {
    Map<String, Object> options =
        Map.of("hidden", List.of(), "activation", "none", "width", 1, "update-hidden", List.of());
    try (Model model = Fixture.model("node", options, LAST, Fixture.dopri5(1e-6).build())) {
      StateVector parameters = Fixture.initialized(model, new Random(1));
      model.parameters().view(parameters, "field.weight1").fill(2000);
      model.setParameters(parameters);
      Batch batch = batch(LAST, new Random(2));
      batch.vector(DataField.MASK).fill(1);
      batch.vector(DataField.GAPS).fill(0);
      batch.vector(DataField.GAPS).set(2, 1, 1);
      ModelPass pass = model.newPass(ROWS);
      assertThatThrownBy(() -> pass.forward(batch, false, 0))
          .isInstanceOfSatisfying(
              ImpetusException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NUMERICAL))
          .hasMessageContaining("time step 1")
          .hasMessageContaining("row 2");
    }
  }

  private static Map<String, Object> options(String order, boolean skip) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.put("order", order);
    options.put("skip", skip);
    return options;
  }

  /** Gaps between 0.1 and 2; the first row has padding at its end, the second in its midst. */
  private static Batch batch(DataSignature data, Random random) {
    Batch batch = Fixture.batch(data, ROWS, random);
    StateVector gaps = batch.vector(DataField.GAPS);
    StateVector mask = batch.vector(DataField.MASK);
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        gaps.set(row, step, 0.1 + 1.9 * random.nextDouble());
        mask.set(row, step, 1);
      }
    }
    mask.set(0, STEPS - 1, 0);
    mask.set(1, 1, 0);
    return batch;
  }
}
