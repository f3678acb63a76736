// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.solver.step;

import dev.impetus.solver.field.Capability;
import java.util.Objects;
import java.util.Set;

/**
 * The facts about a stepping method that drivers, controllers and people need.
 *
 * @param name the method's name in the literature, for example {@code Dormand–Prince 5(4)}
 * @param order order of the step result: local error {@code O(h^(order+1))}
 * @param errorOrder order {@code q} of the error estimate, which behaves as {@code O(h^q)}; 5 for
 *     Dormand–Prince 5(4), whose embedded formula has order 4; of a method of variable order, that
 *     of its first step; 0 if the method has no error estimate
 * @param denseOrder order of the interpolant inside a step
 * @param evaluationsPerStep field evaluations of one attempt of an explicit method; 0 if they vary
 * @param historyLength how many earlier accepted states a step depends on besides the current one;
 *     0 for one-step methods
 * @param implicit whether a step solves equations
 * @param needs what the field must be able to do so that a step can be taken
 * @param citation authors, title or journal, year, pages
 */
public record MethodInfo(
    String name,
    int order,
    int errorOrder,
    int denseOrder,
    int evaluationsPerStep,
    int historyLength,
    boolean implicit,
    Set<Capability> needs,
    String citation) {

  /** Checks the ranges. */
  public MethodInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(citation, "citation");
    needs = Set.copyOf(needs);
    if (order < 1 || errorOrder < 0 || denseOrder < 1 || historyLength < 0) {
      throw new IllegalArgumentException(
          "method "
              + name
              + ": order "
              + order
              + ", errorOrder "
              + errorOrder
              + ", denseOrder "
              + denseOrder
              + " and historyLength "
              + historyLength
              + " must be at least 1, 0, 1 and 0");
    }
  }

  /** Whether a step comes with an error estimate, so that adaptive step control is possible. */
  public boolean hasErrorEstimate() {
    return errorOrder > 0;
  }
}
