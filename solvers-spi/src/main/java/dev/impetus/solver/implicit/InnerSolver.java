// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.implicit;

import dev.impetus.solver.BatchPolicy;
import dev.impetus.solver.field.Capability;
import dev.impetus.solver.state.Precision;
import dev.impetus.solver.state.StateVector;
import dev.impetus.solver.step.StepOutcome;
import java.util.Arrays;
import java.util.Set;

/** A method of solving an {@link ImplicitSystem}: an immutable value. */
public interface InnerSolver {

  /** The method's name in the literature. */
  String name();

  /**
   * What the field must be able to do besides computing its value; nothing unless a method says so,
   * as a system differences the field where it has no products.
   */
  default Set<Capability> needs() {
    return Set.of();
  }

  /**
   * Whether the field's Jacobian must be symmetric; momentum and conjugate-gradient methods say
   * yes.
   */
  boolean needsSymmetricJacobian();

  /** Work space for systems of this shape. */
  Session newSession(Precision precision, int rows, int width, BatchPolicy batchPolicy);

  /** The work space, and what is carried from one solve to the next. */
  interface Session {

    /**
     * Solves {@code r(z) = 0}.
     *
     * @param z the first guess on entry, the solution on return; unspecified after a failure
     * @return how it ended; never silent about missing convergence
     */
    Result solve(ImplicitSystem system, StateVector z);

    /**
     * The field's parameters, the step size, the method's order or the place may have changed so
     * much that what was carried is stale. The next solve has the bits that it has in a new
     * session.
     */
    void reset();
  }

  /**
   * The end of a solve.
   *
   * @param outcome {@link StepOutcome#OK} or the reason of the failure
   * @param iterations iterations made
   * @param row the row that failed, -1 if none or all
   */
  record Result(StepOutcome outcome, int iterations, int row) {

    /** Successes are shared, so that a step that succeeds allocates nothing. */
    private static final Result[] SOLVED = new Result[256];

    static {
      Arrays.setAll(SOLVED, iterations -> new Result(StepOutcome.OK, iterations, -1));
    }

    /** Solved in so many iterations. */
    public static Result solved(int iterations) {
      return iterations < SOLVED.length
          ? SOLVED[iterations]
          : new Result(StepOutcome.OK, iterations, -1);
    }
  }
}
