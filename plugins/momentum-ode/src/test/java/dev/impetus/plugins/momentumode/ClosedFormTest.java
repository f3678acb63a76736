// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Solutions that can be written down. */
public final class ClosedFormTest {

  private static final double[] TIMES = {0, 0.5, 1, 2, 4, 8};

  /** Initial positions and velocities, observed positions. */
  private static final DataSignature OSCILLATORS =
      new DataSignature(
          List.of(
              DataField.real(DataField.INPUTS, 2),
              DataField.real(DataField.TARGETS, TIMES.length, 1)),
          Arrays.stream(TIMES).boxed().toList());

  private static final Map<String, Object> LINEAR =
      Map.of("hidden", List.of(), "activation", "none", "initial-velocity", "given");

  @DataProvider
  static Object[][] regimes() {
    double gamma = 1 / (1 + Math.exp(3));
    return new Object[][] {
      {"under-damped", -3.0, 1.0, 2.0},
      {"slightly under-damped", 1.0, 2.0, 1.0},
      {"over-damped", 2.0, 4.0, 0.5},
      {"critical", -3.0, 1.0, gamma * gamma / 4},
      {"repelling", -3.0, 1.0, -0.25},
    };
  }

  /** f = -k h: h'' + γ h' + k h = 0. */
  @Test(dataProvider = "regimes")
  public void linearFieldGivesTheDampedOscillator(String name, double w, double scale, double k) {
    Map<String, Object> options = new HashMap<>(LINEAR);
    options.put("damping-init", w);
    options.put("damping-scale", scale);
    double gamma = scale / (1 + Math.exp(-w));
    double worst = Double.POSITIVE_INFINITY;
    for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
      double error = error("hbnode", options, tolerance, parameters(-k, w), gamma, k);
      assertThat(error)
          .as(name + " at " + tolerance)
          .isLessThan(Math.min(worst / 20, 100 * tolerance));
      worst = error;
    }
  }

  @Test
  public void withoutForceTheVelocityDecaysExponentially() {
    double gamma = 1 / (1 + Math.exp(3));
    assertThat(error("hbnode", LINEAR, 1e-10, parameters(0, -3), gamma, 0)).isLessThan(1e-8);
  }

  @Test
  public void stiffnessPullsBackLikeASpring() {
    Map<String, Object> options = new HashMap<>(LINEAR);
    options.putAll(
        Map.of("saturation", "identity", "stiffness", 1.5, "stiffness-learnable", false));
    double gamma = 1 / (1 + Math.exp(3));
    assertThat(error("ghbnode", options, 1e-10, parameters(-0.5, -3), gamma, 2)).isLessThan(1e-8);
  }

  /** |m|²/2 + k h²/2 falls at the rate γ |m|². */
  @Test
  public void energyFallsAtTheRateOfTheDamping() {
    double k = 2;
    double gamma = 1 / (1 + Math.exp(3));
    try (Model model =
        Fixture.model("hbnode", LINEAR, OSCILLATORS, Fixture.dopri5(1e-10).build())) {
      model.setParameters(parameters(-k, -3));
      Batch batch = initial(1);
      ModelPass pass = model.newPass(1);
      pass.forward(batch, false, 0);
      List<StateVector> states = pass.trajectory(4001);
      double step = 8.0 / 4000;
      double work = 0;
      for (int i = 0; i + 2 < states.size(); i += 2) {
        double m0 = states.get(i).get(0, 1);
        double m1 = states.get(i + 1).get(0, 1);
        double m2 = states.get(i + 2).get(0, 1);
        work += gamma * (m0 * m0 + 4 * m1 * m1 + m2 * m2) * step / 3;
        double lost = energy(states.get(0), k) - energy(states.get(i + 2), k);
        assertThat(lost).as("energy lost until step %d", i).isCloseTo(work, within(1e-8));
      }
      assertThat(work).isGreaterThan(0.1);
    }
  }

  @Test
  public void withIdentityAndNoStiffnessTheGeneralisedFormIsTheHeavyBall() {
    DataSignature data = Fixture.vectors(3, 2);
    OdeSolver solver = Fixture.dopri5(1e-7).build();
    Map<String, Object> plain =
        Map.of("saturation", "identity", "stiffness", 0, "stiffness-learnable", false);
    try (Model heavyBall = Fixture.model("hbnode", Map.of(), data, solver);
        Model generalised = Fixture.model("ghbnode", plain, data, solver)) {
      StateVector a = Fixture.initialized(heavyBall, new Random(5));
      StateVector b = Fixture.initialized(generalised, new Random(5));
      assertThat(b.toArray()).isEqualTo(a.toArray());
      Batch batch = Fixture.batch(data, 7, new Random(6));
      double[] expected = heavyBall.newPass(7).forward(batch, false, 0).toArray();
      double[] actual = generalised.newPass(7).forward(batch, false, 0).toArray();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-12));
      }
    }
  }

  private static double error(
      String id,
      Map<String, Object> options,
      double tolerance,
      StateVector parameters,
      double gamma,
      double k) {
    int rows = 3;
    try (Model model = Fixture.model(id, options, OSCILLATORS, Fixture.dopri5(tolerance).build())) {
      model.setParameters(parameters);
      Batch batch = initial(rows);
      StateVector prediction = model.newPass(rows).forward(batch, false, 0);
      double error = 0;
      for (int row = 0; row < rows; row++) {
        double h0 = batch.vector(DataField.INPUTS).get(row, 0);
        double m0 = batch.vector(DataField.INPUTS).get(row, 1);
        for (int i = 0; i < TIMES.length; i++) {
          double exact = oscillator(gamma, k, h0, m0, TIMES[i]);
          error = Math.max(error, Math.abs(prediction.get(row, i) - exact));
        }
      }
      return error;
    }
  }

  /**
   * h(t) of h'' + γ h' + k h = 0: e^(-γt/2) (A cos ωt + B sin ωt) with ω² = k - γ²/4, and its
   * relatives.
   */
  private static double oscillator(double gamma, double k, double h0, double m0, double t) {
    double square = k - gamma * gamma / 4;
    double omega = Math.sqrt(Math.abs(square));
    double slope = m0 + gamma * h0 / 2;
    double shape;
    if (omega < 1e-9) {
      shape = h0 + slope * t;
    } else if (square > 0) {
      shape = h0 * Math.cos(omega * t) + slope * Math.sin(omega * t) / omega;
    } else {
      shape = h0 * Math.cosh(omega * t) + slope * Math.sinh(omega * t) / omega;
    }
    return Math.exp(-gamma * t / 2) * shape;
  }

  private static double energy(StateVector state, double k) {
    double h = state.get(0, 0);
    double m = state.get(0, 1);
    return (m * m + k * h * h) / 2;
  }

  /** The field's parameters: weight, bias, w. */
  private static StateVector parameters(double weight, double w) {
    return StateVector.of(new double[] {weight, 0, w});
  }

  private static Batch initial(int rows) {
    Batch batch = new Batch(OSCILLATORS, Precision.FLOAT64, rows);
    double[] values = {1, 0, -0.5, 1, 0.3, -2};
    batch.vector(DataField.INPUTS).copyFrom(values, 0);
    return batch;
  }
}
