// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.impetus.model.engine.CompileOptions;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Engine;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.model.engine.GraphBuilder;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Which functions are computed in blocks of rows, and that nobody can tell from the results. */
public final class RowSplitTest {

  /** 26 rows over 3 threads: blocks of 8, 9 and 9. As wide as a batch of 6 would be. */
  private static final int ROWS = 26;

  private interface Body {
    SDVariable of(GraphBuilder graph, SameDiff sd, SDVariable x);
  }

  private static GraphDefinition graph(int width, Body body) {
    return graph -> {
      SDVariable x = graph.input("x", width);
      graph.output("y", body.of(graph, graph.sameDiff(), x), width);
    };
  }

  private static SDVariable dense(
      GraphBuilder graph, String name, SDVariable x, int inputs, int outputs) {
    SDVariable w = graph.parameter(name + "-weight", outputs, inputs);
    SDVariable b = graph.parameter(name + "-bias", outputs);
    return graph.sameDiff().mmul(x, w, false, true, false).add(b);
  }

  private static SDVariable network(GraphBuilder graph, SDVariable x, int width, int hidden) {
    SDVariable h = graph.sameDiff().math().tanh(dense(graph, "first", x, width, hidden));
    return dense(graph, "second", h, hidden, width);
  }

  private static SDVariable heavyBall(GraphBuilder graph, SameDiff sd, SDVariable x) {
    SDVariable h = x.get(SDIndex.all(), SDIndex.interval(0, 3));
    SDVariable m = x.get(SDIndex.all(), SDIndex.interval(3, 6));
    SDVariable gamma = sd.nn().sigmoid(graph.parameter("gamma", 1));
    SDVariable xi = sd.nn().softplus(graph.parameter("xi"));
    return sd.concat(
        1, sd.math().tanh(m), network(graph, h, 3, 9).sub(m.mul(gamma)).sub(h.mul(xi)));
  }

  private static SDVariable attention(GraphBuilder graph, SameDiff sd, SDVariable x) {
    SDVariable tokens = x.reshape(graph.batch(), 3, 2);
    SDVariable weights = sd.nn().softmax(sd.mmul(tokens, tokens, false, true, false), -1);
    return sd.mmul(weights, tokens, false, false, false).reshape(graph.batch(), 6);
  }

  private static SDVariable columnsByNumberOfRows(GraphBuilder graph, SameDiff sd, SDVariable x) {
    int from = graph.batch() == ROWS ? 0 : 3;
    SDVariable half = x.get(SDIndex.all(), SDIndex.interval(from, from + 3));
    return sd.concat(1, half, half);
  }

  private static SDVariable wiringByNumberOfRows(GraphBuilder graph, SameDiff sd, SDVariable x) {
    SDVariable a = graph.parameter("a", 6);
    SDVariable b = graph.parameter("b", 6);
    return graph.batch() == ROWS ? x.mul(a).add(b) : x.mul(b).add(a);
  }

  @DataProvider
  public Object[][] independent() {
    return new Object[][] {
      {"network", graph(6, (g, sd, x) -> network(g, x, 6, 16))},
      {"square weights", graph(ROWS, (g, sd, x) -> network(g, x, ROWS, ROWS))},
      {"softplus and elu", graph(6, (g, sd, x) -> sd.nn().elu(sd.nn().softplus(x).mul(0.3)))},
      {"heavy ball", graph(6, RowSplitTest::heavyBall)},
      {"cubes", graph(6, (g, sd, x) -> network(g, x.mul(x).mul(x), 6, 9))},
      {"softmax of rows", graph(6, (g, sd, x) -> sd.nn().softmax(x, 1).mul(g.parameter("a", 6)))},
      {"mean of each row", graph(6, (g, sd, x) -> x.sub(x.mean(true, 1)).mul(g.parameter("a", 1)))},
      {"tokens of a row", graph(6, RowSplitTest::attention)},
      {"a constant row", graph(6, (g, sd, x) -> x.mul(sd.math().exp(g.parameter("a", 1, 6))))},
    };
  }

  @DataProvider
  public Object[][] dependent() {
    return new Object[][] {
      {"mean of the batch", graph(6, (g, sd, x) -> x.sub(x.mean(true, 0)))},
      {"rows from rows", graph(6, (g, sd, x) -> sd.mmul(sd.mmul(x, x, false, true, false), x))},
      {"a parameter a row", graph(6, (g, sd, x) -> x.mul(g.parameter("p", ROWS, 6)))},
      {"a matrix of rows", graph(6, (g, sd, x) -> sd.mmul(g.parameter("p", ROWS, ROWS), x))},
      {"rows reversed", graph(6, (g, sd, x) -> sd.reverse(x, 0))},
      {"transposed", graph(ROWS, (g, sd, x) -> sd.permute(x, 1, 0))},
      {"softmax of columns", graph(6, (g, sd, x) -> sd.nn().softmax(x, 0))},
      {"its number of rows", graph(6, (g, sd, x) -> x.mul(1.0 / g.batch()))},
      {"columns by its number of rows", graph(6, RowSplitTest::columnsByNumberOfRows)},
      {"wiring by its number of rows", graph(6, RowSplitTest::wiringByNumberOfRows)},
      {"columns added up", graph(6, (g, sd, x) -> x.mul(sd.math().exp(x.sum(true, 0).mul(0.01))))},
      {
        "an unknown operation",
        graph(6, (g, sd, x) -> sd.nn().layerNorm(x, g.parameter("a", 6), false, 1))
      },
    };
  }

  private static Optional<RowSplit> split(FunctionGraph graph, int threads, double worthwhile) {
    GradientGraph gradients = GradientGraph.of(graph);
    return RowSplit.of(gradients, new GraphImporter(gradients).program(), threads, worthwhile);
  }

  @Test
  public void whatNoArrayHoldsCannotBeSaved() {
    assertThat(FusedEvaluation.recordSize(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(FusedEvaluation.recordSize(Integer.MAX_VALUE + 1L)).isZero();
  }

  @Test(dataProvider = "dependent")
  public void rowsThatDependOnEachOtherStayTogether(String name, GraphDefinition definition) {
    FunctionGraph graph = FunctionGraph.of(name, Precision.FLOAT64, ROWS, definition);
    assertThat(split(graph, 3, 0)).isEmpty();
  }

  @Test(dataProvider = "independent")
  public void blocksGiveWhatTheWholeGives(String name, GraphDefinition definition) {
    for (Precision precision : Precision.values()) {
      FunctionGraph graph = FunctionGraph.of(name, precision, ROWS, definition);
      RowSplit split = split(graph, 3, 0).orElseThrow();
      assertThat(split.blocks()).containsOnlyKeys(8, 9);
      Engine blocks = new Blocks(split);
      Trial whole = new Trial(graph, 3, number -> 0.7 * number).run(new FusedEngine());
      Trial first = new Trial(graph, 3, number -> 0.7 * number).run(blocks);
      compare(first.outputs[0], whole.outputs[0]);
      compare(first.inputCotangents[0], whole.inputCotangents[0]);
      compare(first.parameterCotangent, whole.parameterCotangent);
      Trial second = new Trial(graph, 3, number -> 0.7 * number).run(blocks);
      assertThat(second.outputs[0].toArray()).containsExactly(first.outputs[0].toArray());
      assertThat(second.inputCotangents[0].toArray())
          .containsExactly(first.inputCotangents[0].toArray());
      assertThat(second.parameterCotangent.toArray())
          .containsExactly(first.parameterCotangent.toArray());
    }
  }

  /** An engine that has made up its mind. */
  private record Blocks(RowSplit split) implements Engine {
    @Override
    public String id() {
      return "blocks";
    }

    @Override
    public CompiledFunction compile(FunctionGraph graph) {
      return new RowSplitFunction(graph, split, new SharedWorkers());
    }
  }

  private static void compare(StateVector actual, StateVector expected) {
    double scale = Math.sqrt(expected.dot(expected) / Math.max(1, expected.size()));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Math.abs(actual.toArray()[i] - expected.toArray()[i]))
          .isLessThanOrEqualTo(200 * scale * actual.precision().unitRoundoff());
    }
  }

  @Test
  public void fewRowsLittleWorkAndOneThreadStayWhole() {
    GraphDefinition large = graph(64, (g, sd, x) -> network(g, x, 64, 128));
    FunctionGraph many = FunctionGraph.of("many", Precision.FLOAT32, 128, large);
    assertThat(RowSplit.of(gradients(many), program(many), 2).orElseThrow().threads()).isEqualTo(2);
    assertThat(RowSplit.of(gradients(many), program(many), 1)).isEmpty();
    FunctionGraph few = FunctionGraph.of("few", Precision.FLOAT32, 15, large);
    assertThat(RowSplit.of(gradients(few), program(few), 2)).isEmpty();
    FunctionGraph little =
        FunctionGraph.of(
            "little", Precision.FLOAT32, 64, graph(6, (g, sd, x) -> network(g, x, 6, 9)));
    assertThat(RowSplit.of(gradients(little), program(little), 2)).isEmpty();
  }

  private static GradientGraph gradients(FunctionGraph graph) {
    return GradientGraph.of(graph);
  }

  private static Program program(FunctionGraph graph) {
    return new GraphImporter(GradientGraph.of(graph)).program();
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("impetus-rows-"))
        .toList();
  }

  @Test
  public void threadsAllocateNothingAndEndWithTheLastFunction() throws InterruptedException {
    List<Thread> before = workers();
    GraphDefinition large = graph(64, (g, sd, x) -> network(g, x, 64, 128));
    FunctionGraph graph = FunctionGraph.of("large", Precision.FLOAT32, 128, large);
    Engine engine = Trial.engine("fused");
    Trial trial = new Trial(graph, 1, number -> number);
    CompiledFunction other = engine.compile(graph, new CompileOptions(2));
    CompiledFunction function = engine.compile(graph, new CompileOptions(2));
    assertThat(function).isInstanceOf(RowSplitFunction.class);
    function.setParameters(trial.parameters);
    Evaluation evaluation = function.newEvaluation();
    assertThatThrownBy(() -> evaluation.vjp(trial.cotangents, trial.inputCotangents, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before apply");
    List<Thread> own = workers().stream().filter(thread -> !before.contains(thread)).toList();
    assertThat(own).hasSize(1);
    assertThat(allocated(own.get(0), trial, evaluation)).isLessThan(200);
    other.close();
    other.close();
    evaluation.apply(trial.inputs, trial.outputs);
    function.close();
    own.get(0).join(10_000);
    assertThat(own.get(0).isAlive()).isFalse();
    assertThatThrownBy(() -> evaluation.apply(trial.inputs, trial.outputs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("function large is closed");
  }

  private static long allocated(Thread worker, Trial trial, Evaluation evaluation) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = {Thread.currentThread().getId(), worker.getId()};
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long start = Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum();
      long bookkeeping = Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum() - start;
      for (int i = 0; i < 20; i++) {
        evaluation.apply(trial.inputs, trial.outputs);
        evaluation.vjp(trial.cotangents, trial.inputCotangents, trial.parameterCotangent);
      }
      long end = Arrays.stream(bean.getThreadAllocatedBytes(ids)).sum();
      least = Math.min(least, end - start - 2 * bookkeeping);
    }
    return least;
  }
}
