// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.testng.annotations.Test;

/**
 * Fits {@code y' = net(y³)} to the spiral {@code y' = y³ A}: engine, solver, discrete gradient and
 * Adam against a trace computed with torchdiffeq 0.2.5, whose dopri5 and whose numbers it has to
 * repeat.
 */
public final class SpiralFitTest {

  private static final double[] TIMES =
      IntStream.range(0, 30).mapToDouble(i -> 1.5 * i / 29).toArray();

  /** Loss and evaluations before each of these updates. */
  private static final Map<Integer, double[]> TRACE =
      Map.of(
          0, new double[] {179.9075832, 38},
          1, new double[] {126.1211582, 92},
          2, new double[] {112.7041257, 128},
          5, new double[] {98.7374053, 158});

  @Test
  public void theFirstUpdatesRepeatThePublishedTrace() {
    DenseNet net = DenseNet.of(2, List.of(50L), 2, Nonlinearity.activation("tanh"));
    GraphDefinition graph =
        g -> {
          SDVariable y = g.input("state", 2);
          g.output("derivative", net.apply(g, y.mul(y).mul(y)), 2);
        };
    List<StateVector> target = spiral();
    assertThat(target.get(29).get(0, 0)).isCloseTo(1.29199156298, within(1e-10));
    assertThat(target.get(29).get(0, 1)).isCloseTo(0.97258607443, within(1e-10));
    try (CompiledFunction function = Fixture.compile(1, graph)) {
      StateVector parameters = StateVector.zeros(Precision.FLOAT64, 1, net.parameterCount());
      net.initialize(parameters, new Random(42));
      OdeSolver solver =
          Fixture.dopri5(1)
              .tolerances(1e-7, 1e-9)
              .batchPolicy(BatchPolicy.SHARED)
              .gradientMode(CheckpointedDiscrete.everyStep())
              .build();
      OdeSession session = solver.newSession(CompiledField.of(function), Precision.FLOAT64, 1);
      Adam adam = new Adam(0.05, parameters.size());
      StateVector begin = StateVector.of(new double[] {2, 0});
      StateVector gradient = parameters.newLike();
      for (int update = 0; update <= 5; update++) {
        function.setParameters(parameters);
        Solution solution = session.solve(begin, 0, TIMES).orThrow();
        StateVector[] cotangents = new StateVector[TIMES.length];
        double loss = 0;
        for (int i = 0; i < TIMES.length; i++) {
          cotangents[i] = begin.newLike();
          cotangents[i].copyFrom(solution.output(i));
          cotangents[i].add(-1, target.get(i));
          loss += cotangents[i].dot(cotangents[i]);
          cotangents[i].scale(2);
        }
        gradient.fill(0);
        session.pullback(cotangents, begin.newLike(), gradient);
        if (TRACE.containsKey(update)) {
          double[] expected = TRACE.get(update);
          assertThat(loss).as("loss %d", update).isCloseTo(expected[0], within(1e-6 * expected[0]));
          assertThat(solution.statistics().evaluations())
              .as("evaluations %d", update)
              .isEqualTo((long) expected[1]);
        }
        if (update == 0) {
          // Torch also differentiates the choice of the first step, which is a constant here.
          assertThat(Math.sqrt(gradient.dot(gradient))).isCloseTo(429.26186, within(429e-6));
        }
        adam.update(parameters, gradient);
      }
    }
  }

  private static List<StateVector> spiral() {
    VectorField field =
        VectorField.ofRows(
            2,
            (t, y, dy) -> {
              double a = y[0] * y[0] * y[0];
              double b = y[1] * y[1] * y[1];
              dy[0] = -0.1 * a - 2 * b;
              dy[1] = 2 * a - 0.1 * b;
            });
    return Fixture.dopri5(1e-12)
        .build()
        .solve(field, StateVector.of(new double[] {2, 0}), 0, TIMES)
        .orThrow()
        .outputs();
  }
}
