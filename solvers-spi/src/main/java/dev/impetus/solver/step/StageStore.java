// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.field.Linearization;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.RowScalar;
import dev.impetus.solver.state.StateVector;
import java.util.Arrays;
import java.util.Objects;

/**
 * The stages of all accepted steps of a solve, each as a {@link Linearization} or as a record of
 * one, so that the step can be differentiated without being repeated. A {@link Stepper} that is
 * given one (see {@link StepContext#stages}) evaluates here instead of at the field; the {@link
 * StepPullback} of the same method finds the stages again.
 *
 * <p>Attempts that are rejected leave nothing: the next attempt uses their places. A method whose
 * last stage is the next step's first has one place less a step than stages, and both names for
 * that place. Places are reused from solve to solve.
 */
public final class StageStore {

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Bytes of the objects around the numbers of a place, as an estimate. */
  private static final int OVERHEAD = 96;

  private final int perStep;
  private final long limit;
  private final Places stages;
  private final Places interpolation;
  private int[] firstInterpolation = new int[64];
  private int interpolationCount;
  private int interpolationStages;
  private int step;

  /**
   * An empty store that may take all memory.
   *
   * @param field the field, with {@link dev.impetus.solver.field.Capability#VJP}
   * @param perStep evaluations of a step: its stages, less one if the last is the next step's first
   */
  public StageStore(VectorField field, int perStep) {
    this(field, perStep, Long.MAX_VALUE);
  }

  /**
   * An empty store.
   *
   * @param field the field, with {@link dev.impetus.solver.field.Capability#VJP}
   * @param perStep evaluations of a step: its stages, less one if the last is the next step's
   *     first; at least 1
   * @param limit the bytes that the stages may take; see {@link #hasRoom}
   */
  public StageStore(VectorField field, int perStep, long limit) {
    if (perStep < 1) {
      throw new IllegalArgumentException("a step has at least 1 evaluation, not " + perStep);
    }
    this.perStep = perStep;
    this.limit = limit;
    stages = new Places(field);
    interpolation = new Places(field);
  }

  /** A new solve begins. */
  public void clear() {
    step = 0;
    interpolationCount = 0;
  }

  /**
   * Computes {@code slope ← f(t, y)} for a stage of the step that is being tried.
   *
   * @param stage from 0 to the number of stages less one
   */
  public void evaluate(int stage, RowScalar t, StateVector y, StateVector slope) {
    Objects.checkIndex(stage, perStep + 1);
    stages.evaluate(place(step, stage), t, y, slope);
  }

  private int place(int ofStep, int stage) {
    return Math.addExact(Math.multiplyExact(ofStep, perStep), stage);
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
    interpolationStages = Math.max(interpolationStages, index + 1);
    interpolation.evaluate(interpolationCount, t, y, slope);
    interpolationCount++;
  }

  /** The step that was tried last is accepted; the next one begins. */
  public void commit() {
    step++;
    if (step == firstInterpolation.length) {
      firstInterpolation = Arrays.copyOf(firstInterpolation, room(step));
    }
  }

  /** How long an array is to become that has grown too short for an index. */
  private static int room(int index) {
    return (int) Math.min(2L * index, LARGEST_ARRAY);
  }

  /**
   * Whether the stages of one step more fit the limit. The first step always does, as only its
   * evaluation tells how much a place takes.
   */
  public boolean hasRoom() {
    return (step + 1L) * perStep < LARGEST_ARRAY && bytes(step + 1L) <= limit;
  }

  /** The bytes that the stages of the accepted steps take, as an estimate. */
  public long bytes() {
    return bytes(step);
  }

  private long bytes(long steps) {
    long later = steps - step;
    long own = interpolationCount + later * interpolationStages;
    return (steps * perStep + 1) * stages.bytes + own * interpolation.bytes;
  }

  /** A stage of an accepted step; valid until another stage is asked for. */
  public Linearization stage(int acceptedStep, int stage) {
    return stages.get(place(acceptedStep, stage));
  }

  /**
   * A stage that only the interpolant of an accepted step needed; valid until another one is asked
   * for.
   */
  public Linearization interpolationStage(int acceptedStep, int index) {
    return interpolation.get(firstInterpolation[acceptedStep] + index);
  }

  /**
   * The bytes of a place that keeps so many numbers, objects around them included, as an estimate.
   */
  public static long bytesOfPlace(Precision precision, long numbers) {
    return OVERHEAD + numbers * (precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
  }

  /** Places of evaluation: records of one linearisation, or as many linearisations. */
  private static final class Places {

    private final VectorField field;
    private Linearization[] points = new Linearization[64];
    private StateVector[] records = new StateVector[64];
    private Linearization current;

    /** What a place takes; 0 before the first evaluation. */
    private long bytes;

    Places(VectorField field) {
      this.field = field;
    }

    void evaluate(int index, RowScalar t, StateVector y, StateVector slope) {
      if (index >= points.length) {
        points = Arrays.copyOf(points, room(index));
        records = Arrays.copyOf(records, room(index));
      }
      if (current == null) {
        current = field.newLinearization();
        current.evaluate(t, y, slope);
        points[index] = current;
        bytes =
            bytesOfPlace(y.precision(), current.savedSize() > 0 ? current.savedSize() : y.size());
      } else if (current.savedSize() > 0) {
        current.evaluate(t, y, slope);
      } else {
        if (points[index] == null) {
          points[index] = field.newLinearization();
        }
        points[index].evaluate(t, y, slope);
      }
      int size = current.savedSize();
      if (size > 0) {
        if (records[index] == null) {
          records[index] = StateVector.zeros(y.precision(), 1, size);
        }
        current.save(records[index]);
      }
    }

    Linearization get(int index) {
      if (current.savedSize() == 0) {
        return points[index];
      }
      current.restore(records[index]);
      return current;
    }
  }
}
