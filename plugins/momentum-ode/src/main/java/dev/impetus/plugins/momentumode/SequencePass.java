// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.model.ModelPass;
import dev.impetus.model.data.Batch;
import dev.impetus.model.data.DataField;
import dev.impetus.solver.OdeSolver;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.IntStream;

/**
 * The ODE-RNN for a batch of sequences (Rubanova, Chen and Duvenaud, NeurIPS 2019), {@code z_0 =
 * 0}. With the update first, the prediction at step i has seen x_i:
 *
 * <pre>{@code
 * r_i = G(z_i, x_i)     z_{i+1} = r_i evolved over gap_i     prediction_i = readout(z_{i+1})
 * }</pre>
 *
 * <p>With the ODE first it has seen x_0 … x_{i-1} only:
 *
 * <pre>{@code
 * o_i = z_i evolved over gap_i     z_{i+1} = G(o_i, x_i)     prediction_i = readout(z_i)
 * }</pre>
 *
 * <p>A single prediction is the readout of the last state in either order.
 */
final class SequencePass implements ModelPass {

  private final Components components;
  private final Task.Sequence task;
  private final Readout.Pass readout;
  private final List<Observation> observations;
  private final StateVector[] states;
  private final int[] readStates;
  private final Work work = new Work();
  private StateVector cotangent;
  private StateVector nextCotangent;
  private final StateVector readCotangent;

  SequencePass(
      Components components,
      Task.Sequence task,
      Part update,
      boolean updateFirst,
      OdeSolver solver,
      Precision precision,
      int rows) {
    this.components = components;
    this.task = task;
    readout = components.readout().newPass(precision, rows);
    int shift = updateFirst ? 1 : 0;
    readStates =
        task.everyStep()
            ? IntStream.range(0, task.steps()).map(i -> i + shift).toArray()
            : new int[] {task.steps()};
    cotangent = StateVector.zeros(precision, rows, components.dynamics().stateWidth());
    nextCotangent = cotangent.newLike();
    readCotangent = cotangent.newLike();
    int steps = readStates[readStates.length - 1];
    states =
        IntStream.rangeClosed(0, steps)
            .mapToObj(i -> cotangent.newLike())
            .toArray(StateVector[]::new);
    observations =
        IntStream.range(0, steps)
            .mapToObj(
                i ->
                    new Observation(
                        i,
                        updateFirst,
                        update,
                        components.field(),
                        solver,
                        work,
                        states[0],
                        task.inputs()))
            .toList();
  }

  @Override
  public StateVector forward(Batch batch, boolean training, long seed) {
    read(batch);
    work.reset();
    for (Observation observation : observations) {
      observation.forward(states[observation.index()], states[observation.index() + 1]);
    }
    for (int place = 0; place < readStates.length; place++) {
      readout.put(place, states[readStates[place]]);
    }
    return readout.forward();
  }

  private void read(Batch batch) {
    Optional<StateVector> gaps = find(batch, DataField.GAPS);
    Optional<StateVector> mask = find(batch, DataField.MASK);
    StateVector inputs = batch.vector(DataField.INPUTS);
    double[] time = new double[batch.rows()];
    for (Observation observation : observations) {
      int step = observation.index();
      Columns.copy(inputs, step * task.inputs(), observation.input(), 0, task.inputs());
      for (int row = 0; row < time.length; row++) {
        int sample = row;
        if (mask.isPresent() && mask.get().get(row, step) == 0) {
          observation.leaveOut(row, time[row]);
          continue;
        }
        double gap = gaps.map(g -> g.get(sample, step)).orElse(1.0);
        observation.setTimes(row, time[row], gap);
        time[row] += gap;
      }
    }
  }

  private static Optional<StateVector> find(Batch batch, String field) {
    return batch.signature().find(field).map(found -> batch.vector(found.name()));
  }

  @Override
  public void backward(StateVector predictionCotangent, StateVector parameterCotangent) {
    readout.backward(predictionCotangent, parameterCotangent);
    cotangent.fill(0);
    int place = readStates.length - 1;
    for (int step = observations.size() - 1; step >= 0; step--) {
      if (place >= 0 && readStates[place] == step + 1) {
        readout.take(place--, readCotangent);
        cotangent.add(1, readCotangent);
      }
      observations.get(step).backward(cotangent, nextCotangent, parameterCotangent);
      StateVector swapped = cotangent;
      cotangent = nextCotangent;
      nextCotangent = swapped;
    }
  }

  @Override
  public void measure(ObjDoubleConsumer<String> figures) {
    work.measure(figures);
    components.measure(figures);
  }

  /** Equally spaced in observations, each gap being one unit wide for every row. */
  @Override
  public List<StateVector> trajectory(int places) {
    int end = observations.size();
    List<StateVector> trajectory = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      double at = place == 0 ? 0 : (double) end * place / (places - 1);
      int step = Math.min((int) at, end - 1);
      trajectory.add(end == 0 ? states[0] : observations.get(step).inGap(states[step], at - step));
    }
    return trajectory;
  }
}
