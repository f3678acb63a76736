// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Gradients of every cell against central differences in float64. */
public final class GradientTest {

  private static final int STEPS = 6;
  private static final int ROWS = 3;

  /** A net to differentiate. */
  private record Net(String id, Map<String, Object> options) {

    @Override
    public String toString() {
      return id + " " + options;
    }
  }

  private static final List<Net> CELLS =
      List.of(
          new Net("rnn", Map.of()),
          new Net("rnn", Map.of("activation", "sigmoid")),
          new Net("lstm", Map.of()),
          new Net("gru", Map.of()),
          new Net("momentum-rnn", Map.of("mu", 0.5, "s", 0.4)),
          new Net("momentum-rnn", Map.of("parametrization", "state", "mu", 0.5)),
          new Net("momentum-rnn", Map.of("learnable", true)),
          new Net("momentum-lstm", Map.of()),
          new Net("momentum-lstm", Map.of("learnable", true)),
          new Net("momentum-gru", Map.of()),
          new Net("adam-lstm", Map.of("epsilon", 0.1)),
          new Net("adam-lstm", Map.of("epsilon", 0.1, "learnable", true)),
          new Net("rmsprop-lstm", Map.of("epsilon", 0.1, "learnable", true)),
          new Net("sr-lstm", Map.of("restart", 4)),
          new Net("sr-lstm", Map.of("restart", 0)),
          new Net("sr-lstm", Map.of("restart", 4, "rule", "legacy")),
          new Net("exp-rnn", Map.of()),
          new Net("cayley-rnn", Map.of()),
          new Net("dtriv", Map.of("map", "cayley")),
          new Net("momentum-dtriv", Map.of()),
          new Net("adam-dtriv", Map.of("epsilon", 0.1)),
          new Net("rmsprop-dtriv", Map.of("epsilon", 0.1, "dynamic", false)),
          new Net("sr-dtriv", Map.of("restart", 3)));

  private static Object[][] rows(List<Net> nets) {
    return nets.stream().map(net -> new Object[] {net}).toArray(Object[][]::new);
  }

  @DataProvider
  public Object[][] cells() {
    return rows(CELLS);
  }

  /** Every cell in two layers and both directions, with dropout between. */
  @DataProvider
  public Object[][] deepCells() {
    List<Net> nets = new ArrayList<>();
    for (Net cell : CELLS) {
      Map<String, Object> options = new TreeMap<>(cell.options());
      options.putAll(Map.of("layers", 2, "bidirectional", true, "dropout", 0.3));
      nets.add(new Net(cell.id(), options));
    }
    return rows(nets);
  }

  private static DataSignature masked(DataSignature data) {
    List<DataField> fields = new ArrayList<>(data.fields());
    fields.add(DataField.real(DataField.MASK, STEPS));
    return new DataSignature(fields, List.of());
  }

  /** Sequences of 6, 4 and 1 steps. */
  private static void setLengths(Batch batch) {
    int[] lengths = {6, 4, 1};
    for (int row = 0; row < ROWS; row++) {
      for (int step = 0; step < STEPS; step++) {
        batch.vector(DataField.MASK).set(row, step, step < lengths[row] ? 1 : 0);
      }
    }
  }

  @Test(dataProvider = "cells")
  public void lastState(Net net) {
    check(net, Fixture.series(STEPS, 2, 3));
  }

  @Test(dataProvider = "cells")
  public void everyStep(Net net) {
    check(net, Fixture.everyStep(STEPS, 2, 2));
  }

  @Test(dataProvider = "cells")
  public void unequalLengths(Net net) {
    check(net, masked(Fixture.series(STEPS, 2, 3)));
  }

  @Test(dataProvider = "deepCells")
  public void layersDirectionsAndDropout(Net net) {
    check(net, masked(Fixture.everyStep(STEPS, 2, 2)));
  }

  @Test
  public void meanOfTheStates() {
    check(new Net("momentum-lstm", Map.of("readout", "mean")), masked(Fixture.series(STEPS, 2, 3)));
  }

  @Test
  public void tokensOneHotAndEmbedded() {
    DataSignature tokens =
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(STEPS), 5, List.of()),
            DataField.real(DataField.TARGETS, 2));
    check(new Net("momentum-lstm", Map.of()), tokens);
    check(new Net("momentum-lstm", Map.of("embedding", 3)), tokens);
    check(new Net("momentum-lstm", Map.of("embedding", 3)), masked(tokens));
  }

  private static void check(Net net, DataSignature data) {
    Random random = new Random(11);
    Map<String, Object> options = new TreeMap<>(net.options());
    options.put("hidden", 4);
    try (Model model = Fixture.model(net.id(), options, data)) {
      StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, random);
      Batch batch = Fixture.batch(data, Precision.FLOAT64, ROWS, random);
      if (data.find(DataField.MASK).isPresent()) {
        setLengths(batch);
      }
      ModelPass pass = model.newPass(ROWS);
      StateVector cotangent = pass.forward(batch, true, 7).newLike();
      for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i < cotangent.width(); i++) {
          cotangent.set(row, i, random.nextGaussian());
        }
      }
      StateVector gradient = parameters.newLike();
      pass.backward(cotangent, gradient);
      double scale = Math.sqrt(gradient.dot(gradient) / gradient.size());
      for (int i = 0; i < parameters.width(); i++) {
        if (isBase(model, i)) {
          assertThat(gradient.get(0, i)).isZero();
          continue;
        }
        double difference = difference(model, pass, batch, cotangent, parameters, i);
        assertThat(gradient.get(0, i))
            .as("parameter %d of %d of %s", i, parameters.width(), net)
            .isCloseTo(difference, within(1e-7 * Math.max(scale, Math.abs(difference))));
      }
    }
  }

  /** The base of a dynamic trivialisation has no gradient. */
  private static boolean isBase(Model model, int index) {
    return model.parameters().parameters().stream()
        .anyMatch(
            p ->
                p.name().endsWith(".base") && index >= p.offset() && index < p.offset() + p.size());
  }

  /** Central differences of fourth order. */
  private static double difference(
      Model model,
      ModelPass pass,
      Batch batch,
      StateVector cotangent,
      StateVector parameters,
      int index) {
    double h = 1e-4;
    double before = parameters.get(0, index);
    double[] values = new double[5];
    for (int k = -2; k <= 2; k++) {
      parameters.set(0, index, before + k * h);
      model.setParameters(parameters);
      values[k + 2] = Fixture.score(pass, batch, cotangent);
    }
    parameters.set(0, index, before);
    model.setParameters(parameters);
    return (8 * (values[3] - values[1]) - (values[4] - values[0])) / (12 * h);
  }
}
