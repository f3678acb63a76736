// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

/** A mistake that a solver's author may make. */
enum Fault {
  NONE,
  /** A weight of the result is off by a thousandth, and another makes up for it. */
  WRONG_COEFFICIENT,
  /** Stages are evaluated at the time of the step's beginning. */
  STAGE_TIME_IGNORED,
  /** The error estimate lacks the factor h. */
  ESTIMATE_WITHOUT_STEP,
  /** The error estimate is a fiftieth of what it should be. */
  ESTIMATE_TOO_SMALL,
  /** The first slope of the next step is taken over before the step is accepted. */
  SLOPE_NOT_RESTORED,
  /** The first slope of a solve is that of the solve before. */
  SLOPE_KEPT_BETWEEN_SOLVES,
  /** The interpolant takes the last but one stage for the slope at the end. */
  INTERPOLANT_OFF_BY_A_STAGE,
  /** The interpolant that is kept reads the stepper's own vectors. */
  CAPTURE_SHARES_VECTORS,
  /** It declares one evaluation a step less than it makes. */
  EVALUATIONS_MISDECLARED,
  /** It throws where a slope is not finite. */
  THROWS_ON_NAN,
  /** It works in the state that it was given. */
  MUTATES_THE_STATE,
  /** Rows depend on their mean. */
  COUPLES_ROWS,
  /** It takes all rows by the step of the first. */
  ONE_STEP_FOR_ALL_ROWS,
  /** It looks ahead of the step's end. */
  LOOKS_BEYOND_THE_STEP,
  /** It declares an order more than it has. */
  ORDER_OVERSTATED,
  /** It declares an order less than it has. */
  ORDER_UNDERSTATED,
  /** The gradient leaves out the second stage. */
  GRADIENT_FORGETS_A_STAGE,
  /** The gradient leaves out the parameters in the first stage. */
  GRADIENT_FORGETS_PARAMETERS
}
