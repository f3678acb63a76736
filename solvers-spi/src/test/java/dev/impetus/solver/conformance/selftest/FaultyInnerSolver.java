// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.conformance.selftest;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.implicit.ChordLu;
import dev.impetus.solver.implicit.ImplicitSystem;
import dev.impetus.solver.implicit.InnerSolver;
import dev.impetus.solver.implicit.StoppingRule;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;

/** An inner solver with one fault in front of a good one. */
record FaultyInnerSolver(Fault fault) implements InnerSolver {

  /** Mistakes of inner solvers. */
  enum Fault {
    NONE,
    /** The first guess is accepted where the residual is below an absolute tolerance. */
    ABSOLUTE_TOLERANCE,
    /** A failure is passed over in silence. */
    SILENT_FAILURE,
    /** A failure is thrown. */
    THROWN_FAILURE
  }

  @Override
  public String name() {
    return "chord with a fault";
  }

  @Override
  public boolean needsSymmetricJacobian() {
    return false;
  }

  @Override
  public Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy) {
    Session good =
        ChordLu.of(StoppingRule.DEFAULT, 20).newSession(precision, rows, width, batchPolicy);
    StateVector residual = StateVector.zeros(precision, rows, width);
    return new Session() {
      @Override
      public Result solve(ImplicitSystem system, StateVector z) {
        if (fault == Fault.ABSOLUTE_TOLERANCE) {
          system.residual(z, residual);
          if (Math.sqrt(residual.dot(residual)) < 1e-8) {
            return new Result(StepOutcome.OK, 0, -1);
          }
        }
        Result result = good.solve(system, z);
        if (result.outcome() == StepOutcome.OK || fault == Fault.NONE) {
          return result;
        }
        return switch (fault) {
          case SILENT_FAILURE -> {
            if (z.firstNonFiniteRow() >= 0) {
              z.fill(1);
            }
            yield new Result(StepOutcome.OK, result.iterations(), -1);
          }
          case THROWN_FAILURE -> throw new IllegalStateException("the inner solver failed");
          default -> result;
        };
      }

      @Override
      public void reset() {
        good.reset();
      }
    };
  }
}
