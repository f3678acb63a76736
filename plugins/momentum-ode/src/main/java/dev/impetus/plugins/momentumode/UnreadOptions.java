// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumode;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The options that were given although nothing reads them for the task at hand. A value that equals
 * its default does not count as given: the specification that a run records names every default,
 * and must be read again when the run is resumed.
 */
final class UnreadOptions {

  private final ConfigView config;
  private final List<Problem> problems = new ArrayList<>();

  UnreadOptions(ConfigView config) {
    this.config = config;
  }

  /** Notes those of these options that were given. */
  void add(String why, String fix, Option<?>... options) {
    for (Option<?> option : options) {
      if (!config.find(option).equals(option.defaultValue())) {
        problems.add(
            new Problem(
                ErrorKind.CONFIGURATION,
                "option \"" + option.name() + "\" has no effect",
                "model." + option.name(),
                why,
                fix));
      }
    }
  }

  /** Notes what the family has in common. */
  void addCommon(Task task, boolean secondOrder) {
    if (task instanceof Task.OneSolve oneSolve) {
      add(
          "only sequences read it, and the inputs of a sample are one vector",
          "leave it out, or give inputs of the shape [steps, features]",
          OdeOptions.WIDTH,
          OdeOptions.ORDER,
          OdeOptions.UPDATE_HIDDEN,
          OdeOptions.SKIP);
      if (oneSolve.trajectory()) {
        add(
            "the data have times, and the last of them ends the solve",
            "leave it out",
            OdeOptions.END_TIME);
      }
    } else {
      add(
          "a sequence is solved over the gaps between its observations",
          "leave it out; gaps are a field of the data",
          OdeOptions.END_TIME);
    }
    if (secondOrder) {
      addVelocity(task);
    }
  }

  private void addVelocity(Task task) {
    String initial = config.get(OdeOptions.INITIAL_VELOCITY);
    if (task instanceof Task.Sequence) {
      add(
          "the velocity of a sequence begins at zero",
          "leave it out",
          OdeOptions.INITIAL_VELOCITY,
          OdeOptions.VELOCITY_HIDDEN,
          OdeOptions.VELOCITY_SATURATION,
          OdeOptions.VELOCITY_BOUND);
    } else if (!initial.equals("learned")) {
      add(
          "with initial-velocity " + initial + " no net computes the velocity",
          "leave it out or set initial-velocity to learned",
          OdeOptions.VELOCITY_HIDDEN,
          OdeOptions.VELOCITY_SATURATION,
          OdeOptions.VELOCITY_BOUND);
    } else if (config.get(OdeOptions.VELOCITY_SATURATION).equals("identity")) {
      add(
          "velocity-saturation identity has no bound",
          "leave it out or set velocity-saturation to hardtanh or tanh",
          OdeOptions.VELOCITY_BOUND);
    }
  }

  /**
   * Refuses what was noted.
   *
   * @throws ImpetusException with all of it
   */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }
}
