// SPDX-License-Identifier: Apache-2.0
// Copyright The Impetus Authors
package dev.impetus.runtime.sweep;

import java.util.List;

/**
 * A value of the specification that is varied.
 *
 * @param path its path in the specification: {@code model.mu}
 * @param values its values, in the order given
 */
public record SweepAxis(String path, List<Object> values) {

  /** Copies the values. */
  public SweepAxis {
    values = List.copyOf(values);
  }
}
