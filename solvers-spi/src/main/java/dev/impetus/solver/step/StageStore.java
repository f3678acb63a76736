// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of all accepted steps of a solve, each at a {@link Linearization} of its own, so that
 * the step can be differentiated without being repeated. A {@link Stepper} that is given one (see
 * {@link StepContext#stages}) evaluates here instead of at the field; the {@link StepPullback} of
 * the same method finds the stages again.
 *
 * <p>Attempts that are rejected leave nothing: the next attempt uses their places. A method whose
 * last stage is the next step's first has one place less a step than stages, and both names for
 * that place. Places are reused from solve to solve.
 */
public final class StageStore {

  private final VectorField field;
  private final int perStep;
  private final List<Linearization> stages = new ArrayList<>();
  private final List<Linearization> interpolation = new ArrayList<>();
  private int[] firstInterpolation = new int[64];
  private int interpolationCount;
  private int step;

  /**
   * An empty store.
   *
   * @param field the field, with {@link dev.impetus.solver.field.Capability#VJP}
   * @param perStep evaluations of a step: its stages, less one if the last is the next step's first
   */
  public StageStore(VectorField field, int perStep) {
    this.field = field;
    this.perStep = perStep;
    Arrays.fill(firstInterpolation, -1);
  }

  /** A new solve begins. */
  public void clear() {
    step = 0;
    interpolationCount = 0;
    Arrays.fill(firstInterpolation, -1);
  }

  /**
   * Computes {@code slope ← f(t, y)} for a stage of the step that is being tried.
   *
   * @param stage from 0 to the number of stages less one
   */
  public void evaluate(int stage, RowScalar t, StateVector y, StateVector slope) {
    at(stages, step * perStep + stage).evaluate(t, y, slope);
  }

  /**
   * The same for a stage that only the interpolant needs. They are evaluated in their order, in
   * steps that are interpolated.
   *
   * @param index from 0 on
   */
  public void evaluateForInterpolation(int index, RowScalar t, StateVector y, StateVector slope) {
    if (index == 0) {
      firstInterpolation[step] = interpolationCount;
    }
    interpolationCount = firstInterpolation[step] + index + 1;
    at(interpolation, interpolationCount - 1).evaluate(t, y, slope);
  }

  /** The step that was tried last is accepted; the next one begins. */
  public void commit() {
    step++;
    if (step == firstInterpolation.length) {
      firstInterpolation = Arrays.copyOf(firstInterpolation, 2 * step);
      Arrays.fill(firstInterpolation, step, 2 * step, -1);
    }
  }

  /** A stage of an accepted step. */
  public Linearization stage(int acceptedStep, int stage) {
    return stages.get(acceptedStep * perStep + stage);
  }

  /** A stage that only the interpolant of an accepted step needed. */
  public Linearization interpolationStage(int acceptedStep, int index) {
    return interpolation.get(firstInterpolation[acceptedStep] + index);
  }

  private Linearization at(List<Linearization> places, int index) {
    while (places.size() <= index) {
      places.add(field.newLinearization());
    }
    return places.get(index);
  }
}
