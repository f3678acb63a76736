// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.List;

/**
 * The runs that a sweep takes: every setting with every seed.
 *
 * @param spec what was asked for
 * @param axes paths of the values that are varied
 * @param settings the settings, in the order of tables
 * @param figure the figure to choose and compare by
 * @param notes what was added, or left out, and why
 */
public record SweepPlan(
    SweepSpec spec, List<String> axes, List<Setting> settings, String figure, List<String> notes) {

  /** Copies the lists. */
  public SweepPlan {
    axes = List.copyOf(axes);
    settings = List.copyOf(settings);
    notes = List.copyOf(notes);
  }

  /** How many runs it takes. */
  public int runs() {
    return settings.size() * spec.seeds().size();
  }

  /** The most threads that a run has. */
  public int threads() {
    return settings.stream().mapToInt(setting -> setting.spec().threads()).max().orElse(1);
  }
}
