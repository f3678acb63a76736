// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.EngineProvider;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.nd4j.autodiff.samediff.SDVariable;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class SameDiffEngineTest {

  /** y = tanh(x Wᵀ + b), s = Σ_columns y²; z is an input that nothing reads. */
  private static final GraphDefinition LAYER =
      graph -> {
        SDVariable x = graph.input("x", 3);
        graph.input("z", 2);
        SDVariable w = graph.parameter("w", 2, 3);
        graph.parameter("unused", 4);
        SDVariable b = graph.parameter("b", 2);
        SDVariable y =
            graph.sameDiff().math().tanh(graph.sameDiff().mmul(x, w, false, true, false).add(b));
        graph.output("y", y, 2);
        graph.output("s", y.mul(y).sum(1));
      };

  private static final int BATCH = 5;
  private static final int PARAMETERS = 12;

  @DataProvider
  public Object[][] precisions() {
    return new Object[][] {{Precision.FLOAT32, 2e-6}, {Precision.FLOAT64, 1e-14}};
  }

  private static Engine engine() {
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.id().equals("samediff"))
            .findFirst()
            .orElseThrow();
    return provider.create(provider.schema().resolve(Map.of(), "engine"));
  }

  private static StateVector random(Precision precision, int rows, int width, Random random) {
    StateVector vector = StateVector.zeros(precision, rows, width);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < width; column++) {
        vector.set(row, column, random.nextGaussian());
      }
    }
    return vector;
  }

  @Test(dataProvider = "precisions")
  public void computesWhatTheFormulasSay(Precision precision, double tolerance) {
    Random random = new Random(1);
    StateVector x = random(precision, BATCH, 3, random);
    StateVector z = random(precision, BATCH, 2, random);
    StateVector theta = random(precision, 1, PARAMETERS, random);
    StateVector y = StateVector.zeros(precision, BATCH, 2);
    StateVector s = StateVector.zeros(precision, BATCH, 1);
    StateVector dy = random(precision, BATCH, 2, random);
    StateVector ds = random(precision, BATCH, 1, random);
    StateVector dx = random(precision, BATCH, 3, random);
    StateVector dz = random(precision, BATCH, 2, random);
    StateVector dtheta = random(precision, 1, PARAMETERS, random);
    double[] before = dtheta.toArray();
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", precision, BATCH, LAYER))) {
      function.setParameters(theta);
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(new StateVector[] {x, z}, new StateVector[] {y, s});
      evaluation.vjp(new StateVector[] {dy, ds}, new StateVector[] {dx, dz}, dtheta);
    }
    double[] expectedParameters = before;
    double[] th = theta.toArray();
    for (int row = 0; row < BATCH; row++) {
      double squares = 0;
      double[] expectedInput = new double[3];
      for (int unit = 0; unit < 2; unit++) {
        double a = th[10 + unit];
        for (int k = 0; k < 3; k++) {
          a += th[3 * unit + k] * x.get(row, k);
        }
        double value = Math.tanh(a);
        assertThat(y.get(row, unit)).isCloseTo(value, within(tolerance));
        squares += value * value;
        double da = (dy.get(row, unit) + 2 * value * ds.get(row, 0)) * (1 - value * value);
        for (int k = 0; k < 3; k++) {
          expectedInput[k] += da * th[3 * unit + k];
          expectedParameters[3 * unit + k] += da * x.get(row, k);
        }
        expectedParameters[10 + unit] += da;
      }
      assertThat(s.get(row, 0)).isCloseTo(squares, within(2 * tolerance));
      for (int k = 0; k < 3; k++) {
        assertThat(dx.get(row, k)).isCloseTo(expectedInput[k], within(10 * tolerance));
      }
    }
    assertThat(dtheta.toArray()).containsExactly(expectedParameters, within(30 * tolerance));
    assertThat(dz.toArray()).containsOnly(0.0);
  }

  @Test
  public void nullEntriesAreZeroOrNotWanted() {
    Random random = new Random(2);
    Precision precision = Precision.FLOAT64;
    StateVector[] inputs = {
      random(precision, BATCH, 3, random), random(precision, BATCH, 2, random)
    };
    StateVector ds = random(precision, BATCH, 1, random);
    StateVector zero = StateVector.zeros(precision, BATCH, 2);
    StateVector sparse = StateVector.zeros(precision, BATCH, 3);
    StateVector dense = StateVector.zeros(precision, BATCH, 3);
    StateVector s = StateVector.zeros(precision, BATCH, 1);
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", precision, BATCH, LAYER))) {
      function.setParameters(random(precision, 1, PARAMETERS, random));
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(inputs, new StateVector[] {null, s});
      evaluation.vjp(
          new StateVector[] {zero, ds},
          new StateVector[] {dense, null},
          StateVector.zeros(precision, 1, PARAMETERS));
      evaluation.vjp(new StateVector[] {null, ds}, new StateVector[] {sparse, null}, null);
    }
    assertThat(s.toArray()).doesNotContain(0.0);
    assertThat(sparse.toArray()).doesNotContain(0.0).containsExactly(dense.toArray());
  }

  @Test
  public void vjpKnowsWhatApplySawEvenIfTheCallerOverwritesIt() {
    Random random = new Random(4);
    Precision precision = Precision.FLOAT64;
    StateVector x = random(precision, BATCH, 3, random);
    StateVector z = random(precision, BATCH, 2, random);
    StateVector y = StateVector.zeros(precision, BATCH, 2);
    StateVector[] cotangents = {random(precision, BATCH, 2, random), null};
    StateVector[] found = {StateVector.zeros(precision, BATCH, 3), null};
    StateVector parameters = StateVector.zeros(precision, 1, PARAMETERS);
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", precision, BATCH, LAYER))) {
      function.setParameters(random(precision, 1, PARAMETERS, random));
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(new StateVector[] {x, z}, new StateVector[] {y, null});
      evaluation.vjp(cotangents, found, parameters);
      double[] expected = found[0].toArray();
      double[] expectedOfParameters = parameters.toArray();
      assertThat(expected).doesNotContain(0.0);
      x.fill(9);
      y.fill(9);
      parameters.fill(0);
      evaluation.vjp(cotangents, found, parameters);
      assertThat(found[0].toArray()).isEqualTo(expected);
      assertThat(parameters.toArray()).isEqualTo(expectedOfParameters);
    }
  }

  @Test
  public void twoEvaluationsDoNotDisturbEachOther() {
    Random random = new Random(3);
    Precision precision = Precision.FLOAT64;
    StateVector[][] inputs = new StateVector[2][];
    StateVector[] results = new StateVector[2];
    StateVector dy = random(precision, BATCH, 2, random);
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", precision, BATCH, LAYER))) {
      function.setParameters(random(precision, 1, PARAMETERS, random));
      Evaluation[] evaluations = {function.newEvaluation(), function.newEvaluation()};
      for (int i = 0; i < 2; i++) {
        inputs[i] =
            new StateVector[] {
              random(precision, BATCH, 3, random), random(precision, BATCH, 2, random)
            };
        evaluations[i].apply(inputs[i], new StateVector[2]);
      }
      for (int i = 0; i < 2; i++) {
        results[i] = StateVector.zeros(precision, BATCH, 3);
        evaluations[i].vjp(
            new StateVector[] {dy, null}, new StateVector[] {results[i], null}, null);
      }
      StateVector again = StateVector.zeros(precision, BATCH, 3);
      evaluations[1].apply(inputs[0], new StateVector[2]);
      evaluations[1].vjp(new StateVector[] {dy, null}, new StateVector[] {again, null}, null);
      assertThat(again.toArray())
          .containsExactly(results[0].toArray())
          .isNotEqualTo(results[1].toArray());
    }
  }

  /** ND4J's own derivative of this product throws. */
  @Test
  public void oneRowThroughOneWeight() {
    GraphDefinition product =
        graph -> {
          SDVariable x = graph.input("x", 1);
          SDVariable w = graph.parameter("w", 1, 1);
          graph.output("y", graph.sameDiff().mmul(x, w, false, true, false), 1);
        };
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("product", Precision.FLOAT64, 1, product))) {
      function.setParameters(StateVector.of(new double[] {5}));
      Evaluation evaluation = function.newEvaluation();
      StateVector y = StateVector.zeros(Precision.FLOAT64, 1, 1);
      StateVector dx = y.newLike();
      StateVector dw = y.newLike();
      evaluation.apply(new StateVector[] {StateVector.of(new double[] {3})}, new StateVector[] {y});
      StateVector dy = StateVector.of(new double[] {2});
      evaluation.vjp(new StateVector[] {dy}, new StateVector[] {dx}, dw);
      assertThat(y.get(0, 0)).isEqualTo(15);
      assertThat(dx.get(0, 0)).isEqualTo(10);
      assertThat(dw.get(0, 0)).isEqualTo(6);
    }
  }

  @Test
  public void printsNothing() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", Precision.FLOAT32, BATCH, LAYER))) {
      assertThat(function.graph().outputs()).hasSize(2);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  public void anOutputOfAnotherShapeIsRefused() {
    GraphDefinition wrong =
        graph -> {
          SDVariable x = graph.input("x", 3);
          graph.output("y", x.mul(2), 4);
        };
    FunctionGraph graph = FunctionGraph.of("wrong", Precision.FLOAT32, BATCH, wrong);
    assertThatThrownBy(() -> engine().compile(graph))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("output \"y\"")
        .hasMessageContaining("[5, 3]")
        .hasMessageContaining("[5, 4]");
  }

  @Test
  public void aWrongNumberOfParametersIsRefused() {
    try (CompiledFunction function =
        engine().compile(FunctionGraph.of("layer", Precision.FLOAT32, BATCH, LAYER))) {
      StateVector tooFew = StateVector.zeros(Precision.FLOAT32, 1, 3);
      assertThatThrownBy(() -> function.setParameters(tooFew))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("12")
          .hasMessageContaining("3");
    }
  }
}
