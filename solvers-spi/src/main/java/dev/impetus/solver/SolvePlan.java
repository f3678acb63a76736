// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver;

import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.StepController;
import dev.impetus.solver.event.EventDetector;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.step.SteppingMethod;
import java.util.List;

/**
 * All parts of a solve, checked to fit each other: what gradient modes see of it.
 *
 * @param field the field
 * @param method the stepping method
 * @param controller the step controller
 * @param norm the error norm that belongs to the batch policy
 * @param tolerances the tolerances
 * @param batchPolicy how rows share the step
 * @param precision precision of the state
 * @param rows rows of the state
 * @param limits when to give up
 * @param outputPolicy how output times are met
 * @param events event detectors
 */
public record SolvePlan(
    VectorField field,
    SteppingMethod method,
    StepController controller,
    ErrorNorm norm,
    Tolerances tolerances,
    BatchPolicy batchPolicy,
    Precision precision,
    int rows,
    StepLimits limits,
    OutputPolicy outputPolicy,
    List<EventDetector> events) {

  /** Copies the list. */
  public SolvePlan {
    events = List.copyOf(events);
  }

  /** The same with what stands for the field. */
  SolvePlan over(VectorField standIn) {
    return new SolvePlan(
        standIn,
        method,
        controller,
        norm,
        tolerances,
        batchPolicy,
        precision,
        rows,
        limits,
        outputPolicy,
        events);
  }
}
