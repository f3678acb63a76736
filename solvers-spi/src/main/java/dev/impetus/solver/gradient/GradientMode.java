// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.gradient;

import dev.impetus.solver.SolvePlan;
import dev.impetus.solver.field.Capability;
import java.util.Optional;
import java.util.Set;

/**
 * A way of differentiating a solve with respect to its initial state and the field's parameters.
 */
public interface GradientMode {

  /** The name, as configurations give it. */
  String name();

  /** What the field must be able to do. */
  Set<Capability> needs();

  /**
   * Why this mode cannot differentiate that plan, in one sentence that names the pair that does not
   * fit; empty if it can.
   */
  Optional<String> refusal(SolvePlan plan);

  /** What one ought to know before trusting this mode, whatever it is to differentiate. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /** What one ought to know before trusting this mode with that plan, if anything. */
  default Optional<String> warning(SolvePlan plan) {
    return warning();
  }

  /**
   * A tape for one session, reused by each of its solves. What it evaluates through the plan's
   * field while a solve runs counts as that solve's work.
   */
  GradientTape newTape(SolvePlan plan);
}
