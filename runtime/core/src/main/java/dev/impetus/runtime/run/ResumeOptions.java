// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.run;

import java.util.OptionalInt;

/**
 * How a run goes on.
 *
 * @param allowChangedPlugins whether plugins of another version or hash than before may be used
 * @param epochs how many epochs it is to have in all, instead of what its specification says
 */
public record ResumeOptions(boolean allowChangedPlugins, OptionalInt epochs) {

  /** As it was begun. */
  public static final ResumeOptions UNCHANGED = new ResumeOptions(false, OptionalInt.empty());
}
