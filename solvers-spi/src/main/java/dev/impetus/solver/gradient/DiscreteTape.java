// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.SolveStatistics;
import dev.impetus.solver.field.CountingField;
import dev.impetus.solver.state.RowMask;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StageStore;
import dev.impetus.solver.step.StepAttempt;
import dev.impetus.solver.step.StepContext;
import dev.impetus.solver.step.StepPullback;
import dev.impetus.solver.step.StepTrail;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The tape of {@link CheckpointedDiscrete} and {@link FullStorage}: goes back from the last step to
 * the first.
 */
final class DiscreteTape implements GradientTape {

  private final CountingField field;
  private final Optional<StageStore> stages;
  private final long storageLimit;
  private final StepPullback step;
  private final StepLog log = new StepLog();
  private final Checkpoints checkpoints;
  private final Checkpoints.Replay replay = this::replay;
  private final OutputLog outputs;
  private final Trail trail;
  private final StateVector[] cotangents;

  /**
   * A tape.
   *
   * @param kept makes what keeps the states, from a state of their shape
   * @param storage the bytes that the stages of all steps may take, if they are kept
   */
  DiscreteTape(SolvePlan plan, Function<StateVector, Checkpoints> kept, OptionalLong storage) {
    field = new CountingField(plan.field());
    int perStep = plan.method().info().evaluationsPerStep();
    stages =
        storage.isPresent()
            ? Optional.of(new StageStore(field, perStep, storage.getAsLong()))
            : Optional.empty();
    storageLimit = storage.orElse(Long.MAX_VALUE);
    step =
        plan.method()
            .newPullback(
                new StepContext(
                    field,
                    plan.precision(),
                    plan.rows(),
                    plan.batchPolicy(),
                    plan.norm(),
                    plan.tolerances(),
                    plan.controller().needsErrorEstimate(),
                    stages));
    StateVector like = StateVector.zeros(plan.precision(), plan.rows(), field.width());
    checkpoints = kept.apply(like);
    outputs = new OutputLog(like);
    int history = plan.method().info().historyLength();
    // The cotangents of a step's result and of all states that it depends on are alive at once.
    cotangents = new StateVector[history + 2];
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] = like.newLike();
    }
    trail = new Trail(history);
  }

  @Override
  public Optional<StageStore> stages() {
    return stages;
  }

  @Override
  public void begin(RowScalar t0, StateVector y0, double[] outputTimes) {
    stages.ifPresent(StageStore::clear);
    log.clear();
    checkpoints.clear();
    outputs.clear();
    trail.use(t0);
  }

  @Override
  public void accepted(RowScalar t, RowScalar h, StateVector y, RowMask rows, StepAttempt attempt) {
    checkpoints.offer(log.count(), y);
    log.add(t, h, attempt);
  }

  @Override
  public Optional<String> whyFull() {
    if (stages.isEmpty() || stages.get().hasRoom()) {
      return Optional.empty();
    }
    return Optional.of(
        "the stages of "
            + log.count()
            + " steps take "
            + FullStorage.mebibytes(stages.get().bytes())
            + ", and those of one more would not fit the limit of "
            + FullStorage.mebibytes(storageLimit));
  }

  @Override
  public void output(int index, RowScalar theta, StateVector state) {
    outputs.add(log.count() - 1, index, theta);
  }

  @Override
  public void outputs(int[] indices, RowScalar theta, StateVector states) {
    outputs.add(log.count() - 1, indices, theta);
  }

  @Override
  public SolveStatistics pullback(
      StateVector[] outputCotangents,
      StateVector initialCotangent,
      StateVector parameterCotangent) {
    field.reset();
    outputs.begin(outputCotangents);
    for (StateVector cotangent : cotangents) {
      cotangent.fill(0);
    }
    checkpoints.beginBackwards();
    step.begin();
    for (int n = log.count() - 1; n >= 0; n--) {
      StateVector begin = checkpoints.reach(n, replay);
      StateVector result = cotangent(n + 1);
      outputs.show(n, result);
      trail.moveTo(n, begin, n + 1 < log.count() ? checkpoints.atHand(n + 1) : null);
      step.replay(trail, null);
      step.pullback(trail, result, outputs, parameterCotangent);
      result.fill(0);
    }
    outputs.show(-1, cotangent(0));
    initialCotangent.copyFrom(cotangent(0));
    return field.statistics();
  }

  private void replay(int n, StateVector from, StateVector to) {
    trail.moveTo(n, from, null);
    step.replay(trail, to);
  }

  private StateVector cotangent(int state) {
    return cotangents[state % cotangents.length];
  }

  /** The recorded steps as seen from one of them. */
  private final class Trail implements StepTrail {

    private final RowScalar[] times;
    private final RowScalar[] steps;
    private int position;
    private StateVector begin;
    private StateVector end;

    Trail(int history) {
      times = new RowScalar[history + 1];
      steps = new RowScalar[history + 1];
    }

    void use(RowScalar kind) {
      if (times[0] == null || times[0].size() != kind.size()) {
        for (int i = 0; i < times.length; i++) {
          times[i] = kind.newLike();
          steps[i] = kind.newLike();
        }
      }
    }

    void moveTo(int n, StateVector stepBegin, StateVector stepEnd) {
      position = n;
      begin = stepBegin;
      end = stepEnd;
      for (int back = 0; back < available(); back++) {
        log.time(n - back, times[back]);
        log.step(n - back, steps[back]);
      }
    }

    @Override
    public int available() {
      return Math.min(times.length, position + 1);
    }

    @Override
    public int index() {
      return position;
    }

    @Override
    public int formula(int index) {
      return log.formula(position, index);
    }

    @Override
    public StateVector end() {
      return end;
    }

    @Override
    public RowScalar time(int back) {
      return times[back];
    }

    @Override
    public RowScalar step(int back) {
      return steps[back];
    }

    @Override
    public StateVector state(int back) {
      return back == 0 ? begin : checkpoints.atHand(position - back);
    }

    @Override
    public StateVector cotangent(int back) {
      return DiscreteTape.this.cotangent(position - back);
    }
  }
}
