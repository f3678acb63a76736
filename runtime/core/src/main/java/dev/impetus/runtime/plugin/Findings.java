// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.plugin;

import dev.impetus.api.error.ErrorKind;
import dev.impetus.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/** Warnings and notes, gathered on the way. */
final class Findings {

  private final List<Problem> warnings = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();

  void warn(String what, String where, String why, String fix) {
    warnings.add(new Problem(ErrorKind.PLUGIN, what, where, why, fix));
  }

  void note(String what, String where, String why, String fix) {
    notes.add(new Problem(ErrorKind.PLUGIN, what, where, why, fix));
  }

  List<Problem> warnings() {
    return warnings;
  }

  List<Problem> notes() {
    return notes;
  }
}
