// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.Tolerances;
import dev.impetus.solver.control.ErrorNorm;
import dev.impetus.solver.control.ErrorNorms;
import dev.impetus.solver.field.VectorField;
import dev.impetus.solver.state.Precision;
import java.util.Objects;
import java.util.Optional;

/**
 * What a stepper works with during one solve.
 *
 * @param field the field; evaluations through it are counted by the driver
 * @param precision precision of every state
 * @param rows rows of every state; the width is the field's
 * @param batchPolicy how rows share the step
 * @param norm the solve's error norm
 * @param tolerances the solve's tolerances: what inner iterations derive theirs from
 * @param adaptive whether the error decides about the steps; otherwise each is as long as was asked
 *     for and has to be taken with the method's full order
 * @param stages where the stages of accepted steps are kept; present only for methods that say that
 *     they {@linkplain SteppingMethod#storesStages store} them
 */
public record StepContext(
    VectorField field,
    Precision precision,
    int rows,
    BatchPolicy batchPolicy,
    ErrorNorm norm,
    Tolerances tolerances,
    boolean adaptive,
    Optional<StageStore> stages) {

  /** Checks that nothing is missing. */
  public StepContext {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(batchPolicy, "batchPolicy");
    Objects.requireNonNull(norm, "norm");
    Objects.requireNonNull(tolerances, "tolerances");
    Objects.requireNonNull(stages, "stages");
    if (rows < 1) {
      throw new IllegalArgumentException("a state has at least one row, not " + rows);
    }
  }

  /** For steps whose stages nobody keeps. */
  public StepContext(
      VectorField field,
      Precision precision,
      int rows,
      BatchPolicy batchPolicy,
      ErrorNorm norm,
      Tolerances tolerances,
      boolean adaptive) {
    this(field, precision, rows, batchPolicy, norm, tolerances, adaptive, Optional.empty());
  }

  /** With adaptive steps and the batch policy's own error norm. */
  public StepContext(
      VectorField field,
      Precision precision,
      int rows,
      BatchPolicy batchPolicy,
      Tolerances tolerances) {
    this(field, precision, rows, batchPolicy, ErrorNorms.of(batchPolicy), tolerances, true);
  }
}
