// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.gradient.FullStorage;
import dev.impetus.solver.gradient.GradientMode;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Gradients against central differences, in float64. */
public final class GradientTest {

  private static final int ROWS = 3;
  private static final double SOLVE = 1e-12;

  @DataProvider
  static Object[][] fields() {
    Nonlinearity tanh = Nonlinearity.activation("tanh");
    Nonlinearity softplus = Nonlinearity.activation("softplus");
    Damping damping = new Damping(1, -0.5, true);
    Force f = Force.of(2, List.of(5L), 2, tanh, false);
    Force timed = Force.of(2, List.of(5L), 2, softplus, true);
    List<Dynamics> family =
        List.of(
            new NeuralOdeDynamics(2, timed),
            new SecondOrderDynamics(2, Force.of(4, List.of(5L), 2, tanh, true)),
            new HeavyBallDynamics(2, f, damping),
            new GeneralizedHeavyBallDynamics(
                2, f, damping, new Stiffness(0.7, true), Nonlinearity.saturation("tanh", 1.5)));
    return family.stream()
        .flatMap(
            dynamics ->
                List.of(
                        CheckpointedDiscrete.everyStep(),
                        FullStorage.everyStage(),
                        ContinuousAdjoint.backsolve())
                    .stream()
                    .map(mode -> new Object[] {dynamics, mode}))
        .toArray(Object[][]::new);
  }

  /** With respect to θ, w, c and the initial h and m. */
  @Test(dataProvider = "fields")
  public void ofASolve(Dynamics dynamics, GradientMode mode) {
    Random random = new Random(11);
    try (CompiledFunction function = Fixture.compile(ROWS, dynamics.graph())) {
      StateVector parameters =
          StateVector.zeros(Precision.FLOAT64, 1, function.graph().parameterCount());
      dynamics.initialize(parameters, random);
      function.setParameters(parameters);
      OdeSession session =
          Fixture.dopri5(SOLVE)
              .gradientMode(mode)
              .build()
              .newSession(CompiledField.of(function), Precision.FLOAT64, ROWS);
      StateVector begin = StateVector.zeros(Precision.FLOAT64, ROWS, dynamics.stateWidth());
      Fixture.fill(begin, random);
      StateVector[] weights = {begin.newLike(), begin.newLike()};
      Fixture.fill(weights[0], random);
      Fixture.fill(weights[1], random);
      StateVector beginGradient = begin.newLike();
      StateVector gradient = parameters.newLike();
      value(session, begin, weights);
      session.pullback(weights, beginGradient, gradient);
      FiniteDifferences.assertGradient(
          "initial state", begin, beginGradient, 1e-6, () -> value(session, begin, weights));
      FiniteDifferences.assertGradient(
          "parameters",
          parameters,
          gradient,
          1e-6,
          () -> {
            function.setParameters(parameters);
            return value(session, begin, weights);
          });
    }
  }

  @DataProvider
  static Object[][] storedFields() {
    return Arrays.stream(fields())
        .filter(field -> field[1] instanceof FullStorage)
        .toArray(Object[][]::new);
  }

  /** The stages that a compiled function saved are those that it would compute again. */
  @Test(dataProvider = "storedFields")
  public void storedStagesGiveTheBitsOfRepeatedOnes(Dynamics dynamics, GradientMode mode) {
    Random random = new Random(12);
    try (CompiledFunction function = Fixture.compile(ROWS, dynamics.graph())) {
      StateVector parameters =
          StateVector.zeros(Precision.FLOAT64, 1, function.graph().parameterCount());
      dynamics.initialize(parameters, random);
      function.setParameters(parameters);
      StateVector begin = StateVector.zeros(Precision.FLOAT64, ROWS, dynamics.stateWidth());
      Fixture.fill(begin, random);
      StateVector[] weights = {begin.newLike(), begin.newLike()};
      Fixture.fill(weights[0], random);
      Fixture.fill(weights[1], random);
      StateVector[][] found = new StateVector[2][];
      GradientMode[] modes = {CheckpointedDiscrete.everyStep(), mode};
      for (int i = 0; i < 2; i++) {
        OdeSession session =
            Fixture.dopri5(SOLVE)
                .gradientMode(modes[i])
                .build()
                .newSession(CompiledField.of(function), Precision.FLOAT64, ROWS);
        found[i] = new StateVector[] {begin.newLike(), parameters.newLike()};
        value(session, begin, weights);
        session.pullback(weights, found[i][0], found[i][1]);
      }
      assertThat(found[1][0].toArray()).isEqualTo(found[0][0].toArray());
      assertThat(found[1][1].toArray()).isEqualTo(found[0][1].toArray());
    }
  }

  @Test(dataProvider = "storedFields")
  public void aRestoredPlaceNeedsNoEvaluationFirst(Dynamics dynamics, GradientMode mode) {
    Random random = new Random(13);
    try (CompiledFunction function = Fixture.compile(ROWS, dynamics.graph())) {
      StateVector parameters =
          StateVector.zeros(Precision.FLOAT64, 1, function.graph().parameterCount());
      dynamics.initialize(parameters, random);
      function.setParameters(parameters);
      RowScalar start = RowScalar.perRow(ROWS);
      RowScalar gap = RowScalar.perRow(ROWS);
      for (int row = 0; row < ROWS; row++) {
        gap.set(row, 0.5 + row);
      }
      VectorField field = new RescaledTimeField(CompiledField.of(function), start, gap);
      StateVector state = StateVector.zeros(Precision.FLOAT64, ROWS, dynamics.stateWidth());
      Fixture.fill(state, random);
      Linearization evaluated = field.newLinearization();
      evaluated.evaluate(RowScalar.shared(0.4), state, state.newLike());
      StateVector record = StateVector.zeros(Precision.FLOAT64, 1, evaluated.savedSize());
      evaluated.save(record);
      Linearization restored = field.newLinearization();
      restored.restore(record);
      StateVector[] byState = {state.newLike(), state.newLike()};
      StateVector[] byParameters = {parameters.newLike(), parameters.newLike()};
      evaluated.vjp(state, byState[0], byParameters[0]);
      restored.vjp(state, byState[1], byParameters[1]);
      assertThat(byState[1].toArray()).isEqualTo(byState[0].toArray());
      assertThat(byParameters[1].toArray()).isEqualTo(byParameters[0].toArray());
    }
  }

  private static double value(OdeSession session, StateVector begin, StateVector[] weights) {
    List<StateVector> outputs = session.solve(begin, 0, 0.6, 1.3).orThrow().outputs();
    return outputs.get(0).dot(weights[0]) + outputs.get(1).dot(weights[1]);
  }

  @DataProvider
  static Object[][] models() {
    DataSignature vectors = Fixture.vectors(2, 3);
    DataSignature trajectory =
        new DataSignature(
            List.of(DataField.real(DataField.INPUTS, 2), DataField.real(DataField.TARGETS, 3, 2)),
            List.of(0.5, 1.0, 1.2, 2.0));
    return Fixture.IDS.stream()
        .flatMap(
            id ->
                List.of(
                    new Object[] {id, vectors, CheckpointedDiscrete.everyStep()},
                    new Object[] {id, vectors, ContinuousAdjoint.backsolve()},
                    new Object[] {id, trajectory, CheckpointedDiscrete.everyStep()})
                    .stream())
        .toArray(Object[][]::new);
  }

  @Test(dataProvider = "models")
  public void ofAModel(String id, DataSignature data, GradientMode mode) {
    OdeSolver solver = Fixture.dopri5(SOLVE).gradientMode(mode).build();
    Map<String, Object> options =
        Map.of("hidden", List.of(4), "activation", "tanh", "time-input", true);
    try (Model model = Fixture.model(id, options, data, solver)) {
      assertGradient(model, Fixture.batch(data, ROWS, new Random(3)), new Random(4), 1e-6);
    }
  }

  /** Checks the gradient of a random combination of the predictions. */
  static void assertGradient(Model model, Batch batch, Random random, double tolerance) {
    StateVector parameters = Fixture.initialized(model, random);
    ModelPass pass = model.newPass(batch.rows());
    StateVector weights = pass.forward(batch, true, 0).newLike();
    Fixture.fill(weights, random);
    StateVector gradient = parameters.newLike();
    pass.backward(weights, gradient);
    FiniteDifferences.assertGradient(
        "parameters",
        parameters,
        gradient,
        tolerance,
        () -> {
          model.setParameters(parameters);
          return pass.forward(batch, true, 0).dot(weights);
        });
  }
}
