// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of several things to compare, such as an architecture.
 *
 * @param name what it is called
 * @param set values by path that make it what it is
 * @param grid what is varied in it alone
 */
public record SweepVariant(String name, Map<String, Object> set, List<SweepAxis> grid) {

  /** Copies the collections. */
  public SweepVariant {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    grid = List.copyOf(grid);
  }
}
