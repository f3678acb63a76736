// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Vector fields as models have them, against SameDiff and finite differences. */
public final class WholeGraphTest {

  private final Engine fused = Trial.engine("fused");
  private final Engine reference = Trial.engine("samediff");

  private static SDVariable dense(
      GraphBuilder graph, String name, SDVariable x, int inputs, int outputs) {
    SDVariable w = graph.parameter(name + "-weight", outputs, inputs);
    SDVariable b = graph.parameter(name + "-bias", outputs);
    return graph.sameDiff().mmul(x, w, false, true, false).add(b);
  }

  private static GraphDefinition network(
      int inputs, int hidden, UnaryOperator<SDVariable> ofNothing, Activation activation) {
    return graph -> {
      SDVariable x = ofNothing.apply(graph.input("x", inputs));
      SDVariable h = activation.of(graph.sameDiff(), dense(graph, "first", x, inputs, hidden));
      SDVariable h2 = activation.of(graph.sameDiff(), dense(graph, "second", h, hidden, hidden));
      graph.output("y", dense(graph, "third", h2, hidden, inputs), inputs);
    };
  }

  private interface Activation {
    SDVariable of(SameDiff sd, SDVariable x);
  }

  /** f(t, x) with the time of each row as a further column. */
  private static void eluWithTime(GraphBuilder graph) {
    SameDiff sd = graph.sameDiff();
    SDVariable t = graph.input("t", 1);
    SDVariable x = graph.input("x", 3);
    SDVariable h = sd.nn().elu(dense(graph, "first", sd.concat(1, t, x), 4, 12));
    graph.output("y", dense(graph, "second", h, 12, 3), 3);
  }

  /** h' = m, m' = f(h) − γ m, γ = sigmoid of a parameter (HBNODE: Xia et al., 2021). */
  private static void heavyBall(GraphBuilder graph) {
    SameDiff sd = graph.sameDiff();
    SDVariable state = graph.input("state", 8);
    SDVariable h = state.get(SDIndex.all(), SDIndex.interval(0, 4));
    SDVariable m = state.get(SDIndex.all(), SDIndex.interval(4, 8));
    SDVariable gamma = sd.nn().sigmoid(graph.parameter("gamma"));
    SDVariable f = dense(graph, "second", sd.math().tanh(dense(graph, "first", h, 4, 10)), 10, 4);
    graph.output("dstate", sd.concat(1, m, f.sub(m.mul(gamma))), 8);
  }

  /** h' = tanh m, m' = f(h) − γ m − ξ h: generalised, with a smooth saturation. */
  private static void generalisedHeavyBall(GraphBuilder graph) {
    SameDiff sd = graph.sameDiff();
    SDVariable state = graph.input("state", 8);
    SDVariable h = state.get(SDIndex.all(), SDIndex.interval(0, 4));
    SDVariable m = state.get(SDIndex.all(), SDIndex.interval(4, 8));
    SDVariable gamma = sd.nn().sigmoid(graph.parameter("gamma", 1));
    SDVariable xi = sd.nn().softplus(graph.parameter("xi", 1));
    SDVariable f = dense(graph, "second", sd.nn().elu(dense(graph, "first", h, 4, 10)), 10, 4);
    SDVariable dm = f.sub(m.mul(gamma)).sub(h.mul(xi));
    graph.output("dstate", sd.concat(1, sd.math().tanh(m), dm), 8);
  }

  /**
   * Two outputs of which one ignores an input and half of the parameters; one input for nothing.
   */
  private static void partial(GraphBuilder graph) {
    SDVariable x = graph.input("x", 3);
    SDVariable y = graph.input("y", 3);
    graph.input("ignored", 2);
    graph.parameter("ignored-too", 5);
    graph.output("of-both", dense(graph, "first", x, 3, 3).mul(y), 3);
    graph.output("of-x", graph.sameDiff().math().square(x).sum(1));
    graph.output("x-itself", x, 3);
    graph.output("of-nothing", graph.sameDiff().zerosLike(x).add(2), 3);
  }

  /** Chains of pointwise operations that are longer than a stretch, forward and backward. */
  private static void longChains(GraphBuilder graph) {
    SameDiff sd = graph.sameDiff();
    SDVariable x = graph.input("x", 301);
    SDVariable a = graph.parameter("a", 301);
    SDVariable y = sd.math().tanh(x.mul(a)).add(x).mul(0.5).sub(sd.nn().sigmoid(x).mul(x));
    graph.output("y", sd.math().square(y).mul(x).add(a), 301);
  }

  /**
   * Reductions of chains: over columns, rows and everything, one of which the gradients read again;
   * sums over rows backward, for a bias and a scale.
   */
  private static void reducedChains(GraphBuilder graph) {
    SameDiff sd = graph.sameDiff();
    SDVariable x = graph.input("x", 64);
    SDVariable a = graph.parameter("a", 64);
    SDVariable h = sd.math().tanh(dense(graph, "first", x, 64, 64).mul(0.2)).mul(a);
    SDVariable ofRows = sd.math().square(h).add(h).sum(true, 1);
    SDVariable ofColumns = sd.math().exp(h.mul(0.1)).mean(true, 0);
    SDVariable largest = h.mul(0.5).add(x).max(true, 1);
    SDVariable ofAll = sd.math().square(h.sub(x)).mean();
    SDVariable shares = sd.nn().softmax(h.mul(0.3), 1);
    SDVariable distance = sd.math().squaredDifference(h, x).sum(true, 1);
    SDVariable overlap = h.mul(0.5).mul(x).sum(true, 0);
    graph.output(
        "y",
        shares
            .mul(ofRows)
            .add(ofColumns)
            .add(largest)
            .add(ofAll)
            .sub(distance.mul(0.01))
            .add(overlap),
        64);
  }

  @DataProvider
  public Object[][] graphs() {
    return new Object[][] {
      {"tanh", network(3, 16, x -> x, (sd, x) -> sd.math().tanh(x))},
      {"softplus", network(4, 32, x -> x, (sd, x) -> sd.nn().softplus(x))},
      {"elu of cubes", network(2, 20, x -> x.mul(x).mul(x), (sd, x) -> sd.nn().elu(x))},
      {"wide tanh", network(30, 64, x -> x, (sd, x) -> sd.math().tanh(x.mul(0.2)))},
      {"elu with time", (GraphDefinition) WholeGraphTest::eluWithTime},
      {"heavy ball", (GraphDefinition) WholeGraphTest::heavyBall},
      {"generalised heavy ball", (GraphDefinition) WholeGraphTest::generalisedHeavyBall},
      {"long chains", (GraphDefinition) WholeGraphTest::longChains},
      {"reduced chains", (GraphDefinition) WholeGraphTest::reducedChains},
      {"partial", (GraphDefinition) WholeGraphTest::partial},
    };
  }

  @Test(dataProvider = "graphs")
  public void agreesWithSameDiffAndFiniteDifferences(String name, GraphDefinition definition) {
    // Products of few rows are loops, others OpenBLAS's.
    check(name, 5, definition);
    check(name, 40, definition);
  }

  private void check(String name, int batch, GraphDefinition definition) {
    for (Precision precision : Precision.values()) {
      FunctionGraph graph = FunctionGraph.of(name, precision, batch, definition);
      Trial actual = new Trial(graph, 11, number -> 0.7 * number).run(fused);
      Trial expected = new Trial(graph, 11, number -> 0.7 * number).run(reference);
      for (int i = 0; i < graph.outputs().size(); i++) {
        compare(actual.outputs[i], expected.outputs[i]);
      }
      for (int i = 0; i < graph.inputs().size(); i++) {
        compare(actual.inputCotangents[i], expected.inputCotangents[i]);
      }
      compare(actual.parameterCotangent, expected.parameterCotangent);
      if (precision == Precision.FLOAT64
          && graph.parameterCount() < 3000
          && batch * graph.inputs().get(0).size() < 2000) {
        assertThat(actual.finiteDifferenceError(fused)).isLessThan(1e-8);
      }
    }
  }

  private static void compare(StateVector actual, StateVector expected) {
    double scale = Math.sqrt(expected.dot(expected) / expected.size());
    StateVector difference = actual.newLike();
    difference.copyFrom(actual);
    difference.add(-1, expected);
    for (double number : difference.toArray()) {
      assertThat(Math.abs(number))
          .isLessThanOrEqualTo(500 * scale * actual.precision().unitRoundoff());
    }
  }
}
