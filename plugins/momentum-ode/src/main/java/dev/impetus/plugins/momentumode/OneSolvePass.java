// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.model.ode.CompiledField;
import dev.impetus.solver.OdeSession;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.Solution;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.IntStream;

/**
 * One solve for a batch:
 *
 * <pre>{@code
 * y(t0) = initial(x),   y' = F(y, t),   prediction_i = readout(y(t_i))
 * }</pre>
 */
final class OneSolvePass implements ModelPass {

  private final Components components;
  private final Task.OneSolve task;
  private final OdeSolver solver;
  private final double[] times;
  private final CompiledField field;
  private final OdeSession session;
  private final InitialState.Pass initial;
  private final Readout.Pass readout;
  private final StateVector begin;
  private final StateVector beginCotangent;
  private final StateVector[] outputCotangents;
  private final Work work = new Work();

  OneSolvePass(
      Components components,
      Task.OneSolve task,
      InitialState initialState,
      OdeSolver solver,
      Precision precision,
      int rows) {
    this.components = components;
    this.task = task;
    this.solver = solver;
    times = task.times().stream().mapToDouble(Double::doubleValue).toArray();
    field = CompiledField.of(components.field().function(rows));
    session = solver.newSession(field, precision, rows);
    initial = initialState.newPass(precision, rows);
    readout = components.readout().newPass(precision, rows);
    begin = StateVector.zeros(precision, rows, components.dynamics().stateWidth());
    beginCotangent = begin.newLike();
    outputCotangents = new StateVector[times.length];
    for (int i = 0; i < times.length; i++) {
      outputCotangents[i] = begin.newLike();
    }
  }

  @Override
  public StateVector forward(Batch batch, boolean training, long seed) {
    initial.forward(batch.vector(DataField.INPUTS), begin);
    work.reset();
    Solution solution = session.solve(begin, task.start(), times);
    work.addForward(solution.statistics());
    solution.orThrow();
    for (int i = 0; i < times.length; i++) {
      readout.put(i, solution.output(i));
    }
    return readout.forward();
  }

  @Override
  public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
    readout.backward(predictionCotangent, parameterCotangent);
    for (int i = 0; i < times.length; i++) {
      readout.take(i, outputCotangents[i]);
    }
    work.addBackward(
        session.pullback(
            outputCotangents, beginCotangent, components.field().slice(parameterCotangent)));
    initial.backward(beginCotangent, parameterCotangent);
  }

  @Override
  public void measure(ObjDoubleConsumer<String> figures) {
    work.measure(figures);
    components.measure(figures);
  }

  @Override
  public List<StateVector> trajectory(int places) {
    double end = times[times.length - 1];
    double[] spaced =
        IntStream.range(0, places)
            .mapToDouble(
                i -> i == places - 1 ? end : task.start() + i * (end - task.start()) / (places - 1))
            .toArray();
    return List.copyOf(solver.solve(field, begin, task.start(), spaced).orThrow().outputs());
  }
}
