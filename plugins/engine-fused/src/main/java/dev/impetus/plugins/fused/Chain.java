// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring steps that work position by position, in one pass: stretch by stretch, so that what
 * one writes is in the first-level cache when the next reads it.
 *
 * <p>Compared on chains of four arithmetic operations: 5 % faster than whole passes at 16 k
 * numbers, 16 % at 131 k. A loop generated for the chain would be 45 % faster at both, but chains
 * are a few per cent of the time of networks, whose functions and products it cannot make faster.
 */
final class Chain implements Step {

  /** Divides a first-level cache of 32 KiB by the arrays of a step. */
  private static final int STRETCH = 2048;

  private final int size;
  private final PositionStep.Kernel[] kernels;

  private Chain(List<PositionStep> steps) {
    this.size = steps.get(0).size();
    this.kernels = steps.stream().map(PositionStep::kernel).toArray(PositionStep.Kernel[]::new);
  }

  @Override
  public void run() {
    for (int from = 0; from < size; from += STRETCH) {
      int to = Math.min(size, from + STRETCH);
      for (PositionStep.Kernel kernel : kernels) {
        kernel.run(from, to);
      }
    }
  }

  /**
   * The same steps with neighbours of one size put together, where that is longer than a stretch.
   */
  static List<Step> link(List<Step> steps) {
    List<Step> linked = new ArrayList<>();
    List<PositionStep> open = new ArrayList<>();
    for (Step step : steps) {
      boolean fits = step instanceof PositionStep next && next.size() > STRETCH;
      if (!open.isEmpty() && !(fits && ((PositionStep) step).size() == open.get(0).size())) {
        close(open, linked);
      }
      if (fits) {
        open.add((PositionStep) step);
      } else {
        linked.add(step);
      }
    }
    close(open, linked);
    return linked;
  }

  private static void close(List<PositionStep> open, List<Step> linked) {
    if (open.size() > 1) {
      linked.add(new Chain(open));
    } else {
      linked.addAll(open);
    }
    open.clear();
  }
}
