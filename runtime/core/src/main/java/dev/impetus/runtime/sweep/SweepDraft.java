// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.List;

/**
 * A sweep as far as it could be read. {@link SweepPlanner#plan(
 * dev.impetus.runtime.pipeline.PipelineFactory, SweepDraft)} checks that much of it, so that what
 * is wrong with its form does not hide what is wrong with its options.
 *
 * @param spec what could be read; its base is empty if there is none
 * @param problems what is wrong with the form; empty if the draft is the sweep
 */
public record SweepDraft(SweepSpec spec, List<Problem> problems) {

  /** Copies the problems. */
  public SweepDraft {
    problems = List.copyOf(problems);
  }

  /** Whether there is something to be checked: a base that could not be read is no empty one. */
  boolean hasBase() {
    return problems.isEmpty() || !spec.base().isEmpty();
  }

  /**
   * The sweep.
   *
   * @throws ImpetusException with everything that is wrong with its form
   */
  public SweepSpec complete() {
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
    return spec;
  }
}
