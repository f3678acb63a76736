// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.plugins.momentumtransformer;

import dev.impetus.api.config.ConfigView;
import dev.impetus.api.config.Option;
import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.ImpetusException;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what options do not fit each other or the data. */
final class OptionChecks {

  private final ConfigView config;
  private final List<Problem> problems = new ArrayList<>();

  OptionChecks(ConfigView config) {
    this.config = config;
  }

  /**
   * An option that is set where nothing reads it. Its default is none, nor is the value that
   * switches it off: what controls of experiments set is off without it.
   */
  void unreadUnless(boolean isRead, Option<?> option, String why) {
    Optional<?> value = config.find(option);
    boolean isSet =
        value.isPresent()
            && !value.equals(option.defaultValue())
            && !value.equals(option.offValue());
    if (!isRead && isSet) {
      refuse(option, "option \"" + option.name() + "\" has no effect", why, "leave it out");
    }
  }

  /** A value that does not fit. */
  void refuse(Option<?> option, String what, String why, String fix) {
    problems.add(new Problem(ErrorKind.CONFIGURATION, what, "model." + option.name(), why, fix));
  }

  /** Throws all that was found. */
  void done() {
    if (!problems.isEmpty()) {
      throw new ImpetusException(problems);
    }
  }
}
