// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.Evaluation;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GradientGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

public final class FusedEngineTest {

  /** tanh(x Wᵀ + b) Vᵀ: with one row its products are loops, with 64 OpenBLAS's. */
  private static final GraphDefinition NETWORK =
      graph -> {
        SDVariable x = graph.input("x", 16);
        SDVariable w = graph.parameter("w", 32, 16);
        SDVariable b = graph.parameter("b", 32);
        SDVariable v = graph.parameter("v", 16, 32);
        SameDiff sd = graph.sameDiff();
        SDVariable h = sd.math().tanh(sd.mmul(x, w, false, true, false).add(b));
        graph.output("y", sd.mmul(h, v, false, true, false), 16);
      };

  private static final int PARAMETERS = 2 * 16 * 32 + 32;

  /** Layer normalisation has no kernel in this engine. */
  private static final GraphDefinition FOREIGN =
      graph -> {
        SDVariable x = graph.input("x", 6);
        SDVariable gain = graph.parameter("gain", 6);
        SameDiff sd = graph.sameDiff();
        SDVariable normal = sd.nn().layerNorm(x.mul(2), gain, false, 1);
        graph.output("y", sd.math().tanh(normal).add(x), 6);
      };

  private static CompiledFunction compile(Precision precision, int batch) {
    return Trial.engine("fused").compile(FunctionGraph.of("network", precision, batch, NETWORK));
  }

  @DataProvider
  public Object[][] precisionsAndBatches() {
    return new Object[][] {
      {Precision.FLOAT32, 1}, {Precision.FLOAT32, 64},
      {Precision.FLOAT64, 1}, {Precision.FLOAT64, 64}
    };
  }

  @Test(dataProvider = "precisionsAndBatches")
  public void callsDoNotAllocate(Precision precision, int batch) {
    Trial trial =
        new Trial(FunctionGraph.of("network", precision, batch, NETWORK), 1, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      function.setParameters(trial.parameters);
      Evaluation evaluation = function.newEvaluation();
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
          evaluation.apply(trial.inputs, trial.outputs);
          evaluation.vjp(trial.cotangents, trial.inputCotangents, trial.parameterCotangent);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      // The bean itself allocates a little.
      assertThat(least).isLessThan(200);
    }
  }

  @Test
  public void whatTheForwardGraphComputesIsNotComputedAgain() {
    FunctionGraph graph = FunctionGraph.of("network", Precision.FLOAT32, 8, NETWORK);
    Program program = new GraphImporter(GradientGraph.of(graph)).program();
    // Transposes and the broadcast bias are prepared when parameters are set.
    assertThat(program.forward())
        .extracting(instruction -> instruction.operation().getClass().getSimpleName())
        .containsExactly("Input", "MatrixProduct", "Pointwise", "MatrixProduct");
    assertThat(program.backward())
        .filteredOn(instruction -> instruction.operation() instanceof Operation.Pointwise)
        .extracting(instruction -> ((Operation.Pointwise) instruction.operation()).function())
        .containsExactly(PointwiseFunction.TANH_BACKWARD);
  }

  /** Softplus and its derivative share an exponential, which the backward pass does not repeat. */
  @Test
  public void aFunctionAndItsDerivativeAreComputedTogether() {
    GraphDefinition definition =
        graph -> {
          SDVariable x = graph.input("x", 4);
          SDVariable w = graph.parameter("w", 4, 4);
          SameDiff sd = graph.sameDiff();
          graph.output("y", sd.nn().softplus(sd.mmul(x, w)), 4);
        };
    FunctionGraph graph = FunctionGraph.of("softplus", Precision.FLOAT64, 8, definition);
    Program program = new GraphImporter(GradientGraph.of(graph)).program();
    assertThat(functions(program.forward()))
        .containsExactly(PointwiseFunction.SOFTPLUS_AND_SIGMOID);
    assertThat(functions(program.backward())).containsExactly(PointwiseFunction.MULTIPLY);
    assertThat(functions(program.forValues().forward()))
        .containsExactly(PointwiseFunction.SOFTPLUS);
  }

  private static List<PointwiseFunction> functions(List<Instruction> instructions) {
    return instructions.stream()
        .map(Instruction::operation)
        .filter(Operation.Pointwise.class::isInstance)
        .map(operation -> ((Operation.Pointwise) operation).function())
        .toList();
  }

  @Test
  public void whatAnEvaluationCannotDoIsSaid() {
    try (CompiledFunction function = compile(Precision.FLOAT64, 8)) {
      Trial trial =
          new Trial(
              FunctionGraph.of("network", Precision.FLOAT64, 8, NETWORK), 1, number -> number);
      function.setParameters(trial.parameters);
      Evaluation values = function.newForwardEvaluation();
      values.apply(trial.inputs, trial.outputs);
      assertThatThrownBy(() -> values.vjp(trial.cotangents, trial.inputCotangents, null))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("network is for values alone");
      Evaluation evaluation = function.newEvaluation();
      StateVector record = StateVector.zeros(Precision.FLOAT64, 1, evaluation.savedSize());
      assertThatThrownBy(() -> evaluation.save(record))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("save of function network was called before apply");
      evaluation.apply(trial.inputs, trial.outputs);
      assertThatThrownBy(() -> evaluation.save(trial.inputs[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("records of");
    }
  }

  /** The position half of the state goes into products only, the other half into an addition. */
  @Test
  public void productsReadSlicesWhereTheyLie() {
    GraphDefinition halves =
        graph -> {
          SDVariable state = graph.input("state", 8);
          SDVariable w = graph.parameter("w", 4, 4);
          SDVariable h = state.get(SDIndex.all(), SDIndex.interval(0, 4));
          SDVariable m = state.get(SDIndex.all(), SDIndex.interval(4, 8));
          SameDiff sd = graph.sameDiff();
          graph.output("y", sd.mmul(h, w, false, true, false).sub(m), 4);
        };
    FunctionGraph graph = FunctionGraph.of("halves", Precision.FLOAT32, 8, halves);
    Program program = new GraphImporter(GradientGraph.of(graph)).program();
    assertThat(program.instructions())
        .filteredOn(instruction -> instruction.operation() instanceof Operation.Gather)
        .hasSize(1);
    assertThat(program.instructions())
        .filteredOn(instruction -> instruction.operation() instanceof Operation.MatrixProduct)
        .extracting(instruction -> ((Operation.MatrixProduct) instruction.operation()).columns(1))
        .containsOnlyOnce(new Operation.Columns(0, 8));
    assertThat(program.forward())
        .filteredOn(instruction -> instruction.operation() instanceof Operation.MatrixProduct)
        .extracting(instruction -> ((Operation.MatrixProduct) instruction.operation()).columns(0))
        .containsExactly(new Operation.Columns(0, 8));
  }

  @DataProvider
  public Object[][] tinyScales() {
    return new Object[][] {
      {Precision.FLOAT32, 0x1p-70}, {Precision.FLOAT32, 0x1p-118}, {Precision.FLOAT32, 0x1p-140},
      {Precision.FLOAT64, 0x1p-600}, {Precision.FLOAT64, 0x1p-1015}, {Precision.FLOAT64, 0x1p-1060}
    };
  }

  /** Cotangents that vanish give what IEEE arithmetic gives, or 0 where that is denormal. */
  @Test(dataProvider = "tinyScales")
  public void vanishingCotangentsLoseNothingButDenormalNumbers(Precision precision, double scale) {
    double least = precision == Precision.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    Trial trial = new Trial(FunctionGraph.of("n", precision, 16, NETWORK), 2, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      function.setParameters(trial.parameters);
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(trial.inputs, trial.outputs);
      for (int row = 0; row < 16; row++) {
        for (int column = 0; column < 16; column++) {
          // Few bits, so that scaling them loses none even where they become denormal.
          trial.cotangents[0].set(row, column, Math.rint(8 * trial.cotangents[0].get(row, column)));
        }
      }
      evaluation.vjp(trial.cotangents, trial.inputCotangents, trial.parameterCotangent);
      StateVector[] tiny = {trial.cotangents[0].newLike()};
      tiny[0].copyFrom(trial.cotangents[0]);
      tiny[0].scale(scale);
      StateVector[] tinyInputs = {trial.inputs[0].newLike()};
      StateVector tinyParameters = trial.parameters.newLike();
      evaluation.vjp(tiny, tinyInputs, tinyParameters);
      expectScaled(trial.inputCotangents[0], scale, least, tinyInputs[0]);
      expectScaled(trial.parameterCotangent, scale, least, tinyParameters);
    }
  }

  private static void expectScaled(
      StateVector whole, double scale, double least, StateVector actual) {
    double[] expected = whole.toArray();
    double[] numbers = actual.toArray();
    for (int i = 0; i < expected.length; i++) {
      double scaled = expected[i] * scale;
      if (Math.abs(scaled) >= least) {
        assertThat(numbers[i]).isEqualTo(scaled);
      } else {
        assertThat(numbers[i]).isZero();
      }
    }
  }

  /** Beside others of usual size, denormal cotangents count as zeros. */
  @Test
  public void denormalCotangentsAreZero() {
    Trial trial =
        new Trial(FunctionGraph.of("n", Precision.FLOAT32, 4, NETWORK), 2, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      function.setParameters(trial.parameters);
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(trial.inputs, trial.outputs);
      for (int column = 0; column < 16; column++) {
        trial.cotangents[0].set(2, column, 1e-42);
      }
      evaluation.vjp(trial.cotangents, trial.inputCotangents, null);
      for (int column = 0; column < 16; column++) {
        assertThat(trial.inputCotangents[0].get(2, column)).isZero();
        assertThat(trial.inputCotangents[0].get(1, column)).isNotZero();
      }
    }
  }

  @Test
  public void gradientsOfParametersAreAddedAndOnlyOnRequest() {
    Trial trial =
        new Trial(FunctionGraph.of("n", Precision.FLOAT64, 8, NETWORK), 2, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      function.setParameters(trial.parameters);
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(trial.inputs, trial.outputs);
      StateVector once = trial.parameterCotangent.newLike();
      StateVector twice = trial.parameterCotangent.newLike();
      evaluation.vjp(trial.cotangents, trial.inputCotangents, once);
      StateVector inputsWithParameters = trial.inputCotangents[0].newLike();
      inputsWithParameters.copyFrom(trial.inputCotangents[0]);
      evaluation.vjp(trial.cotangents, new StateVector[1], twice);
      evaluation.vjp(trial.cotangents, new StateVector[1], twice);
      trial.inputCotangents[0].fill(Double.NaN);
      evaluation.vjp(trial.cotangents, trial.inputCotangents, null);
      once.scale(2);
      assertThat(twice.toArray()).containsExactly(once.toArray());
      assertThat(trial.inputCotangents[0].toArray())
          .containsExactly(inputsWithParameters.toArray());
    }
  }

  @Test
  public void vjpKnowsWhatApplySawEvenIfTheCallerOverwritesIt() {
    Trial trial =
        new Trial(FunctionGraph.of("n", Precision.FLOAT64, 8, NETWORK), 3, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      function.setParameters(trial.parameters);
      Evaluation evaluation = function.newEvaluation();
      evaluation.apply(trial.inputs, trial.outputs);
      evaluation.vjp(trial.cotangents, trial.inputCotangents, trial.parameterCotangent);
      StateVector expected = trial.parameterCotangent.newLike();
      expected.copyFrom(trial.parameterCotangent);
      trial.parameterCotangent.fill(0);
      evaluation.apply(trial.inputs, trial.outputs);
      trial.inputs[0].fill(9);
      trial.outputs[0].fill(9);
      evaluation.vjp(trial.cotangents, trial.inputCotangents, trial.parameterCotangent);
      assertThat(trial.parameterCotangent.toArray()).containsExactly(expected.toArray());
    }
  }

  @Test
  public void evaluationsFollowTheParametersAndLeaveEachOtherAlone() {
    Trial trial =
        new Trial(FunctionGraph.of("n", Precision.FLOAT64, 8, NETWORK), 4, number -> number);
    try (CompiledFunction function = Trial.engine("fused").compile(trial.graph)) {
      Evaluation before = function.newEvaluation();
      function.setParameters(trial.parameters);
      Evaluation after = function.newEvaluation();
      StateVector first = trial.outputs[0].newLike();
      StateVector second = trial.outputs[0].newLike();
      before.apply(trial.inputs, new StateVector[] {first});
      StateVector other = trial.inputs[0].newLike();
      after.apply(new StateVector[] {other}, new StateVector[] {second});
      assertThat(second.toArray()).isNotEqualTo(first.toArray());
      before.vjp(trial.cotangents, trial.inputCotangents, null);
      StateVector gradient = trial.inputCotangents[0].newLike();
      gradient.copyFrom(trial.inputCotangents[0]);
      after.apply(trial.inputs, new StateVector[] {second});
      after.vjp(trial.cotangents, trial.inputCotangents, null);
      assertThat(second.toArray()).containsExactly(first.toArray());
      assertThat(trial.inputCotangents[0].toArray()).containsExactly(gradient.toArray());
      StateVector doubled = trial.parameters.newLike();
      doubled.copyFrom(trial.parameters);
      doubled.scale(2);
      function.setParameters(doubled);
      before.apply(trial.inputs, new StateVector[] {first});
      assertThat(first.toArray()).isNotEqualTo(second.toArray());
      function.setParameters(trial.parameters);
      before.apply(trial.inputs, new StateVector[] {first});
      assertThat(first.toArray()).containsExactly(second.toArray());
    }
  }

  @Test(dataProvider = "precisionsAndBatches")
  public void anUnknownOperationRunsThroughNd4jAndIsReportedOnce(Precision precision, int batch) {
    List<String> reports = new ArrayList<>();
    Logger logger = Logger.getLogger(FusedEngine.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            reports.add(new SimpleFormatter().formatMessage(entry));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      FunctionGraph graph = FunctionGraph.of("normalised", precision, batch, FOREIGN);
      FusedEngine engine = new FusedEngine();
      Trial actual = new Trial(graph, 5, number -> number).run(engine);
      new Trial(graph, 6, number -> number).run(engine);
      Trial expected = new Trial(graph, 5, number -> number).run(Trial.engine("samediff"));
      double tolerance = 1e3 * precision.unitRoundoff();
      assertThat(actual.outputs[0].toArray())
          .containsExactly(expected.outputs[0].toArray(), within(tolerance));
      assertThat(actual.inputCotangents[0].toArray())
          .containsExactly(expected.inputCotangents[0].toArray(), within(20 * tolerance));
      assertThat(actual.parameterCotangent.toArray())
          .containsExactly(expected.parameterCotangent.toArray(), within(batch * tolerance));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(reports)
        .hasSize(2)
        .anyMatch(report -> report.contains("layer_norm of function normalised"))
        .anyMatch(report -> report.contains("layer_norm_bp of function normalised"));
  }

  @Test
  public void compilingPrintsNothing() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (CompiledFunction function = compile(Precision.FLOAT32, 4)) {
      function.newEvaluation();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  public void wrongArgumentsAreRefusedWithBothValues() {
    try (CompiledFunction function = compile(Precision.FLOAT32, 4)) {
      StateVector wrong = StateVector.zeros(Precision.FLOAT32, 1, 3);
      assertThatThrownBy(() -> function.setParameters(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(PARAMETERS))
          .hasMessageContaining("3 of FLOAT32");
      Evaluation evaluation = function.newEvaluation();
      StateVector[] outputs = new StateVector[1];
      StateVector[] wide = {StateVector.zeros(Precision.FLOAT64, 4, 16)};
      assertThatThrownBy(() -> evaluation.apply(wide, outputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("input \"x\" of function network is 64 numbers of FLOAT32")
          .hasMessageContaining("64 of FLOAT64");
      assertThatThrownBy(() -> evaluation.apply(new StateVector[0], outputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 1 inputs, given are 0");
      assertThatThrownBy(() -> evaluation.apply(new StateVector[1], outputs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("given is null");
      assertThatThrownBy(() -> evaluation.vjp(outputs, new StateVector[1], null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before apply");
    }
  }

  @Test
  public void nothingRunsAfterClose() {
    CompiledFunction function = compile(Precision.FLOAT32, 4);
    Evaluation evaluation = function.newEvaluation();
    function.close();
    function.close();
    StateVector[] inputs = {StateVector.zeros(Precision.FLOAT32, 4, 16)};
    assertThatThrownBy(() -> evaluation.apply(inputs, new StateVector[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(function::newEvaluation)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  public void whatDependsByAnIndexOnlyHasTheCotangentZero() {
    GraphDefinition index =
        graph -> {
          SDVariable x = graph.input("x", 6);
          graph.output("y", graph.sameDiff().argmax(x, true, 1).castTo(graph.dataType()), 1);
        };
    Trial trial =
        new Trial(FunctionGraph.of("index", Precision.FLOAT64, 4, index), 8, number -> number)
            .run(Trial.engine("fused"));
    for (int row = 0; row < 4; row++) {
      int largest = 0;
      for (int column = 1; column < 6; column++) {
        if (trial.inputs[0].get(row, column) > trial.inputs[0].get(row, largest)) {
          largest = column;
        }
      }
      assertThat(trial.outputs[0].get(row, 0)).isEqualTo(largest);
    }
    assertThat(trial.inputCotangents[0].toArray()).containsOnly(0.0);
  }

  @Test
  public void aPlaceholderThatIsNoInputIsNamed() {
    GraphDefinition undeclared =
        graph -> {
          SDVariable x = graph.input("x", 6);
          SDVariable z = graph.sameDiff().placeHolder("z", graph.dataType(), 4, 6);
          graph.output("y", x.add(z), 6);
        };
    FunctionGraph graph = FunctionGraph.of("undeclared", Precision.FLOAT64, 4, undeclared);
    assertThatThrownBy(() -> Trial.engine("fused").compile(graph))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("placeholder \"z\" is not an input")
        .hasMessageContaining("function undeclared");
  }

  @Test
  public void anOperationWithoutDerivativeIsNamed() {
    GraphDefinition colours =
        graph -> {
          SDVariable x = graph.input("x", 2, 3);
          graph.output("y", graph.sameDiff().image().rgbToHsv(x), 2, 3);
        };
    FunctionGraph graph = FunctionGraph.of("colours", Precision.FLOAT64, 4, colours);
    assertThatThrownBy(() -> Trial.engine("fused").compile(graph))
        .isInstanceOf(ImpetusException.class)
        .hasMessageContaining("cannot differentiate the operation rgb_to_hsv")
        .hasMessageContaining("function colours");
  }
}
