// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.Model;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.Test;

/** The scans against the equations of the papers, computed number by number. */
public final class EquationsTest {

  private static final int STEPS = 9;
  private static final int INPUTS = 2;
  private static final int HIDDEN = 5;

  private final Map<String, double[]> parameters = new HashMap<>();
  private double[][] x;

  /** What a cell does in a step: from the input's and the state's part to the next state. */
  @FunctionalInterface
  private interface Step {

    void run(int step, double[] input, double[] h);
  }

  private double[] product(String weight, String bias, double[] v) {
    double[] w = parameters.get("layer1." + weight);
    double[] b = parameters.get("layer1." + bias);
    double[] out = b.clone();
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < v.length; j++) {
        out[i] += w[i * v.length + j] * v[j];
      }
    }
    return out;
  }

  private double[] input(int step) {
    return product("input-weight", "input-bias", x[step]);
  }

  private double[] recurrent(double[] h) {
    return product("recurrent-weight", "recurrent-bias", h);
  }

  private static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  /** The LSTM's elementwise part, gates in the order input, forget, cell, output. */
  private static void lstm(double[] a, double[] h, double[] c) {
    for (int i = 0; i < HIDDEN; i++) {
      c[i] = sigmoid(a[HIDDEN + i]) * c[i] + sigmoid(a[i]) * Math.tanh(a[2 * HIDDEN + i]);
      h[i] = sigmoid(a[3 * HIDDEN + i]) * Math.tanh(c[i]);
    }
  }

  private void check(String id, Map<String, Object> own, Step step) {
    Map<String, Object> options = new HashMap<>(own);
    options.put("hidden", HIDDEN);
    DataSignature data =
        DataSignature.of(
            DataField.real(DataField.INPUTS, STEPS, INPUTS),
            DataField.real(DataField.TARGETS, STEPS, 2));
    Random random = new Random(5);
    try (Model model = Fixture.model(id, options, data)) {
      StateVector flat = Fixture.randomized(model, Precision.FLOAT64, random);
      parameters.clear();
      model
          .parameters()
          .parameters()
          .forEach(p -> parameters.put(p.name(), flat.view(p.offset(), 1, p.size()).toArray()));
      Batch batch = Fixture.batch(data, Precision.FLOAT64, 1, random);
      x = new double[STEPS][INPUTS];
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < INPUTS; i++) {
          x[t][i] = batch.vector(DataField.INPUTS).get(0, t * INPUTS + i);
        }
      }
      StateVector predictions = model.newPass(1).forward(batch, false, 0);
      double[] h = new double[HIDDEN];
      for (int t = 0; t < STEPS; t++) {
        step.run(t, input(t), h);
        double[] w = parameters.get("readout.weight");
        for (int out = 0; out < 2; out++) {
          double expected = parameters.get("readout.bias")[out];
          for (int i = 0; i < HIDDEN; i++) {
            expected += w[out * HIDDEN + i] * h[i];
          }
          assertThat(predictions.get(0, t * 2 + out))
              .as("%s, step %d", id, t)
              .isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @Test
  public void lstm() {
    double[] c = new double[HIDDEN];
    check("lstm", Map.of(), (t, g, h) -> lstm(sum(1, g, 1, recurrent(h)), h, c));
  }

  private static double[] sum(double a, double[] x, double b, double[] y) {
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a * x[i] + b * y[i];
    }
    return out;
  }

  @Test
  public void momentumLstmHasOneVelocityForAllGates() {
    double[] c = new double[HIDDEN];
    double[][] v = {new double[4 * HIDDEN]};
    check(
        "momentum-lstm",
        Map.of("mu", 0.7, "s", 0.4),
        (t, g, h) -> {
          v[0] = sum(0.7, v[0], 0.4, g);
          lstm(sum(1, v[0], 1, recurrent(h)), h, c);
        });
  }

  @Test
  public void nesterovLstmRestartsWithinTheSequence() {
    double[] c = new double[HIDDEN];
    double[][] v = {new double[4 * HIDDEN]};
    check(
        "sr-lstm",
        Map.of("restart", 4, "s", 0.9),
        (t, g, h) -> {
          int k = t % 4 + 1;
          v[0] = sum((k - 1.0) / (k + 2.0), v[0], 0.9, g);
          lstm(sum(1, v[0], 1, recurrent(h)), h, c);
        });
  }

  @Test
  public void legacyRestartLstmExtrapolatesThePreActivation() {
    double[] c = new double[HIDDEN];
    double[][] y = {new double[4 * HIDDEN]};
    check(
        "sr-lstm",
        Map.of("restart", 4, "s", 0.9, "rule", "legacy"),
        (t, g, h) -> {
          int k = t % 4 + 1;
          double[] now = sum(1, recurrent(h), -0.9, g);
          double extrapolation = (k - 1.0) / (k + 2.0);
          double[] a = sum(1 + extrapolation, now, -extrapolation, y[0]);
          y[0] = now;
          lstm(a, h, c);
        });
  }

  @Test
  public void adamLstm() {
    adaptive("adam-lstm", 0.6, Map.of("mu", 0.6, "s", 0.8, "beta", 0.3, "epsilon", 1e-3));
  }

  @Test
  public void rmspropLstmIsAdamWithoutMomentum() {
    adaptive("rmsprop-lstm", 0, Map.of("s", 0.8, "beta", 0.3, "epsilon", 1e-3));
  }

  private void adaptive(String id, double mu, Map<String, Object> options) {
    double[] c = new double[HIDDEN];
    double[][] v = {new double[4 * HIDDEN]};
    double[] r = new double[4 * HIDDEN];
    check(
        id,
        options,
        (t, g, h) -> {
          v[0] = sum(mu, v[0], 0.8, g);
          double[] a = recurrent(h);
          for (int i = 0; i < a.length; i++) {
            r[i] = 0.3 * r[i] + 0.7 * g[i] * g[i];
            a[i] += v[0][i] / Math.sqrt(r[i] + 1e-3);
          }
          lstm(a, h, c);
        });
  }

  @Test
  public void gru() {
    check("gru", Map.of(), (t, g, h) -> gru(g, recurrent(h), h));
  }

  private static void gru(double[] g, double[] u, double[] h) {
    for (int i = 0; i < HIDDEN; i++) {
      double reset = sigmoid(g[i] + u[i]);
      double update = sigmoid(g[HIDDEN + i] + u[HIDDEN + i]);
      double n = Math.tanh(g[2 * HIDDEN + i] + reset * u[2 * HIDDEN + i]);
      h[i] = (1 - update) * n + update * h[i];
    }
  }

  @Test
  public void momentumGru() {
    double[][] v = {new double[3 * HIDDEN]};
    check(
        "momentum-gru",
        Map.of("mu", 0.3, "s", 0.5),
        (t, g, h) -> {
          v[0] = sum(0.3, v[0], 0.5, g);
          gru(v[0], recurrent(h), h);
        });
  }

  @Test
  public void momentumRnnOfEquation9() {
    double[][] v = {new double[HIDDEN]};
    check(
        "momentum-rnn",
        Map.of("mu", 0.9, "s", 0.2),
        (t, g, h) -> {
          v[0] = sum(0.9, v[0], 0.2, g);
          tanh(sum(1, v[0], 1, recurrent(h)), h);
        });
  }

  @Test
  public void momentumRnnOfEquation10() {
    double[][] v = {new double[HIDDEN]};
    check(
        "momentum-rnn",
        Map.of("mu", 0.9, "s", 0.2, "parametrization", "state"),
        (t, g, h) -> {
          v[0] = sum(0.9, v[0], 0.2, g);
          tanh(recurrent(sum(1, h, 1, v[0])), h);
        });
  }

  private static void tanh(double[] a, double[] h) {
    for (int i = 0; i < h.length; i++) {
      h[i] = Math.tanh(a[i]);
    }
  }
}
