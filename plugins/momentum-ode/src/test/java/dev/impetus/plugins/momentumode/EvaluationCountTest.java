// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.data.DataSignature;
import dev.impetus.solver.gradient.CheckpointedDiscrete;
import dev.impetus.solver.gradient.ContinuousAdjoint;
import dev.impetus.solver.state.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.testng.annotations.Test;

/** The figures of the work are counts of calls. */
public final class EvaluationCountTest {

  /** The first slope, a probe for the first step, and six new stages an attempt. */
  @Test
  public void aSolveByDopri5TakesTwoAndSixForEachAttempt() {
    for (String id : Fixture.IDS) {
      Map<String, Double> figures = figures(id, Map.of(), Fixture.vectors(2, 1), new Random(1));
      double attempts = figures.get("steps") + figures.get("rejected-steps");
      assertThat(figures.get("evaluations-forward")).as(id).isEqualTo(2 + 6 * attempts);
      assertThat(figures.get("steps")).as(id).isGreaterThan(1);
      assertThat(figures.get("vjps-backward")).as(id).isPositive();
      assertThat(figures.containsKey("gamma")).as(id).isEqualTo(id.endsWith("hbnode"));
      assertThat(figures.containsKey("xi")).as(id).isEqualTo(id.equals("ghbnode"));
    }
  }

  /** Without hidden layers, weights or skip, G is its bias, so that every solve begins alike. */
  @Test
  public void sixtyFourEqualSolvesAddExactly() {
    Map<String, Object> options =
        Map.of("update-hidden", List.of(), "skip", false, "width", 3, "hidden", List.of(8));
    Map<Integer, Double> evaluations = new HashMap<>();
    for (int steps : new int[] {1, 64}) {
      DataSignature data =
          DataSignature.of(
              DataField.real(DataField.INPUTS, steps, 2), DataField.real(DataField.TARGETS, 1));
      try (Model model =
          Fixture.model(
              "hbnode", options, data, Fixture.sharedNorm(1e-7, ContinuousAdjoint.backsolve()))) {
        StateVector parameters = Fixture.initialized(model, new Random(2));
        model.parameters().view(parameters, "update.weight1").fill(0);
        model.setParameters(parameters);
        ModelPass pass = model.newPass(2);
        pass.forward(Fixture.batch(data, 2, new Random(3)), false, 0);
        pass.measure(
            (name, value) -> {
              if (name.equals("evaluations-forward")) {
                evaluations.put(steps, value);
              }
            });
      }
    }
    assertThat((evaluations.get(1) - 2) % 6).isZero();
    assertThat(evaluations.get(64)).isEqualTo(64 * evaluations.get(1));
  }

  @Test
  public void gammaAndXiAreThoseOfTheParameters() {
    Map<String, Double> figures =
        figures("ghbnode", Map.of(), Fixture.vectors(2, 1), new Random(1));
    assertThat(figures.get("gamma")).isEqualTo(1 / (1 + Math.exp(3)));
    assertThat(figures.get("xi")).isEqualTo(Math.log(2));
  }

  private static Map<String, Double> figures(
      String id, Map<String, Object> options, DataSignature data, Random random) {
    Map<String, Double> figures = new HashMap<>();
    try (Model model =
        Fixture.model(
            id, options, data, Fixture.sharedNorm(1e-7, CheckpointedDiscrete.everyStep()))) {
      StateVector parameters = Fixture.initialized(model, random);
      Batch batch = Fixture.batch(data, 4, random);
      ModelPass pass = model.newPass(4);
      StateVector prediction = pass.forward(batch, true, 0);
      pass.backward(prediction, parameters.newLike());
      pass.measure(figures::put);
      return figures;
    }
  }
}
