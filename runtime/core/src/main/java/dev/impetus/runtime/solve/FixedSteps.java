// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.solve;

import dev.impetus.solver.step.SteppingMethod;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options that fix a solver's steps: their number or their length. */
final class FixedSteps {

  private static final String STEPS = "steps";
  private static final String STEP_SIZE = "step-size";

  private FixedSteps() {}

  /**
   * Whether options fix the steps of a method. One that chooses its own steps inside what it is
   * asked for takes the options as windows: its accuracy follows its tolerance all the same.
   */
  static boolean areSet(Map<String, Object> options, SteppingMethod method) {
    return method.suitedController().needsErrorEstimate()
        && (options.containsKey(STEPS) || options.containsKey(STEP_SIZE));
  }

  /**
   * The options with steps halved so many times. A negative number doubles their length instead,
   * and their number is halved, though not below one.
   */
  static Map<String, Object> halved(Map<String, Object> options, int times) {
    Map<String, Object> finer = new LinkedHashMap<>(options);
    if (options.get(STEPS) instanceof Long steps) {
      finer.put(STEPS, times < 0 ? Math.max(1, steps >> -times) : steps << times);
    }
    if (options.get(STEP_SIZE) instanceof Number size) {
      finer.put(STEP_SIZE, Math.scalb(size.doubleValue(), -times));
    }
    return finer;
  }

  /** The option with its value, for people. */
  static String text(Map<String, Object> options) {
    String name = options.containsKey(STEPS) ? STEPS : STEP_SIZE;
    return name + " " + NumberText.of(options.get(name));
  }
}
