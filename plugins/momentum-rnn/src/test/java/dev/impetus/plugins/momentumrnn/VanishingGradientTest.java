// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/**
 * How far gradients reach with momentum: the argument of Nguyen et al. (NeurIPS 2020, section 2.3),
 * where it holds, where it does not, and what back-propagation really multiplies.
 */
public final class VanishingGradientTest {

  private static final int STEPS = 60;
  private static final int HIDDEN = 16;
  private static final int SEEDS = 8;

  /** The slopes of tanh along the states of the net {@code h_t = tanh(U h_{t-1} + v_t)}. */
  private record Trajectory(double[][] u, double[][] slopes) {

    /**
     * With inputs {@code 0.7 x_t} of a seed; μ = 0, s = 1 is the plain net. Its readout is the
     * identity, so that its predictions are its states.
     */
    static Trajectory of(double[][] u, long seed, double mu, double s) {
      DataSignature data =
          DataSignature.of(
              DataField.real(DataField.INPUTS, STEPS, HIDDEN),
              DataField.real(DataField.TARGETS, STEPS, HIDDEN));
      double[][] slopes = new double[STEPS][HIDDEN];
      Map<String, Object> options = Map.of("hidden", HIDDEN, "mu", mu, "s", s);
      try (Model model = Fixture.model("momentum-rnn", options, data)) {
        StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
        StateVector input = model.parameters().view(parameters, "layer1.input-weight");
        StateVector recurrent = model.parameters().view(parameters, "layer1.recurrent-weight");
        StateVector readout = model.parameters().view(parameters, "readout.weight");
        for (int i = 0; i < HIDDEN; i++) {
          input.set(0, i * HIDDEN + i, 0.7);
          readout.set(0, i * HIDDEN + i, 1);
          for (int j = 0; j < HIDDEN; j++) {
            recurrent.set(0, i * HIDDEN + j, u[i][j]);
          }
        }
        model.setParameters(parameters);
        Batch batch = Fixture.batch(data, Precision.FLOAT64, 1, new Random(seed));
        StateVector states = model.newPass(1).forward(batch, false, 0);
        for (int t = 0; t < STEPS; t++) {
          for (int i = 0; i < HIDDEN; i++) {
            double h = states.get(0, t * HIDDEN + i);
            slopes[t][i] = 1 - h * h;
          }
        }
      }
      return new Trajectory(u, slopes);
    }

    /**
     * The decay a step, as a logarithm, of the norm of {@code ∏ (Uᵀ + μ Σ_k) D_k+1}, Σ_k being the
     * derivative of artanh at h_k, which is the inverse of D_k.
     */
    double rateOfProduct(double mu) {
      double[][] product = new double[HIDDEN][HIDDEN];
      for (int i = 0; i < HIDDEN; i++) {
        product[i][i] = 1;
      }
      double logarithm = 0;
      for (int t = 1; t < STEPS; t++) {
        double[][] next = new double[HIDDEN][HIDDEN];
        double square = 0;
        for (int i = 0; i < HIDDEN; i++) {
          for (int j = 0; j < HIDDEN; j++) {
            double sum = mu / slopes[t - 1][i] * product[i][j];
            for (int k = 0; k < HIDDEN; k++) {
              sum += u[i][k] * product[k][j];
            }
            next[i][j] = slopes[t][i] * sum;
            square += next[i][j] * next[i][j];
          }
        }
        double norm = Math.sqrt(square);
        logarithm += Math.log(norm);
        for (double[] row : next) {
          for (int j = 0; j < HIDDEN; j++) {
            row[j] /= norm;
          }
        }
        product = next;
      }
      return logarithm / STEPS;
    }
  }

  private enum Recurrence {
    UNIFORM,
    ORTHOGONAL,
    IDENTITY,
    MINUS_HALF;

    double[][] matrix(Random random) {
      double[] flat = new double[HIDDEN * HIDDEN];
      switch (this) {
        case UNIFORM -> InitialWeights.uniform(flat, 0, flat.length, 0.25, random);
        case ORTHOGONAL -> InitialWeights.orthogonal(flat, 0, HIDDEN, HIDDEN, random);
        case IDENTITY, MINUS_HALF -> {
          for (int i = 0; i < HIDDEN; i++) {
            flat[i * HIDDEN + i] = this == IDENTITY ? 1 : -0.5;
          }
        }
      }
      double[][] matrix = new double[HIDDEN][HIDDEN];
      for (int i = 0; i < HIDDEN; i++) {
        System.arraycopy(flat, i * HIDDEN, matrix[i], 0, HIDDEN);
      }
      return matrix;
    }
  }

  /** Means over seeds; {@code counted} is the μ of the product, {@code mu} that of the net. */
  private static double rate(Recurrence recurrence, double mu, double s, double counted) {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double[][] u = recurrence.matrix(new Random(100 + seed));
      sum += Trajectory.of(u, seed, mu, s).rateOfProduct(counted);
    }
    return sum / SEEDS;
  }

  @DataProvider
  public Object[][] recurrences() {
    return new Object[][] {
      {Recurrence.UNIFORM}, {Recurrence.ORTHOGONAL}, {Recurrence.IDENTITY},
    };
  }

  /**
   * The paper's claim: the product with the term μ Σ, which eliminating the velocity brings in,
   * decays more slowly than the plain net's, the more so the larger μ is, with the same U, weights
   * and inputs.
   */
  @Test(dataProvider = "recurrences")
  public void thePapersProductDecaysMoreSlowly(Recurrence recurrence) {
    for (boolean scaled : new boolean[] {false, true}) {
      double before = rate(recurrence, 0, 1, 0);
      for (double mu : new double[] {0.1, 0.3, 0.6, 0.9}) {
        double rate = rate(recurrence, mu, scaled ? 1 - mu : 1, mu);
        assertThat(rate).as("%s, mu %s, scaled %s", recurrence, mu, scaled).isGreaterThan(before);
        before = rate;
      }
    }
  }

  /** It needs U to be no rotation by half a turn: -1/2 + μ is the smaller number. */
  @Test
  public void thePapersProductCanDecayFaster() {
    assertThat(rate(Recurrence.MINUS_HALF, 0.3, 0.7, 0.3))
        .isLessThan(rate(Recurrence.MINUS_HALF, 0, 1, 0) - 0.3);
  }

  /**
   * Back-propagation forms another product. The velocity depends on the inputs alone, so
   * ∂h_t/∂h_t-1 is D_t U with momentum as without, and only other slopes D can make a difference:
   * with s = 1 the velocity is 1/(1-μ) times as large, saturates tanh, and gradients of hidden
   * states vanish faster than the plain net's; with s = 1 - μ they vanish more slowly.
   */
  @Test(dataProvider = "recurrences")
  public void whatBackPropagationMultipliesDependsOnTheStepSize(Recurrence recurrence) {
    double plain = rate(recurrence, 0, 1, 0);
    assertThat(rate(recurrence, 0.9, 1, 0)).isLessThan(plain);
    assertThat(rate(recurrence, 0.9, 0.1, 0)).isGreaterThan(plain);
  }

  /** The same seen in the nets themselves, in numbers that the recorder gives. */
  @Test
  public void recordedGradientsAreThoseOfTheProduct() {
    int steps = 9;
    int rows = 3;
    DataSignature data = Fixture.series(steps, 2, 2);
    for (int threads : new int[] {1, 2}) {
      Random random = new Random(17);
      Map<String, Object> options = Map.of("hidden", 5, "mu", 0.7, "s", 0.4);
      try (Model model = Fixture.model("momentum-rnn", options, data, Precision.FLOAT64, threads)) {
        StateVector parameters = Fixture.randomized(model, Precision.FLOAT64, random);
        Batch batch = Fixture.batch(data, Precision.FLOAT64, rows, random);
        ModelPass pass = model.newPass(rows);
        StateVector cotangent = pass.forward(batch, true, 0).newLike();
        cotangent.fill(0.3);
        double[] norms = new double[pass.steps()];
        pass.recordStepGradients(norms);
        pass.backward(cotangent, parameters.newLike());
        assertThat(norms)
            .containsExactly(byHand(model, parameters, batch, cotangent), within(1e-14));
        double[] recorded = norms.clone();
        pass.backward(cotangent, parameters.newLike());
        assertThat(norms).as("the next backward alone records").containsExactly(recorded);
        assertThatThrownBy(() -> pass.recordStepGradients(new double[2]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("2 places for 9 steps");
      }
    }
  }

  private static double[] byHand(
      Model model, StateVector parameters, Batch batch, StateVector cotangent) {
    double[] w = model.parameters().view(parameters, "layer1.input-weight").toArray();
    double[] b = model.parameters().view(parameters, "layer1.input-bias").toArray();
    double[] u = model.parameters().view(parameters, "layer1.recurrent-weight").toArray();
    double[] c = model.parameters().view(parameters, "layer1.recurrent-bias").toArray();
    double[] readout = model.parameters().view(parameters, "readout.weight").toArray();
    StateVector inputs = batch.vector(DataField.INPUTS);
    int n = b.length;
    int steps = inputs.width() / 2;
    double[] squares = new double[steps];
    for (int row = 0; row < inputs.rows(); row++) {
      double[][] h = new double[steps + 1][n];
      double[] v = new double[n];
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < n; i++) {
          double x = inputs.get(row, 2 * t);
          double y = inputs.get(row, 2 * t + 1);
          v[i] = 0.7 * v[i] + 0.4 * (w[2 * i] * x + w[2 * i + 1] * y + b[i]);
          double sum = v[i] + c[i];
          for (int j = 0; j < n; j++) {
            sum += u[i * n + j] * h[t][j];
          }
          h[t + 1][i] = Math.tanh(sum);
        }
      }
      double[] bar = new double[n];
      for (int i = 0; i < n; i++) {
        for (int output = 0; output < cotangent.width(); output++) {
          bar[i] += readout[output * n + i] * cotangent.get(row, output);
        }
      }
      for (int t = steps - 1; t >= 0; t--) {
        double[] before = new double[n];
        for (int i = 0; i < n; i++) {
          squares[t] += bar[i] * bar[i];
          for (int j = 0; j < n; j++) {
            before[j] += u[i * n + j] * (1 - h[t + 1][i] * h[t + 1][i]) * bar[i];
          }
        }
        bar = before;
      }
    }
    double[] norms = new double[steps];
    for (int t = 0; t < steps; t++) {
      norms[t] = Math.sqrt(squares[t]);
    }
    return norms;
  }

  /**
   * What momentum does keep alive is the gradient of the inputs, and with it that of W: ∂v_T/∂x_t
   * is s μ^(T-t) W whatever the cell does. Each step reads a token of its own, so that the gradient
   * of the embedding's rows is that of the inputs.
   */
  @Test
  public void gradientsOfInputsOutliveThoseOfThePlainNet() {
    int steps = 40;
    double plain = shareAtTheFirstStep("rnn", Map.of(), steps);
    double half = shareAtTheFirstStep("momentum-rnn", Map.of("mu", 0.5, "s", 0.5), steps);
    double most = shareAtTheFirstStep("momentum-rnn", Map.of("mu", 0.9, "s", 0.1), steps);
    assertThat(plain).isLessThan(1e-9);
    assertThat(half).isGreaterThan(plain);
    // 0.9^39 = 0.016
    assertThat(most).isBetween(1e-3, 1.0);
  }

  private static double shareAtTheFirstStep(String id, Map<String, Object> more, int steps) {
    DataSignature data =
        DataSignature.of(
            new DataField(DataField.INPUTS, List.of(steps), steps, List.of()),
            DataField.real(DataField.TARGETS, 1));
    Map<String, Object> options =
        new TreeMap<>(Map.of("hidden", 12, "embedding", 4, "recurrent-init", "uniform"));
    options.putAll(more);
    try (Model model = Fixture.model(id, options, data)) {
      StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, model.parameters().size());
      model.initialize(parameters, new Random(3));
      model.setParameters(parameters);
      Batch batch = new Batch(data, Precision.FLOAT64, 1);
      for (int step = 0; step < steps; step++) {
        batch.vector(DataField.INPUTS).set(0, step, step);
      }
      ModelPass pass = model.newPass(1);
      StateVector cotangent = pass.forward(batch, true, 0).newLike();
      cotangent.fill(1);
      StateVector gradient = parameters.newLike();
      pass.backward(cotangent, gradient);
      double[] table = model.parameters().view(gradient, "embedding").toArray();
      return norm(table, 0) / norm(table, 4 * (steps - 1));
    }
  }

  private static double norm(double[] table, int from) {
    double square = 0;
    for (int i = from; i < from + 4; i++) {
      square += table[i] * table[i];
    }
    return Math.sqrt(square);
  }
}
