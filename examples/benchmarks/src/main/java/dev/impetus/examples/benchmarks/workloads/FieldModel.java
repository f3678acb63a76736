// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.examples.benchmarks.workloads;

import dev.impetus.model.Model;
import dev.impetus.model.ModelPass;
import dev.impetus.model.ParameterLayout;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.engine.CompiledFunction;
import dev.impetus.model.engine.FunctionGraph;
import dev.impetus.model.engine.GraphDefinition;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * A model of a user's own: {@code y(t0) = inputs, y' = net(y)}, and what it predicts is the
 * trajectory. For batches of one size.
 */
final class FieldModel implements Model {

  private final CompiledFunction function;
  private final ParameterLayout layout;
  private final OdeSolver solver;
  private final double[] times;
  private final int[] widths;
  private final int width;
  private final Precision precision;

  /**
   * A model with the fused engine.
   *
   * @param widths of the net's layers
   * @param times of the trajectory, the first being the beginning
   */
  FieldModel(
      GraphDefinition graph,
      int[] widths,
      Precision precision,
      int rows,
      OdeSolver solver,
      double[] times) {
    function = Plugins.compile("fused", precision, rows, graph);
    FunctionGraph compiled = function.graph();
    ParameterLayout.Builder builder = ParameterLayout.builder();
    builder.add("field", compiled.parameters());
    layout = builder.build();
    this.solver = solver;
    this.times = times.clone();
    this.widths = widths.clone();
    this.width = widths[0];
    this.precision = precision;
  }

  @Override
  public ParameterLayout parameters() {
    return layout;
  }

  @Override
  public DataField prediction() {
    return DataField.real("trajectory", times.length, width);
  }

  /**
   * The common rule: with seed 42 of java.util.Random, the weights that all libraries begin with.
   */
  @Override
  public void initialize(StateVector parameters, RandomGenerator random) {
    parameters.copyFrom(Draws.layers(random, widths), 0);
  }

  @Override
  public void setParameters(StateVector parameters) {
    function.setParameters(parameters);
  }

  @Override
  public ModelPass newPass(int rows) {
    return new Pass(rows);
  }

  @Override
  public void close() {
    function.close();
  }

  private final class Pass implements ModelPass {

    private final OdeSession session;
    private final StateVector prediction;
    private final StateVector begin;
    private final StateVector beginCotangent;
    private final StateVector[] cotangents = new StateVector[times.length];
    private SolveStatistics forward = SolveStatistics.NONE;
    private SolveStatistics backward = SolveStatistics.NONE;

    Pass(int rows) {
      session = solver.newSession(CompiledField.of(function), precision, rows);
      prediction = StateVector.zeros(precision, rows, times.length * width);
      begin = StateVector.zeros(precision, rows, width);
      beginCotangent = begin.newLike();
      for (int i = 0; i < cotangents.length; i++) {
        cotangents[i] = begin.newLike();
      }
    }

    @Override
    public StateVector forward(Batch batch, boolean training, long seed) {
      begin.copyFrom(batch.vector(DataField.INPUTS));
      Solution solution = session.solve(begin, times[0], times);
      forward = solution.statistics();
      solution.orThrow();
      for (int i = 0; i < times.length; i++) {
        put(i, solution.output(i));
      }
      return prediction;
    }

    @Override
    public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
      for (int i = 0; i < times.length; i++) {
        for (int row = 0; row < begin.rows(); row++) {
          for (int column = 0; column < width; column++) {
            cotangents[i].set(row, column, predictionCotangent.get(row, i * width + column));
          }
        }
      }
      backward = session.pullback(cotangents, beginCotangent, parameterCotangent);
    }

    private void put(int time, StateVector state) {
      for (int row = 0; row < state.rows(); row++) {
        for (int column = 0; column < width; column++) {
          prediction.set(row, time * width + column, state.get(row, column));
        }
      }
    }

    @Override
    public void measure(ObjDoubleConsumer<String> figures) {
      figures.accept("evaluations-forward", (double) forward.evaluations());
      figures.accept("evaluations-backward", (double) backward.evaluations());
    }
  }
}
